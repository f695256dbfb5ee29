package dev.formwork.core.importexport;

import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.csv.SpreadsheetCsv;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Writes the rows of an import that failed, with their reasons, as a file that can be mended and
 * imported again.
 */
final class FailedRowsFile {

  private FailedRowsFile() {}

  static String csv(CsvTable table, List<ImportFailure> failures) {
    var reasons = new LinkedHashMap<Integer, String>();
    failures.forEach(
        failure -> {
          var reason =
              failure.column().isEmpty()
                  ? failure.message()
                  : failure.column() + ": " + failure.message();
          reasons.merge(failure.row(), reason, (one, other) -> one + " | " + other);
        });
    var lines = new ArrayList<List<String>>();
    var header = new ArrayList<>(table.header());
    header.add("Reason");
    lines.add(header);
    for (var row : table.rows()) {
      if (reasons.containsKey(row.number())) {
        lines.add(line(table, row, reasons.get(row.number())));
      }
    }
    return SpreadsheetCsv.of(lines);
  }

  private static List<String> line(CsvTable table, CsvTable.Row row, String reason) {
    var line = new ArrayList<String>();
    for (int i = 0; i < table.header().size(); i++) {
      line.add(Objects.requireNonNullElse(table.cell(row, i), ""));
    }
    line.add(reason);
    return line;
  }
}
