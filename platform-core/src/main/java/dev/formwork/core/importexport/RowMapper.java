package dev.formwork.core.importexport;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.CellValue;
import dev.formwork.core.field.StageField;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.value.RecordInput;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Maps rows of a file to record inputs by an import plan. Pure: referenced records and members were
 * looked up before.
 */
final class RowMapper {

  private final CompiledForm form;
  private final CsvTable table;
  private final ImportPlan plan;
  private final ZoneId zone;
  private final Locale locale;

  RowMapper(CompiledForm form, CsvTable table, ImportPlan plan, ZoneId zone, Locale locale) {
    this.form = form;
    this.table = table;
    this.plan = plan;
    this.zone = zone;
    this.locale = locale;
  }

  /** The records and members that texts of the file name. */
  record Directory(
      Map<String, Map<String, List<UUID>>> recordsByTable, Map<String, MemberId> members) {}

  /** A row read: use the input only when there are no failures. */
  record MappedRow(CsvTable.Row source, RecordInput input, List<ImportFailure> failures) {}

  /** The titles of records that these rows mention, by the table looked into. */
  Map<String, List<String>> mentionedTitles(List<CsvTable.Row> rows) {
    var mentioned = new java.util.HashMap<String, List<String>>();
    forEachColumn(
        (index, column) -> {
          if (column.isLookup()) {
            var titles = mentioned.computeIfAbsent(column.lookupTable(), _ -> new ArrayList<>());
            rows.stream()
                .map(row -> plan.meant(column.name(), cell(row, index)))
                .filter(text -> text != null)
                .distinct()
                .forEach(titles::add);
          }
        });
    return mentioned;
  }

  @FunctionalInterface
  interface ColumnVisitor {
    void visit(int index, Column column);
  }

  void forEachColumn(ColumnVisitor visitor) {
    for (int index = 0; index < table.header().size(); index++) {
      var key = plan.columns().get(table.header().get(index));
      if (key != null) {
        visitor.visit(index, form.column(key).orElseThrow());
      }
    }
  }

  MappedRow map(CsvTable.Row row, Directory directory) {
    var input = RecordInput.empty(form.slots());
    var failures = new ArrayList<ImportFailure>();
    if (row.cells().size() > table.header().size()) {
      failures.add(
          failure(
              row,
              "",
              Problem.at(
                  "", CoreProblem.IMPORT_TOO_MANY_CELLS, row.cells().size(), table.header().size()),
              null));
      return new MappedRow(row, input, failures);
    }
    forEachColumn(
        (index, column) -> {
          var text = plan.meant(column.name(), cell(row, index));
          if (text == null) {
            input.with(column.slot(), null);
            return;
          }
          var problem = read(column, text, directory, input);
          if (problem != null) {
            failures.add(failure(row, table.header().get(index), problem, cell(row, index)));
          }
        });
    startStages(input);
    return new MappedRow(row, input, failures);
  }

  /** A stage that the file leaves empty starts where a new record starts. */
  private void startStages(RecordInput input) {
    form.columns().stream()
        .filter(
            column ->
                column.field() instanceof StageField && input.data().get(column.slot()) == null)
        .forEach(column -> input.given().clear(column.slot()));
  }

  private Problem read(Column column, String text, Directory directory, RecordInput input) {
    return switch (column.field().readText(text, zone)) {
      case CellValue.Value(var value) -> {
        input.with(column.slot(), value);
        yield null;
      }
      case CellValue.NamedRecord(var title) -> {
        var found =
            directory
                .recordsByTable
                .getOrDefault(column.lookupTable(), Map.of())
                .getOrDefault(title, List.of());
        if (found.size() == 1) {
          input.with(column.slot(), new RecordRef(found.getFirst(), title));
        }
        yield switch (found.size()) {
          case 0 -> Problem.at("", CoreProblem.IMPORT_NO_SUCH_RECORD, title);
          case 1 -> null;
          default -> Problem.at("", CoreProblem.IMPORT_SEVERAL_RECORDS, title, found.size());
        };
      }
      case CellValue.NamedMember(var name) -> {
        var member = directory.members.get(name.toLowerCase(Locale.ROOT));
        input.with(column.slot(), MemberId.valueOrNull(member));
        yield member == null ? Problem.at("", CoreProblem.IMPORT_NO_SUCH_MEMBER, name) : null;
      }
      case CellValue.Unusable(var code, var argument) -> Problem.at("", code, argument);
    };
  }

  /**
   * Whether all that is wrong with a row is that it names records of this very form that are not
   * there yet.
   */
  boolean waitsForOwnForm(MappedRow row) {
    return row.failures().stream()
        .allMatch(
            failure ->
                failure.code().equals(CoreProblem.IMPORT_NO_SUCH_RECORD.code())
                    && form.table()
                        .sql()
                        .equals(
                            form.column(plan.columns().get(failure.column()))
                                .orElseThrow()
                                .lookupTable()));
  }

  /** A problem of the record path, told of the column that the value came from. */
  ImportFailure failure(CsvTable.Row row, Problem problem) {
    var key = problem.path().startsWith("/") ? problem.path().substring(1).split("/", 2)[0] : "";
    var column =
        plan.columns().entrySet().stream()
            .filter(entry -> entry.getValue().equals(key))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(key);
    int index = table.header().indexOf(column);
    return failure(row, column, problem, index < 0 ? null : cell(row, index));
  }

  private ImportFailure failure(CsvTable.Row row, String column, Problem problem, String value) {
    return new ImportFailure(row.number(), column, problem.code(), problem.message(locale), value);
  }

  static String cell(CsvTable.Row row, int index) {
    return index < row.cells().size() ? row.cells().get(index) : "";
  }
}
