package dev.formwork.core.xlsx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What a workbook says of its sheets and of what their cells share. */
final class Workbook {

  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private final Map<String, String> targets = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final CellStyles styles = new CellStyles();
  private String firstSheet;
  private boolean from1904;

  private Workbook() {}

  /**
   * @throws IOException when it is no workbook
   */
  static Workbook of(WorkbookParts parts) throws IOException, XMLStreamException {
    var workbook = new Workbook();
    workbook.readSheets(XmlParts.open(parts.part("xl/workbook.xml")));
    workbook.readTargets(XmlParts.open(parts.part("xl/_rels/workbook.xml.rels")));
    if (parts.has("xl/styles.xml")) {
      workbook.styles.read(XmlParts.open(parts.part("xl/styles.xml")));
    }
    if (parts.has("xl/sharedStrings.xml")) {
      workbook.readTexts(XmlParts.open(parts.part("xl/sharedStrings.xml")));
    }
    return workbook;
  }

  private void readSheets(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext() && firstSheet == null) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        if (xml.getLocalName().equals("workbookPr")) {
          var flag = xml.getAttributeValue(null, "date1904");
          from1904 = "1".equals(flag) || "true".equals(flag);
        } else if (xml.getLocalName().equals("sheet")) {
          firstSheet = xml.getAttributeValue(RELATIONS, "id");
        }
      }
    }
  }

  private void readTargets(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("Relationship")) {
        targets.put(xml.getAttributeValue(null, "Id"), xml.getAttributeValue(null, "Target"));
      }
    }
  }

  private void readTexts(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) {
        texts.add(XmlParts.text(xml, "si"));
      }
    }
  }

  /** The name of the part that is the first sheet. */
  String firstSheet() throws IOException {
    var target = firstSheet == null ? null : targets.get(firstSheet);
    if (target == null) {
      throw new IOException("The workbook has no sheet");
    }
    return target.startsWith("/") ? target.substring(1) : "xl/" + target;
  }

  /** Texts that cells name by their place. */
  List<String> texts() {
    return texts;
  }

  CellStyles styles() {
    return styles;
  }

  /** Whether days are counted from 1904, as on old Macintoshes. */
  boolean from1904() {
    return from1904;
  }
}
