package dev.formwork.core.importexport;

import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.field.CellValue;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values of unique fields that several records of a file have: none of these can be told to be the
 * right one, so all of them fail.
 */
final class DuplicateKeys {

  private static final int NAMED_ROWS = 10;

  private final Map<Integer, List<Found>> byRow = new HashMap<>();

  /** What is wrong with a cell: its column, and the problem. */
  record Found(ImportColumn column, Problem problem) {}

  private DuplicateKeys() {}

  static DuplicateKeys of(CsvTable table, List<FileRecord> records, List<CellReader> readers) {
    var duplicates = new DuplicateKeys();
    readers.stream()
        .filter(reader -> reader.column().target().isUnique())
        .forEach(reader -> duplicates.add(table, records, reader));
    return duplicates;
  }

  List<Found> in(FileRecord record) {
    return byRow.getOrDefault(record.first().number(), List.of());
  }

  private void add(CsvTable table, List<FileRecord> records, CellReader reader) {
    var rows = new HashMap<Object, List<Integer>>();
    for (var record : records) {
      var key = reader.key(table.cell(record.first(), reader.column().index()));
      if (key != null) {
        rows.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(record.first().number());
      }
    }
    rows.forEach(
        (key, numbers) -> {
          if (numbers.size() > 1) {
            add(reader.column(), key, numbers);
          }
        });
  }

  private void add(ImportColumn column, Object key, List<Integer> numbers) {
    var rows =
        numbers.stream().limit(NAMED_ROWS).map(String::valueOf).collect(Collectors.joining(", "))
            + (numbers.size() > NAMED_ROWS ? ", …" : "");
    var found = new Found(column, Problem.at("", CoreProblem.IMPORT_KEY_TWICE, shown(key), rows));
    numbers.forEach(number -> byRow.computeIfAbsent(number, _ -> new ArrayList<>(1)).add(found));
  }

  private static String shown(Object key) {
    return switch (key) {
      case BigDecimal number -> number.toPlainString();
      case CellValue.NamedRecord(var title) -> title;
      case CellValue.NamedMember(var name) -> name;
      default -> key.toString();
    };
  }
}
