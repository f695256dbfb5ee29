package dev.formwork.core.importexport;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.csv.TextEncoding;
import dev.formwork.core.database.FoldedText;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.CellValue;
import dev.formwork.core.field.StageField;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Maps what a file says of records to inputs by an import plan. Pure: referenced records and
 * members were looked up before.
 */
final class RecordMapper {

  private final CompiledForm form;
  private final CsvTable table;
  private final Locale locale;
  private final List<CellReader> readers;
  private final String groupColumn;
  private final List<FileRecord> records;
  private final DuplicateKeys duplicates;

  /**
   * @param plan completed
   * @param zone of moments without an offset
   */
  RecordMapper(CompiledForm form, CsvTable table, ImportPlan plan, ZoneId zone, Locale locale) {
    this.form = form;
    this.table = table;
    this.locale = locale;
    this.readers =
        ImportColumn.of(form, table.header(), plan).stream()
            .map(column -> reader(column, plan, zone))
            .toList();
    this.groupColumn = plan.groupColumn(form, table.header()).orElse(null);
    this.records = FileRecord.of(table, groupColumn == null ? null : this::groupKey);
    this.duplicates = DuplicateKeys.of(table, records, readers);
  }

  private static CellReader reader(ImportColumn column, ImportPlan plan, ZoneId zone) {
    return new CellReader(
        column,
        plan.format(column.name()),
        plan.values().getOrDefault(column.target().path(), Map.of()),
        zone);
  }

  /** What tells the rows of one record; a column that becomes no field is taken by its texts. */
  private Object groupKey(CsvTable.Row row) {
    int index = table.header().indexOf(groupColumn);
    var cell = table.cell(row, index);
    var reader =
        readers.stream().filter(one -> one.column().index() == index).findFirst().orElse(null);
    var key = reader == null ? null : reader.key(cell);
    if (key != null) {
      return key;
    }
    var text = reader != null ? reader.meant(cell) : cell == null ? "" : cell.strip();
    return text == null || text.isBlank() ? null : text;
  }

  /** Those of the columns that become fields, in the order of the file. */
  List<CellReader> readers() {
    return readers;
  }

  /** Whether records of the file may name others of it. */
  boolean looksIntoItsOwnForm() {
    return readers.stream()
        .map(reader -> reader.column().column())
        .anyMatch(column -> column.isLookup() && form.table().sql().equals(column.lookupTable()));
  }

  /** What the file says, by record. */
  List<FileRecord> records() {
    return records;
  }

  /**
   * The records and members that texts of the file name.
   *
   * @param records by the text that names them
   * @param members by name and login, each folded; several for a name that several have
   */
  record Directory(
      Map<LookupSource, Map<String, List<RecordRef>>> records, Map<String, Set<MemberId>> members) {

    List<RecordRef> named(LookupSource source, String text) {
      return records.getOrDefault(source, Map.of()).getOrDefault(text, List.of());
    }
  }

  /** The texts by which these name records, by where they are to be looked for. */
  Map<LookupSource, Set<String>> mentioned(List<FileRecord> some) {
    var mentioned = new HashMap<LookupSource, Set<String>>();
    for (var reader : readers) {
      if (reader.column().column().isLookup()) {
        var texts = mentioned.computeIfAbsent(reader.column().source(), _ -> new LinkedHashSet<>());
        for (var record : some) {
          for (var row : record.rows()) {
            var meant = reader.meant(table.cell(row, reader.column().index()));
            if (meant != null && reader.read(meant) instanceof CellValue.NamedRecord(var text)) {
              texts.add(text);
            }
          }
        }
      }
    }
    return mentioned;
  }

  MappedRecord map(FileRecord source, Directory directory) {
    var mapped = new MappedRecord(source, RecordInput.empty(form.slots()));
    source.rows().stream()
        .filter(row -> row.cells().size() > table.header().size())
        .forEach(
            row ->
                mapped.refuse(
                    failure(
                        row,
                        CoreProblem.IMPORT_TOO_MANY_CELLS,
                        row.cells().size(),
                        table.header().size())));
    if (mapped.isRefused()) {
      return complete(mapped);
    }
    if (groupColumn != null && groupKey(source.first()) == null) {
      mapped.refuse(failure(source.first(), CoreProblem.IMPORT_GROUP_EMPTY, groupColumn));
    }
    for (var found : duplicates.in(source)) {
      mapped.refuse(failure(source.first(), found.column(), found.problem()));
    }
    for (var reader : readers) {
      if (!reader.column().target().isOfRows()) {
        readOfRecord(reader, mapped, directory);
      }
    }
    for (var subform : form.subforms()) {
      readRows(subform, mapped, directory);
    }
    keepStages(mapped.input());
    return complete(mapped);
  }

