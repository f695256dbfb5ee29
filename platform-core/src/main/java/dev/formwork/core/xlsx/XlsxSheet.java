package dev.formwork.core.xlsx;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The first sheet of a workbook, its cells as texts: numbers as spreadsheets show them at their 15
 * digits, with a point; days as {@code 2026-03-05}; percentages with their sign.
 */
public final class XlsxSheet {

  private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);
  private static final int LAST_COLUMN = 16_384;

  /** Before the point, or noughts behind it: no spreadsheet has numbers beyond. */
  private static final int MOST_DIGITS = 400;

  private final Workbook workbook;
  private final int mostLines;
  private final int mostColumns;
  private final List<Line> lines = new ArrayList<>();

  private XlsxSheet(Workbook workbook, int mostLines, int mostColumns) {
    this.workbook = workbook;
    this.mostLines = mostLines;
    this.mostColumns = mostColumns;
  }

  /**
   * A row of the sheet.
   *
   * @param number as the spreadsheet shows it
   */
  public record Line(int number, List<String> cells) {}

  /** Whether a file may be a workbook: they are ZIP archives. */
  public static boolean isWorkbook(byte[] content) {
    return content.length > 4
        && content[0] == 'P'
        && content[1] == 'K'
        && content[2] == 3
        && content[3] == 4;
  }

  /**
   * @param mostLines the rest is not read
   * @param mostColumns what stands further to the right moves to the last of them
   * @throws IOException when it is no workbook
   */
  public static List<Line> read(byte[] content, int mostLines, int mostColumns) throws IOException {
    try (var parts = WorkbookParts.of(content)) {
      var workbook = Workbook.of(parts);
      var sheet = new XlsxSheet(workbook, mostLines, mostColumns);
      sheet.read(XmlParts.open(parts.part(workbook.firstSheet())));
      return sheet.lines;
    } catch (XMLStreamException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException("Not a workbook", e);
    }
  }

  private void read(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext() && lines.size() < mostLines) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("row")) {
        var number = xml.getAttributeValue(null, "r");
        int before = lines.isEmpty() ? 0 : lines.getLast().number();
        lines.add(new Line(number == null ? before + 1 : Integer.parseInt(number), cells(xml)));
      }
    }
  }

  private List<String> cells(XMLStreamReader xml) throws XMLStreamException {
    var cells = new ArrayList<String>();
    int next = 0;
    while (true) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
        return cells;
      }
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
        next = column(xml.getAttributeValue(null, "r"), next);
        place(cells, next, cell(xml));
        next++;
      }
    }
  }

  /** Whole rows may have a format, and so cells, with nothing in them. */
  private void place(List<String> cells, int column, String text) {
    int at = Math.min(column, mostColumns - 1);
    if (text.isEmpty() || at < cells.size()) {
      return;
    }
    while (cells.size() < at) {
      cells.add("");
    }
    cells.add(text);
  }

  /** The column of a cell such as BC12, counted from 0. */
  private static int column(String reference, int otherwise) {
    if (reference == null) {
      return otherwise;
    }
    int column = 0;
    for (int i = 0; i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
      column = column * 26 + (reference.charAt(i) - 'A' + 1);
    }
    if (column < 1 || column > LAST_COLUMN) {
      throw new NumberFormatException(reference);
    }
    return column - 1;
  }

  private String cell(XMLStreamReader xml) throws XMLStreamException {
    var type = xml.getAttributeValue(null, "t");
    var style = xml.getAttributeValue(null, "s");
    var value = new StringBuilder();
    while (true) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
        break;
      }
      if (event == XMLStreamConstants.START_ELEMENT
          && (xml.getLocalName().equals("v") || xml.getLocalName().equals("is"))) {
        value.append(XmlParts.text(xml, xml.getLocalName()));
      }
    }
    return value.isEmpty() ? "" : text(type, style, value.toString());
  }

  private String text(String type, String style, String value) {
    return switch (type == null ? "n" : type) {
      case "s" -> workbook.texts().get(Integer.parseInt(value));
      case "b" -> value.equals("1") ? "true" : "false";
      case "n" -> number(value, workbook.styles().of(style));
      default -> value;
    };
  }

  private String number(String value, CellStyles.Kind kind) {
    var number = new BigDecimal(value);
    if (Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS) {
      throw new NumberFormatException(value);
    }
    var shown = number.round(SHOWN);
    return switch (kind) {
      case NUMBER -> plain(shown);
      case PERCENT -> plain(shown.movePointRight(2)) + "%";
      case MOMENT ->
          SerialDate.isOne(shown) ? SerialDate.text(shown, workbook.from1904()) : plain(shown);
    };
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
