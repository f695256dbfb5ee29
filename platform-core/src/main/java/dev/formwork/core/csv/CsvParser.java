package dev.formwork.core.csv;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a text apart into lines of cells (RFC 4180). A quote inside a cell that does not begin with
 * one is a character like any other; a cell that begins with one has to end with one.
 */
final class CsvParser {

  private final String text;
  private final char separator;
  private final StringBuilder cell = new StringBuilder();
  private int at;
  private int lineNumber = 1;

  CsvParser(String text, Separator separator) {
    this.text = text;
    this.separator = separator.sign();
  }

  /**
   * The next line that is not empty, its cells without what only guards them from spreadsheets.
   *
   * @return null at the end
   * @throws Refusal naming the line where a quote is opened and never closed
   */
  CsvTable.Row next() {
    while (at < text.length()) {
      int begins = lineNumber;
      var cells = line();
      if (!cells.stream().allMatch(String::isBlank)) {
        return new CsvTable.Row(begins, cells);
      }
    }
    return null;
  }

  private List<String> line() {
    var cells = new ArrayList<String>();
    while (true) {
      cells.add(SpreadsheetCsv.meant(isAt('"') ? quoted() : plain()));
      if (!isAt(separator)) {
        endLine();
        return List.copyOf(cells);
      }
      at++;
    }
  }

  private boolean isAt(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean isAtEnd() {
    return at >= text.length() || isAt('\n') || isAt('\r');
  }

  private void endLine() {
    if (isAt('\r')) {
      at++;
    }
    if (isAt('\n')) {
      at++;
    }
    lineNumber++;
  }

  private String plain() {
    int from = at;
    while (!isAtEnd() && !isAt(separator)) {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() {
    int opened = lineNumber;
    cell.setLength(0);
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '"') {
        cell.append(c);
        countLine(c);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        cell.append(c);
        at++;
      } else {
        at++;
        return closed(opened);
      }
      at++;
    }
    throw open(opened);
  }

  private void countLine(char c) {
    boolean isPair = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
    if ((c == '\n' || c == '\r') && !isPair) {
      lineNumber++;
    }
  }

  private String closed(int opened) {
    while (isAt(' ')) {
      at++;
    }
    if (!isAtEnd() && !isAt(separator)) {
      throw open(opened);
    }
    return cell.toString();
  }

  private static Refusal open(int lineNumber) {
    return Refusal.invalid(List.of(Problem.at("/file", CoreProblem.FILE_NOT_CSV, lineNumber)));
  }
}
