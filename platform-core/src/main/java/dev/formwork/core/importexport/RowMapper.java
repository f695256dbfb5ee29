package dev.formwork.core.importexport;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.csv.TextEncoding;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.CellValue;
import dev.formwork.core.field.StageField;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.value.RecordInput;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Maps rows of a file to record inputs by an import plan. Pure: referenced records and members were
 * looked up before.
 */
final class RowMapper {

  private final CompiledForm form;
  private final CsvTable table;
  private final ImportPlan plan;
  private final Locale locale;
  private final Map<Integer, CellReader> readers = new LinkedHashMap<>();
  private final DuplicateKeys duplicates;

  /**
   * @param plan completed
   * @param zone of moments without an offset
   */
  RowMapper(CompiledForm form, CsvTable table, ImportPlan plan, ZoneId zone, Locale locale) {
    this.form = form;
    this.table = table;
    this.plan = plan;
    this.locale = locale;
    plan.eachColumn(
        form,
        table.header(),
        (index, column) -> readers.put(index, reader(index, column, plan, zone)));
    this.duplicates = DuplicateKeys.of(table, readers);
  }

  private CellReader reader(int index, Column column, ImportPlan plan, ZoneId zone) {
    return new CellReader(
        column,
        plan.format(table.header().get(index)),
        plan.values().getOrDefault(column.name(), Map.of()),
        zone);
  }

  /** Those of the columns that become fields, by their place in the header. */
  Map<Integer, CellReader> readers() {
    return readers;
  }

  /**
   * The records and members that texts of the file name.
   *
   * @param members by name and login, each in lower case; several for a name that several have
   */
  record Directory(
      Map<String, Map<String, List<UUID>>> recordsByTable, Map<String, Set<MemberId>> members) {}

  /** A row read: use the input only when there are no failures. */
  record MappedRow(CsvTable.Row source, RecordInput input, List<ImportFailure> failures) {}

  /** The titles of records that these rows mention, by the table looked into. */
  Map<String, List<String>> mentionedTitles(List<CsvTable.Row> rows) {
    var mentioned = new java.util.HashMap<String, List<String>>();
    readers.forEach(
        (index, reader) -> {
          if (reader.column().isLookup()) {
            var titles =
                mentioned.computeIfAbsent(reader.column().lookupTable(), _ -> new ArrayList<>());
            rows.stream()
                .map(row -> reader.meant(cell(row, index)))
                .filter(text -> text != null)
                .distinct()
                .forEach(titles::add);
          }
        });
    return mentioned;
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
    for (var found : duplicates.in(row)) {
      failures.add(cellFailure(row, found.index(), found.problem()));
    }
    readers.forEach(
        (index, reader) -> {
          var cell = table.cell(row, index);
          var problem = cell == null ? null : read(reader, cell, directory, input);
          if (problem != null) {
            failures.add(cellFailure(row, index, problem));
          }
        });
    keepStages(input);
    return new MappedRow(row, input, failures);
  }

  private ImportFailure cellFailure(CsvTable.Row row, int index, Problem problem) {
    return failure(row, table.header().get(index), problem, cell(row, index));
  }

  /** What is wrong with a cell; null: nothing, and its value is in the input, if it has one. */
  private static Problem read(
      CellReader reader, String cell, Directory directory, RecordInput input) {
    var column = reader.column();
    var broken = TextEncoding.broken(cell);
    if (broken.isPresent()) {
      return Problem.at("", CoreProblem.IMPORT_BROKEN_BYTE, broken.get());
    }
    var text = reader.meant(cell);
    if (text == null) {
      if (reader.empties()) {
        input.with(column.slot(), null);
      }
      return null;
    }
    return switch (reader.read(text)) {
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
        var found = directory.members.getOrDefault(name.toLowerCase(Locale.ROOT), Set.of());
        if (found.size() == 1) {
          input.with(column.slot(), found.iterator().next().value());
        }
        yield switch (found.size()) {
          case 0 -> Problem.at("", CoreProblem.IMPORT_NO_SUCH_MEMBER, name);
          case 1 -> null;
          default -> Problem.at("", CoreProblem.IMPORT_SEVERAL_MEMBERS, name, found.size());
        };
      }
      case CellValue.Unusable(var code, var arguments) -> Problem.at("", code, arguments.toArray());
    };
  }

  /** What a new record starts with is not given up for cells that empty existing ones. */
  static RecordInput forNew(RecordInput input) {
    var open = input.copy();
    input.given().stream()
        .filter(slot -> input.data().get(slot) == null)
        .forEach(slot -> open.given().clear(slot));
    return open;
  }

  /** A stage is never emptied: an existing record keeps its own. */
  private void keepStages(RecordInput input) {
    form.columns().stream()
        .filter(
            column ->
                column.field() instanceof StageField && input.data().get(column.slot()) == null)
        .forEach(column -> input.given().clear(column.slot()));
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
