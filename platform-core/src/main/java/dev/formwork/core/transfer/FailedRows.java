package dev.formwork.core.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Writes the rows of an import that failed, with their reasons, as a file that can be mended and
 * imported again.
 */
final class FailedRows {

  /** Begins with the mark that makes spreadsheets read UTF-8. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private FailedRows() {}

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
    var out = new StringWriter();
    out.write(BYTE_ORDER_MARK);
    try (var csv = CsvWriter.builder().build(out)) {
      var header = new ArrayList<>(table.header());
      header.add("Reason");
      csv.writeRecord(header);
      for (var row : table.rows()) {
        if (reasons.containsKey(row.number())) {
          csv.writeRecord(line(table, row, reasons.get(row.number())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static List<String> line(CsvTable table, CsvTable.Row row, String reason) {
    var line = new ArrayList<String>();
    for (int i = 0; i < table.header().size(); i++) {
      line.add(harmless(RowMapper.cell(row, i)));
    }
    line.add(harmless(reason));
    return line;
  }

  /**
   * A cell that a spreadsheet would run as a formula gets a quote in front; our reader takes it off
   * again.
   */
  static String harmless(String cell) {
    boolean formula = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0;
    return formula && !cell.matches("[-+]?[0-9.,]+") ? "'" + cell : cell;
  }
}
