package dev.formwork.core.xlsx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The first sheet of a workbook, its cells as texts: numbers as spreadsheets show them at their 15
 * digits, with a point; days as {@code 2026-03-05}; percentages with their sign.
 */
public final class XlsxSheet {

  /** Of one part of the workbook, unpacked: more than the largest sheet that is taken needs. */
  private static final int MAX_PART = 400 * 1024 * 1024;

  private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);
  private static final int MAX_COLUMN = 16_384;

  private final List<String> texts;
  private final CellStyles styles;
  private final boolean from1904;

  private XlsxSheet(List<String> texts, CellStyles styles, boolean from1904) {
    this.texts = texts;
    this.styles = styles;
    this.from1904 = from1904;
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
   * @param mostLines one line more than that is read, so that it shows that there are more
   * @throws IOException when it is no workbook
   */
  public static List<Line> read(byte[] content, int mostLines) throws IOException {
    var parts = parts(content);
    try {
      var workbook = Workbook.of(parts);
      var texts =
          parts.containsKey("xl/sharedStrings.xml")
              ? sharedTexts(XmlParts.open(parts.get("xl/sharedStrings.xml")))
              : List.<String>of();
      var sheet = new XlsxSheet(texts, CellStyles.of(parts), workbook.from1904());
      return sheet.lines(XmlParts.open(workbook.firstSheet()), mostLines);
    } catch (XMLStreamException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException("Not a workbook", e);
    }
  }

  private static Map<String, byte[]> parts(byte[] content) throws IOException {
    var parts = new HashMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var name = entry.getName().startsWith("/") ? entry.getName().substring(1) : entry.getName();
        if (name.equals("xl/workbook.xml")
            || name.equals("xl/styles.xml")
            || name.equals("xl/sharedStrings.xml")
            || name.equals("xl/_rels/workbook.xml.rels")
            || name.startsWith("xl/worksheets/") && !parts.containsKey(name)) {
          parts.put(name, limited(zip));
        }
      }
    }
    return parts;
  }

  private static byte[] limited(InputStream in) throws IOException {
    var part = in.readNBytes(MAX_PART);
    if (part.length == MAX_PART) {
      throw new IOException("A part of the workbook is too large");
    }
    return part;
  }

  private static List<String> sharedTexts(XMLStreamReader xml) throws XMLStreamException {
    var texts = new ArrayList<String>();
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) {
        texts.add(XmlParts.text(xml, "si"));
      }
    }
    return texts;
  }

  private List<Line> lines(XMLStreamReader xml, int most) throws XMLStreamException {
    var lines = new ArrayList<Line>();
    while (xml.hasNext() && lines.size() <= most) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("row")) {
        var number = xml.getAttributeValue(null, "r");
        int before = lines.isEmpty() ? 0 : lines.getLast().number();
        lines.add(new Line(number == null ? before + 1 : Integer.parseInt(number), cells(xml)));
      }
    }
    return lines;
  }

  private List<String> cells(XMLStreamReader xml) throws XMLStreamException {
    var cells = new ArrayList<String>();
    while (true) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
        return cells;
      }
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
        int column = column(xml.getAttributeValue(null, "r"), cells.size());
        while (cells.size() < column) {
          cells.add("");
        }
        cells.add(cell(xml));
      }
    }
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
    if (column < 1 || column > MAX_COLUMN) {
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
      case "s" -> texts.get(Integer.parseInt(value));
      case "b" -> value.equals("1") ? "true" : "false";
      case "n" -> number(value, styles.of(style));
      default -> value;
    };
  }

  private String number(String value, CellStyles.Kind kind) {
    var number = new BigDecimal(value).round(SHOWN);
    return switch (kind) {
      case NUMBER -> plain(number);
      case PERCENT -> plain(number.movePointRight(2)) + "%";
      case MOMENT -> SerialDate.text(number, from1904);
    };
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
