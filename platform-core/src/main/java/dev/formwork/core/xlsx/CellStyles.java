package dev.formwork.core.xlsx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What the numbers of cells mean, which a workbook says by how they are shown. */
final class CellStyles {

  private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]");
  private static final Pattern MOMENT = Pattern.compile("[ymdhsYMDHS]");

  private final List<Kind> kinds = new ArrayList<>();

  enum Kind {
    NUMBER,
    PERCENT,
    /** A day, a time, or both. */
    MOMENT
  }

  /**
   * @param style its number in the workbook; null: the first
   */
  Kind of(String style) {
    int index = style == null ? 0 : Integer.parseInt(style);
    return index < kinds.size() ? kinds.get(index) : Kind.NUMBER;
  }

  void read(XMLStreamReader xml) throws XMLStreamException {
    var own = new HashMap<Integer, String>();
    boolean ofCells = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "numFmt" ->
              own.put(
                  Integer.valueOf(xml.getAttributeValue(null, "numFmtId")),
                  xml.getAttributeValue(null, "formatCode"));
          case "cellXfs" -> ofCells = true;
          case "xf" -> {
            if (ofCells) {
              var id = xml.getAttributeValue(null, "numFmtId");
              kinds.add(kind(id == null ? 0 : Integer.parseInt(id), own));
            }
          }
          default -> {}
        }
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("cellXfs")) {
        ofCells = false;
      }
    }
  }

  /** Numbers below 164 are the same in all workbooks (ECMA-376, 18.8.30). */
  private static Kind kind(int id, Map<Integer, String> own) {
    var code = own.get(id);
    if (code != null) {
      var plain = LITERAL.matcher(code).replaceAll("");
      return plain.contains("%")
          ? Kind.PERCENT
          : MOMENT.matcher(plain.replace("General", "")).find() ? Kind.MOMENT : Kind.NUMBER;
    }
    boolean moment = id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 58;
    return id == 9 || id == 10
        ? Kind.PERCENT
        : moment && id != 48 && id != 49 ? Kind.MOMENT : Kind.NUMBER;
  }
}
