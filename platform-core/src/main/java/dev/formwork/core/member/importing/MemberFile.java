package dev.formwork.core.member.importing;

import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.csv.TextEncoding;
import dev.formwork.core.database.FoldedText;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The members listed in a CSV file, with their departments and roles and the problems of each row.
 * Pure.
 *
 * @param rows in the order of the file, each with what is wrong with it
 */
public record MemberFile(List<Row> rows) {

  static final int MAX_ROWS = 2_000;
  private static final int MAX_NAME = 80;

  /** Columns by the names people give them. */
  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "name", List.of("name", "full name", "姓名", "名字", "成员"),
          "login", List.of("login", "user name", "username", "account", "登录名", "账号", "用户名"),
          "email", List.of("email", "e-mail", "mail", "邮箱", "电子邮箱", "邮件"),
          "departments", List.of("department", "departments", "部门"),
          "roles", List.of("role", "roles", "角色"),
          "manager", List.of("manager", "reports to", "上级", "直属上级", "主管"));

  public MemberFile {
    rows = List.copyOf(rows);
  }

  /**
   * Someone in the file.
   *
   * @param number of the row, as a spreadsheet shows it
   * @param email nullable
   * @param departments each by the names from the top down
   * @param roles keys
   * @param manager as it was written; nullable
   */
  public record Row(
      int number,
      String name,
      String login,
      String email,
      List<List<String>> departments,
      Set<String> roles,
      String manager,
      List<Problem> problems) {

    public boolean isGood() {
      return problems.isEmpty();
    }
  }

  /**
   * @throws Refusal when the file has no column for names
   */
  public static MemberFile read(CsvTable table, Organization people) {
    if (table.rows().size() > MAX_ROWS) {
      throw Refusal.invalid(List.of(Problem.at("/file", CoreProblem.FILE_TOO_MANY_ROWS, MAX_ROWS)));
    }
    int name = column(table, "name");
    if (name < 0 || column(table, "login") < 0 && column(table, "email") < 0) {
      throw Refusal.invalid(List.of(Problem.at("/file", CoreProblem.MEMBER_FILE_COLUMNS)));
    }
    var seen = new HashSet<String>();
    people.standings().forEach(one -> seen.add(FoldedText.of(one.login())));
    return new MemberFile(table.rows().stream().map(row -> row(table, row, people, seen)).toList());
  }

  private static int column(CsvTable table, String wanted) {
    for (int i = 0; i < table.header().size(); i++) {
      if (COLUMNS.get(wanted).contains(FoldedText.of(table.header().get(i).strip()))) {
        return i;
      }
    }
    return -1;
  }

  private static String cell(CsvTable table, CsvTable.Row row, String column) {
    int at = column(table, column);
    return at < 0 || at >= row.cells().size() ? "" : row.cells().get(at).strip();
  }

  private static Row row(CsvTable table, CsvTable.Row row, Organization people, Set<String> seen) {
    var problems = new ArrayList<Problem>();
    row.cells().stream()
        .flatMap(cell -> TextEncoding.broken(cell).stream())
        .forEach(found -> problems.add(Problem.at("", CoreProblem.IMPORT_BROKEN_BYTE, found)));
    var name = cell(table, row, "name");
    var email = cell(table, row, "email");
    var login =
        (cell(table, row, "login").isEmpty() ? email : cell(table, row, "login"))
            .toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.length() > MAX_NAME) {
      problems.add(Problem.at("/name", CoreProblem.NAME_LENGTH, MAX_NAME));
    }
    if (!login.matches("[\\p{L}\\p{N}._@+-]{2,80}")) {
      problems.add(Problem.at("/login", CoreProblem.LOGIN_SHAPE));
    } else if (!seen.add(FoldedText.of(login))) {
      problems.add(Problem.at("/login", CoreProblem.LOGIN_TAKEN));
    }
    try {
      if (!email.isEmpty()) {
        dev.formwork.core.mail.MailMessage.address(email);
      }
    } catch (Refusal refusal) {
      problems.addAll(refusal.problems());
    }
    var roles = new HashSet<String>();
    for (var wanted : parts(cell(table, row, "roles"), "[;；,，]")) {
      var found =
          people.roles().stream()
              .filter(role -> role.key().equals(wanted) || role.title().isNamed(wanted))
              .findFirst();
      found.ifPresentOrElse(
          role -> roles.add(role.key()),
          () -> problems.add(Problem.at("/roles", CoreProblem.NO_SUCH_ROLE, wanted)));
    }
    var departments =
        parts(cell(table, row, "departments"), "[;；,，]").stream()
            .map(path -> parts(path, "[/／>]"))
            .toList();
    var manager = cell(table, row, "manager");
    return new Row(
        row.number(),
        name,
        login,
        email.isEmpty() ? null : email,
        departments,
        Set.copyOf(roles),
        manager.isEmpty() ? null : manager,
        List.copyOf(problems));
  }

  private static List<String> parts(String text, String separator) {
    return Arrays.stream(text.split(separator))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** The department at a path from the top, or by its name alone where only one has it. */
  static UUID department(List<Department> departments, List<String> path) {
    UUID at = null;
    for (var name : path) {
      var parent = at;
      var found =
          departments.stream()
              .filter(
                  one ->
                      FoldedText.of(one.name()).equals(FoldedText.of(name))
                          && (path.size() == 1 || java.util.Objects.equals(one.parent(), parent)))
              .toList();
      if (found.size() != 1) {
        return null;
      }
      at = found.getFirst().id();
    }
    return at;
  }
}
