package dev.formwork.core.xlsx;

import java.io.IOException;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * What a workbook says of its sheets.
 *
 * @param firstSheet its XML
 * @param from1904 whether days are counted from 1904, as on old Macintoshes
 */
record Workbook(byte[] firstSheet, boolean from1904) {

  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  static Workbook of(Map<String, byte[]> parts) throws IOException, XMLStreamException {
    var xml = XmlParts.open(parts.get("xl/workbook.xml"));
    String first = null;
    boolean from1904 = false;
    while (xml.hasNext() && first == null) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        if (xml.getLocalName().equals("workbookPr")) {
          var flag = xml.getAttributeValue(null, "date1904");
          from1904 = "1".equals(flag) || "true".equals(flag);
        } else if (xml.getLocalName().equals("sheet")) {
          first = xml.getAttributeValue(RELATIONS, "id");
        }
      }
    }
    return new Workbook(parts.get(path(parts, first)), from1904);
  }

  private static String path(Map<String, byte[]> parts, String id)
      throws IOException, XMLStreamException {
    var xml = XmlParts.open(parts.get("xl/_rels/workbook.xml.rels"));
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("Relationship")
          && xml.getAttributeValue(null, "Id").equals(id)) {
        var target = xml.getAttributeValue(null, "Target");
        return target.startsWith("/") ? target.substring(1) : "xl/" + target;
      }
    }
    throw new IOException("The workbook has no sheet");
  }
}
