package dev.formwork.core.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Tables as CSV (RFC 4180) that spreadsheets open as they should, and run nothing of. */
public final class SpreadsheetCsv {

  /** The mark that makes spreadsheets read UTF-8. */
  public static final String BYTE_ORDER_MARK = "\uFEFF";

  private SpreadsheetCsv() {}

  public static String of(List<List<String>> lines) {
    var out = new StringWriter();
    out.write(BYTE_ORDER_MARK);
    try (var csv = CsvWriter.builder().build(out)) {
      lines.forEach(line -> csv.writeRecord(line.stream().map(SpreadsheetCsv::harmless).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /**
   * A cell that a spreadsheet would run as a formula gets a quote in front; our reader takes it off
   * again.
   */
  public static String harmless(String cell) {
    boolean formula = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0;
    return formula && !cell.matches("[-+]?[0-9.,]+") ? "'" + cell : cell;
  }
}
