package dev.formwork.core.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.ProblemCode;
import dev.formwork.core.problem.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A table read from a CSV file (RFC 4180): comma, semicolon or tab; UTF-8, UTF-16 with its mark, or
 * GB 18030 as Chinese spreadsheets write it.
 *
 * @param header names of the columns, distinct, not blank
 */
public record CsvTable(List<String> header, List<Row> rows) {

  public static final int MAX_BYTES = 20 * 1024 * 1024;
  static final int MAX_COLUMNS = 300;
  public static final int MAX_ROWS = 200_000;

  /**
   * One line of data.
   *
   * @param number as a spreadsheet shows it: the header is row 1
   */
  public record Row(int number, List<String> cells) {}

  public static CsvTable read(byte[] content) {
    if (content.length > MAX_BYTES) {
      throw Refusal.of(
          Refusal.Kind.TOO_LARGE, CoreProblem.FILE_TOO_LARGE, MAX_BYTES / (1024 * 1024));
    }
    var text = text(content);
    if (text.isBlank()) {
      throw unreadable(CoreProblem.FILE_EMPTY);
    }
    var reader =
        CsvReader.builder()
            .fieldSeparator(separator(text))
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    try (var records = reader.ofCsvRecord(text)) {
      return table(records);
    } catch (CsvParseException e) {
      throw unreadable(CoreProblem.FILE_NOT_CSV);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static CsvTable table(CsvReader<CsvRecord> records) {
    List<String> header = null;
    var rows = new ArrayList<Row>();
    int number = 0;
    for (var line : records) {
      number++;
      if (header == null) {
        header = header(line.getFields());
      } else if (rows.size() >= MAX_ROWS) {
        throw unreadable(CoreProblem.FILE_TOO_MANY_ROWS, MAX_ROWS);
      } else {
        rows.add(new Row(number, List.copyOf(line.getFields())));
      }
    }
    if (header == null) {
      throw unreadable(CoreProblem.FILE_EMPTY);
    }
    return new CsvTable(header, rows);
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

  private static char separator(String text) {
    var line = text.lines().findFirst().orElse("");
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(line, candidate) > count(line, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String line, char wanted) {
    return line.chars().filter(c -> c == wanted).count();
  }

  private static String text(byte[] content) {
    if (startsWith(content, 0xFF, 0xFE) || startsWith(content, 0xFE, 0xFF)) {
      return new String(content, StandardCharsets.UTF_16);
    }
    for (byte b : content) {
      if (b == 0) {
        throw unreadable(CoreProblem.FILE_NOT_TEXT);
      }
    }
    var utf8 = decoded(content, StandardCharsets.UTF_8);
    var text = utf8 != null ? utf8 : decoded(content, Charset.forName("GB18030"));
    if (text == null) {
      throw unreadable(CoreProblem.FILE_ENCODING);
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean startsWith(byte[] content, int first, int second) {
    return content.length >= 2 && (content[0] & 0xFF) == first && (content[1] & 0xFF) == second;
  }

  private static String decoded(byte[] content, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(content))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static Refusal unreadable(ProblemCode code, Object... arguments) {
    return Refusal.invalid(List.of(Problem.at("/file", code, arguments)));
  }
}
