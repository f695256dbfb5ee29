package dev.formwork.core.member.importing;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.database.FoldedText;
import dev.formwork.core.invitation.OneTimeLinkRedemption;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.invitation.OneTimeLinks.Invited;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Creates members from a CSV file, all or none. Each gets a one-time link to set a password, by
 * e-mail or for the administrator to pass on.
 */
@ApplicationScoped
public class MemberImport {

  private final OrganizationCommands changes;
  private final OneTimeLinks links;
  private final MailOutbox mailOutbox;

  MemberImport(OrganizationCommands changes, OneTimeLinks links, MailOutbox mailOutbox) {
    this.changes = changes;
    this.links = links;
    this.mailOutbox = mailOutbox;
  }

  /**
   * Someone who is a member now.
   *
   * @param path of the link with which they come in; null: it went by mail
   */
  public record Made(MemberId id, String name, String login, String path) {}

  /** What the file says, and what is wrong with it. */
  public Uni<MemberFile> preview(Caller caller, byte[] content) {
    caller.requireAdministrator();
    return WorkerThreads.run(() -> MemberFile.read(CsvTable.read(content), caller.people()));
  }

  /**
   * Makes them all; fails as invalid, naming the rows, when one of them cannot be.
   *
   * @param byMail whether those with an address get their link by mail
   */
  public Uni<List<Made>> run(Caller caller, byte[] content, boolean byMail) {
    caller.requireDesigning();
    if (byMail) {
      mailOutbox.require();
    }
    return preview(caller, content)
        .invoke(MemberImport::requireGood)
        .chain(
            file -> {
              var made = new ArrayList<Made>();
              return changes
                  .importMembers(
                      caller,
                      file.rows().size(),
                      lockedOrganization ->
                          departments(lockedOrganization, file)
                              .chain(
                                  people ->
                                      all(lockedOrganization.sql(), caller, file, people, byMail))
                              .invoke(made::addAll)
                              .chain(() -> managers(lockedOrganization.sql(), caller, file, made)))
                  .invoke(mailOutbox::wake)
                  .replaceWith(made);
            });
  }

  private static void requireGood(MemberFile file) {
    var problems =
        file.rows().stream()
            .flatMap(
                row ->
                    row.problems().stream().map(problem -> problem.within("/rows/" + row.number())))
            .toList();
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    if (file.rows().isEmpty()) {
      throw Refusal.invalid(List.of(Problem.at("/file", CoreProblem.FILE_EMPTY)));
    }
  }

  /** Makes the departments that are not there yet, from the top down. */
  private static Uni<Organization> departments(
      OrganizationCommands.LockedOrganization lockedOrganization, MemberFile file) {
    var known = new ArrayList<>(lockedOrganization.people().departments());
    var missing = new ArrayList<Department>();
    file.rows().stream()
        .flatMap(row -> row.departments().stream())
        .forEach(path -> complete(known, missing, path));
    return Multi.createFrom()
        .iterable(missing)
        .onItem()
        .transformToUniAndConcatenate(
            one ->
                lockedOrganization
                    .sql()
                    .preparedQuery(
                        "INSERT INTO formwork.department (id, workspace_id, name, parent_id) VALUES ($1, $2, $3, $4)")
                    .execute(
                        Tuple.from(
                            Arrays.asList(
                                one.id(),
                                lockedOrganization.people().workspace(),
                                one.name(),
                                one.parent()))))
        .collect()
        .asList()
        .chain(
            () ->
                Organizations.read(
                    lockedOrganization.sql(), lockedOrganization.people().workspace()));
  }

  private static void complete(
      List<Department> known, List<Department> missing, List<String> path) {
    if (MemberFile.department(known, path) != null) {
      return;
    }
    for (int depth = 1; depth <= path.size(); depth++) {
      var upTo = path.subList(0, depth);
      if (MemberFile.department(known, upTo) == null) {
        var parent = depth == 1 ? null : MemberFile.department(known, path.subList(0, depth - 1));
        var made =
            new Department(UuidCreator.getTimeOrderedEpoch(), upTo.getLast(), parent, null, 0);
        known.add(made);
        missing.add(made);
      }
    }
  }

  private Uni<List<Made>> all(
      SqlConnection sql, Caller caller, MemberFile file, Organization people, boolean byMail) {
    return Multi.createFrom()
        .iterable(file.rows())
        .onItem()
        .transformToUniAndConcatenate(row -> make(sql, caller, row, people, byMail))
        .collect()
        .asList();
  }

  private Uni<Made> make(
      SqlConnection sql, Caller caller, MemberFile.Row row, Organization people, boolean byMail) {
    var id = new MemberId(UuidCreator.getTimeOrderedEpoch());
    var person =
        new OneTimeLinkRedemption.Person(
            id, row.login(), row.name(), row.email(), null, caller.locale());
    var departments =
        row.departments().stream()
            .map(path -> MemberFile.department(people.departments(), path))
            .distinct()
            .toList();
    var invited = new Invited(row.name(), false, departments, row.roles());
    boolean mailed = byMail && row.email() != null;
    return OneTimeLinkRedemption.insert(sql, person)
        .onFailure(Refusal.class)
        .transform(
            _ ->
                Refusal.invalid(
                    List.of(
                        Problem.at("/rows/" + row.number() + "/login", CoreProblem.LOGIN_TAKEN))))
        .chain(() -> OneTimeLinkRedemption.place(sql, id, caller.workspace().id(), invited))
        .chain(() -> links.welcome(sql, caller, id, mailed ? row.email() : null))
        .map(secret -> new Made(id, row.name(), row.login(), mailed ? null : "/join/" + secret));
  }

  /** Managers may be people of the same file, so they come last. */
  private static Uni<Void> managers(
      SqlConnection sql, Caller caller, MemberFile file, List<Made> made) {
    return Organizations.read(sql, caller.workspace().id())
        .onItem()
        .transformToMulti(
            people ->
                Multi.createFrom()
                    .range(0, made.size())
                    .filter(at -> file.rows().get(at).manager() != null)
                    .onItem()
                    .transformToUniAndConcatenate(
                        at -> {
                          var row = file.rows().get(at);
                          return sql.preparedQuery(
                                  "UPDATE formwork.membership SET manager_id = $3 WHERE workspace_id = $1 AND member_id = $2")
                              .execute(
                                  Tuple.of(
                                      caller.workspace().id(),
                                      made.get(at).id().value(),
                                      manager(people, row, made.get(at).id()).value()));
                        }))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static MemberId manager(Organization people, MemberFile.Row row, MemberId self) {
    var found =
        people.standings().stream()
            .filter(
                one ->
                    !one.member().equals(self)
                        && (isCalled(one.login(), row.manager())
                            || isCalled(one.name(), row.manager())))
            .map(Membership::member)
            .toList();
    if (found.size() != 1) {
      throw Refusal.invalid(
          List.of(
              Problem.at(
                  "/rows/" + row.number() + "/manager",
                  CoreProblem.MEMBER_FILE_MANAGER,
                  row.manager())));
    }
    return found.getFirst();
  }

  private static boolean isCalled(String name, String text) {
    return FoldedText.of(name).equals(FoldedText.of(text));
  }
}
