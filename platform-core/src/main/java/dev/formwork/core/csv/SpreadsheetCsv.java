package dev.formwork.core.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.regex.Pattern;

/** Tables as CSV (RFC 4180) that spreadsheets open as they should, and run nothing of. */
public final class SpreadsheetCsv {

  /** The mark that makes spreadsheets read UTF-8. */
  public static final String BYTE_ORDER_MARK = "\uFEFF";

  /** What formulas begin with, in full width, too, as some spreadsheets of East Asia read it. */
  private static final String STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.,]+%?");

  private static final QuoteStrategy OTHER_SEPARATORS =
      new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int field, String value) {
          return value.chars().anyMatch(c -> c == ';' || c == '\t' || c == '|');
        }
      };

  private SpreadsheetCsv() {}

  /** Quotes also what might be taken for another separator. */
  public static CsvWriter writer(Writer out) {
    return CsvWriter.builder().quoteStrategy(OTHER_SEPARATORS).build(out);
  }

  public static String of(List<List<String>> lines) {
    var out = new StringWriter();
    out.write(BYTE_ORDER_MARK);
    try (var csv = writer(out)) {
      lines.forEach(line -> csv.writeRecord(line.stream().map(SpreadsheetCsv::harmless).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /**
   * A cell that a spreadsheet would run as a formula gets an apostrophe in front, as does one that
   * begins so already; {@link #meant} takes it off again.
   */
  public static String harmless(String cell) {
    return isFormula(cell, 0) && !NUMBER.matcher(cell).matches() || isGuarded(cell)
        ? "'" + cell
        : cell;
  }

  /** What a cell says without the apostrophe that keeps spreadsheets from running it. */
  public static String meant(String cell) {
    return isGuarded(cell) ? cell.substring(1) : cell;
  }

  private static boolean isGuarded(String cell) {
    int at = 0;
    while (at < cell.length() && cell.charAt(at) == '\'') {
      at++;
    }
    return at > 0 && isFormula(cell, at);
  }

  private static boolean isFormula(String cell, int at) {
    return at < cell.length() && STARTS.indexOf(cell.charAt(at)) >= 0;
  }
}