  private String cell(CsvTable.Row row, CellReader reader) {
    return table.cell(row, reader.column().index());
  }

  /** All rows of a record say the same, or nothing. */
  private void readOfRecord(CellReader reader, MappedRecord mapped, Directory directory) {
    var rows = mapped.source().rows();
    var telling =
        rows.stream()
            .filter(row -> reader.meant(cell(row, reader)) != null)
            .findFirst()
            .orElse(rows.getFirst());
    var said = cell(telling, reader);
    if (said == null) {
      return;
    }
    var read = read(reader, said, directory);
    if (read.problem != null) {
      mapped.refuse(failure(telling, reader.column(), read.problem));
    } else if (read.isGiven) {
      mapped.input().with(reader.column().column().slot(), read.value);
    }
    var meant = reader.meant(said);
    for (var row : rows) {
      var other = row.equals(telling) ? null : reader.meant(cell(row, reader));
      if (other != null
          && !other.equals(meant)
          && !Objects.equals(reader.key(other), reader.key(meant))) {
        mapped.refuse(
            failure(
                row,
                reader.column(),
                Problem.at("", CoreProblem.IMPORT_ROWS_DIFFER, other, meant, telling.number())));
      }
    }
  }

  /**
   * The rows of a file that say something of a subform, each one of its rows.
   *
   * @return in their order
   */
  List<CsvTable.Row> rowsOf(CompiledSubform subform, FileRecord source) {
    var own = readersOf(subform);
    return source.rows().stream()
        .filter(row -> own.stream().anyMatch(reader -> reader.meant(cell(row, reader)) != null))
        .toList();
  }

  private List<CellReader> readersOf(CompiledSubform subform) {
    return readers.stream()
        .filter(reader -> subform.equals(reader.column().target().subform()))
        .toList();
  }

  private void readRows(CompiledSubform subform, MappedRecord mapped, Directory directory) {
    var rows =
        rowsOf(subform, mapped.source()).stream()
            .map(row -> row(subform, row, mapped, directory))
            .toList();
    if (!rows.isEmpty()) {
      mapped.input().with(subform.slot(), rows);
    }
  }

  private RecordData row(
      CompiledSubform subform, CsvTable.Row row, MappedRecord mapped, Directory directory) {
    int slots = subform.field().fields().size();
    var data = new RecordData(slots);
    var open = new BitSet();
    open.set(0, slots);
    for (var reader : readersOf(subform)) {
      var said = cell(row, reader);
      if (reader.meant(said) != null) {
        var read = read(reader, said, directory);
        if (read.problem != null) {
          mapped.refuse(failure(row, reader.column(), read.problem));
        }
        data.set(reader.column().column().slot(), read.value);
        open.clear(reader.column().column().slot());
      }
    }
    return data.leaving(open);
  }

  /**
   * What a cell came to.
   *
   * @param isGiven whether it says anything
   * @param problem null: there is none
   */
  private record CellRead(boolean isGiven, Object value, Problem problem) {

    static CellRead of(Object value) {
      return new CellRead(true, value, null);
    }

    static CellRead refused(Problem problem) {
      return new CellRead(false, null, problem);
    }
  }

  private static CellRead read(CellReader reader, String cell, Directory directory) {
    var broken = TextEncoding.broken(cell);
    if (broken.isPresent()) {
      return CellRead.refused(Problem.at("", CoreProblem.IMPORT_BROKEN_BYTE, broken.get()));
    }
    var text = reader.meant(cell);
    if (text == null) {
      return new CellRead(reader.empties(), null, null);
    }
    return switch (reader.read(text)) {
      case CellValue.Value(var value) -> CellRead.of(value);
      case CellValue.NamedRecord(var named) -> record(reader.column(), named, directory);
      case CellValue.NamedMember(var name) -> member(name, directory);
      case CellValue.Unusable(var code, var arguments) ->
          CellRead.refused(Problem.at("", code, arguments.toArray()));
    };
  }

