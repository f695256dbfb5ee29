package dev.formwork.core.importexport;

import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
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
    var rows = new HashMap<Object, List<CsvTable.Row>>();
    for (var record : records) {
      var key = reader.key(table.cell(record.first(), reader.column().index()));
      if (key != null) {
        rows.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(record.first());
      }
    }
    for (var same : rows.values()) {
      if (same.size() > 1) {
        var text = reader.meant(table.cell(same.getFirst(), reader.column().index()));
        add(reader.column(), text, same.stream().map(CsvTable.Row::number).toList());
      }
    }
  }

  /**
   * @param text as it was written first
   */
  private void add(ImportColumn column, String text, List<Integer> numbers) {
    var rows =
        numbers.stream().limit(NAMED_ROWS).map(String::valueOf).collect(Collectors.joining(", "))
            + (numbers.size() > NAMED_ROWS ? ", …" : "");
    var found = new Found(column, Problem.at("", CoreProblem.IMPORT_KEY_TWICE, text, rows));
    numbers.forEach(number -> byRow.computeIfAbsent(number, _ -> new ArrayList<>(1)).add(found));
  }
}
