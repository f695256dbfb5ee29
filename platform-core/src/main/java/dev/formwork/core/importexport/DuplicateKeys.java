package dev.formwork.core.importexport;

import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.field.CellValue;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values of unique fields that stand in several rows of a file: none of these rows can be told to
 * be the right one, so all of them fail.
 */
final class DuplicateKeys {

  private static final int NAMED_ROWS = 10;

  private final Map<Integer, List<Found>> byRow = new HashMap<>();

  /** What is wrong with a cell: its column's place in the header, and the problem. */
  record Found(int index, Problem problem) {}

  private DuplicateKeys() {}

  /**
   * @param readers of the columns by their place in the header
   */
  static DuplicateKeys of(CsvTable table, Map<Integer, CellReader> readers) {
    var duplicates = new DuplicateKeys();
    readers.forEach(
        (index, reader) -> {
          if (reader.column().field().head().unique()) {
            duplicates.add(table, index, reader);
          }
        });
    return duplicates;
  }

  List<Found> in(CsvTable.Row row) {
    return byRow.getOrDefault(row.number(), List.of());
  }

  private void add(CsvTable table, int index, CellReader reader) {
    var rows = new HashMap<Object, List<Integer>>();
    for (var row : table.rows()) {
      var cell = table.cell(row, index);
      var text = cell == null ? null : reader.meant(cell);
      var key = text == null ? null : key(reader, text);
      if (key != null) {
        rows.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(row.number());
      }
    }
    rows.forEach(
        (key, numbers) -> {
          if (numbers.size() > 1) {
            add(index, key, numbers);
          }
        });
  }

  private static Object key(CellReader reader, String text) {
    return switch (reader.read(text)) {
      case CellValue.Value(BigDecimal number) -> number.stripTrailingZeros();
      case CellValue.Value(OffsetDateTime moment) -> moment.toInstant();
      case CellValue.Value(var value) -> value;
      case CellValue.NamedRecord named -> named;
      case CellValue.NamedMember named -> named;
      case CellValue.Unusable _ -> null;
    };
  }

  private void add(int index, Object key, List<Integer> numbers) {
    var shown = key instanceof BigDecimal number ? number.toPlainString() : key.toString();
    var rows =
        numbers.stream().limit(NAMED_ROWS).map(String::valueOf).collect(Collectors.joining(", "))
            + (numbers.size() > NAMED_ROWS ? ", …" : "");
    var found = new Found(index, Problem.at("", CoreProblem.IMPORT_KEY_TWICE, shown, rows));
    numbers.forEach(number -> byRow.computeIfAbsent(number, _ -> new ArrayList<>(1)).add(found));
  }
}