  private static CellRead record(ImportColumn column, String named, Directory directory) {
    var found = directory.named(column.source(), named);
    if (found.size() == 1) {
      return CellRead.of(found.getFirst());
    }
    if (!found.isEmpty()) {
      return CellRead.refused(
          Problem.at("", CoreProblem.IMPORT_SEVERAL_RECORDS, named, found.size()));
    }
    return CellRead.refused(
        column.lookedUpBy() == null
            ? Problem.at("", CoreProblem.IMPORT_NO_SUCH_RECORD, named)
            : Problem.at(
                "", CoreProblem.IMPORT_NO_RECORD_WITH, named, column.lookedUpBy().field().title()));
  }

  private static CellRead member(String name, Directory directory) {
    var found = directory.members.getOrDefault(FoldedText.of(name), Set.of());
    return switch (found.size()) {
      case 0 -> CellRead.refused(Problem.at("", CoreProblem.IMPORT_NO_SUCH_MEMBER, name));
      case 1 -> CellRead.of(found.iterator().next().value());
      default ->
          CellRead.refused(Problem.at("", CoreProblem.IMPORT_SEVERAL_MEMBERS, name, found.size()));
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
   * Whether all that is wrong with a record is that it names records of this very form that are not
   * there yet.
   */
  boolean waitsForOwnForm(MappedRecord mapped) {
    return mapped.failures().stream()
        .filter(failure -> !failure.code().equals(CoreProblem.IMPORT_GROUP_REFUSED.code()))
        .allMatch(
            failure ->
                (failure.code().equals(CoreProblem.IMPORT_NO_SUCH_RECORD.code())
                        || failure.code().equals(CoreProblem.IMPORT_NO_RECORD_WITH.code()))
                    && readers.stream()
                        .filter(reader -> reader.column().name().equals(failure.column()))
                        .allMatch(
                            reader ->
                                form.table().sql().equals(reader.column().column().lookupTable())));
  }

  /** Problems of the record path, told of the rows and columns that the values came from. */
  List<ImportFailure> failures(FileRecord source, List<Problem> problems) {
    var refused = new MappedRecord(source, RecordInput.empty(form.slots()));
    problems.forEach(problem -> refused.refuse(failure(source, problem)));
    return complete(refused).failures();
  }

  private ImportFailure failure(FileRecord source, Problem problem) {
    var path = problem.path().startsWith("/") ? problem.path().substring(1).split("/", -1) : null;
    var key = path == null ? "" : path[0];
    var subform = path == null || path.length == 1 ? null : subform(key);
    var row = subform == null ? source.first() : row(subform, source, path[1]);
    var target = subform == null || path.length < 3 ? key : key + "." + path[2];
    var column =
        readers.stream()
            .map(CellReader::column)
            .filter(one -> one.target().path().equals(target))
            .findFirst();
    return column
        .map(one -> failure(row, one, problem))
        .orElseGet(
            () ->
                new ImportFailure(
                    row.number(), target, problem.code(), problem.message(locale), null));
  }

  /** The first of the record when there is no such row. */
  private CsvTable.Row row(CompiledSubform subform, FileRecord source, String place) {
    var rows = rowsOf(subform, source);
    int index = place.matches("[0-9]{1,6}") ? Integer.parseInt(place) : -1;
    return index >= 0 && index < rows.size() ? rows.get(index) : source.first();
  }

  private CompiledSubform subform(String key) {
    return form.subforms().stream()
        .filter(subform -> subform.field().key().value().equals(key))
        .findFirst()
        .orElse(null);
  }

  /** When one row of a record is refused, none of its rows gets in. */
  private MappedRecord complete(MappedRecord mapped) {
    if (mapped.isRefused() && mapped.source().rows().size() > 1) {
      var refused = mapped.failures().stream().map(ImportFailure::row).toList();
      for (var row : mapped.source().rows()) {
        if (!refused.contains(row.number())) {
          mapped.refuse(failure(row, CoreProblem.IMPORT_GROUP_REFUSED, refused.getFirst()));
        }
      }
    }
    return mapped;
  }

  private ImportFailure failure(CsvTable.Row row, CoreProblem code, Object... arguments) {
    var problem = Problem.at("", code, arguments);
    return new ImportFailure(row.number(), "", problem.code(), problem.message(locale), null);
  }

  private ImportFailure failure(CsvTable.Row row, ImportColumn column, Problem problem) {
    return new ImportFailure(
        row.number(),
        column.name(),
        problem.code(),
        problem.message(locale),
        Objects.requireNonNullElse(table.cell(row, column.index()), ""));
  }
}
