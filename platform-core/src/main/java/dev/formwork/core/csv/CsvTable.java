package dev.formwork.core.csv;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.ProblemCode;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.xlsx.XlsxSheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * A table read from a CSV file (RFC 4180) or from the first sheet of a workbook: lines without
 * anything in them, and columns without anything at the end, are left out.
 *
 * @param header names of the columns, distinct, not blank
 * @param format that it was read by, complete; {@link CsvFormat#DETECTED} of a workbook
 * @param certain whether the encoding leaves no doubt, or was given
 */
public record CsvTable(List<String> header, List<Row> rows, CsvFormat format, boolean certain) {

  public static final int MAX_BYTES = 20 * 1024 * 1024;
  static final int MAX_COLUMNS = 300;
  public static final int MAX_ROWS = 200_000;

  /**
   * One line of data.
   *
   * @param number of the line of the file where it begins; the first is 1
   * @param cells as many as there are on the line, without empty ones beyond the header
   */
  public record Row(int number, List<String> cells) {}

  /**
   * What a row has in a column.
   *
   * @param index of the column
   * @return null: the line ends before it; rows of a workbook end nowhere
   */
  public String cell(Row row, int index) {
    return index < row.cells.size() ? row.cells.get(index) : isWorkbook() ? "" : null;
  }

  /** Whether it was no text; its numbers have a point then. */
  public boolean isWorkbook() {
    return format.encoding() == null;
  }

  /** As the file itself tells how it is written, its encoding certain. */
  public static CsvTable read(byte[] content) {
    return read(content, CsvFormat.DETECTED).certainly();
  }

  /**
   * @throws Refusal when a person has to say which encoding it is
   */
  public CsvTable certainly() {
    if (!certain) {
      throw unreadable(CoreProblem.FILE_ENCODING, format.encoding().label());
    }
    return this;
  }

  /**
   * @param given what is known of how it is written; the rest is detected
   * @throws Refusal when it is no table, with the line where that shows
   */
  public static CsvTable read(byte[] content, CsvFormat given) {
    if (content.length > MAX_BYTES) {
      throw Refusal.of(
          Refusal.Kind.TOO_LARGE, CoreProblem.FILE_TOO_LARGE, MAX_BYTES / (1024 * 1024));
    }
    if (XlsxSheet.isWorkbook(content)) {
      return workbook(content);
    }
    var encoding = encoding(content, given);
    var text = encoding.encoding().decode(content);
    if (text.isBlank()) {
      throw unreadable(CoreProblem.FILE_EMPTY);
    }
    var declared = Separator.declared(text);
    var separator =
        given.separator() != null
            ? given.separator()
            : declared.orElseGet(() -> Separator.of(text));
    var lines = new CsvParser(text, separator);
    if (declared.isPresent()) {
      lines.next();
    }
    var format = new CsvFormat(encoding.encoding(), separator);
    return table(lines::next, format, encoding.certain());
  }

  /** Two rows more than are taken, so that the header fits and it shows that there are more. */
  private static CsvTable workbook(byte[] content) {
    try {
      var lines = XlsxSheet.read(content, MAX_ROWS + 2, MAX_COLUMNS + 1).iterator();
      return table(
          () -> {
            while (lines.hasNext()) {
              var line = lines.next();
              if (!line.cells().stream().allMatch(String::isBlank)) {
                return new Row(line.number(), line.cells());
              }
            }
            return null;
          },
          CsvFormat.DETECTED,
          true);
    } catch (IOException e) {
      throw unreadable(CoreProblem.FILE_NOT_WORKBOOK);
    }
  }

  private static EncodingDetection encoding(byte[] content, CsvFormat given) {
    var encoding =
        given.encoding() != null
            ? new EncodingDetection(given.encoding(), true)
            : EncodingDetection.of(content);
    if (encoding.encoding() != TextEncoding.UTF_16) {
      for (byte b : content) {
        if (b == 0) {
          throw unreadable(CoreProblem.FILE_NOT_TEXT);
        }
      }
    }
    return encoding;
  }

  private static CsvTable table(Supplier<Row> lines, CsvFormat format, boolean certain) {
    var first = lines.get();
    if (first == null) {
      throw unreadable(CoreProblem.FILE_EMPTY);
    }
    var rows = new ArrayList<Row>();
    for (var row = lines.get(); row != null; row = lines.get()) {
      if (rows.size() >= MAX_ROWS) {
        throw unreadable(CoreProblem.FILE_TOO_MANY_ROWS, MAX_ROWS);
      }
      rows.add(row);
    }
    int columns = columns(first.cells(), rows);
    rows.replaceAll(row -> row.cells.size() <= columns ? row : without(row, columns));
    return new CsvTable(header(first.cells().subList(0, columns)), rows, format, certain);
  }

  /** Of the header, without those at its end that have neither a name nor anything below. */
  private static int columns(List<String> header, List<Row> rows) {
    int named = header.size();
    while (named > 0 && header.get(named - 1).isBlank()) {
      named--;
    }
    int used = named;
    for (var row : rows) {
      for (int i = Math.min(header.size(), row.cells.size()); i > used; i--) {
        if (!row.cells.get(i - 1).isBlank()) {
          used = i;
        }
      }
    }
    return used;
  }

  /** The row without empty cells beyond the header. */
  private static Row without(Row row, int columns) {
    boolean more =
        row.cells.subList(columns, row.cells.size()).stream().anyMatch(cell -> !cell.isBlank());
    return more ? row : new Row(row.number, row.cells.subList(0, columns));
  }

  private static List<String> header(List<String> cells) {
    if (cells.size() > MAX_COLUMNS) {
      throw unreadable(CoreProblem.FILE_TOO_MANY_COLUMNS, MAX_COLUMNS);
    }
    var names = new ArrayList<String>();
    var seen = new HashSet<String>();
    for (int i = 0; i < cells.size(); i++) {
      var name = cells.get(i).isBlank() ? "Column " + (i + 1) : cells.get(i).strip();
      if (!seen.add(name)) {
        throw unreadable(CoreProblem.FILE_DUPLICATE_COLUMN, name);
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  private static Refusal unreadable(ProblemCode code, Object... arguments) {
    return Refusal.invalid(List.of(Problem.at("/file", code, arguments)));
  }
}
