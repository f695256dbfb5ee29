package dev.formwork.core.xlsx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the XML of a workbook's parts; it may refer to nothing outside. */
final class XmlParts {

  private static final XMLInputFactory XML = factory();

  private XmlParts() {}

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /**
   * @param part null: the workbook does not have it
   */
  static XMLStreamReader open(byte[] part) throws IOException, XMLStreamException {
    if (part == null) {
      throw new IOException("A part of the workbook is missing");
    }
    return XML.createXMLStreamReader(new ByteArrayInputStream(part));
  }

  /** All texts within the element that was just begun, but not how they are pronounced. */
  static String text(XMLStreamReader xml, String element) throws XMLStreamException {
    var text = new StringBuilder();
    int spoken = 0;
    while (true) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("rPh")) {
        spoken++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        if (xml.getLocalName().equals(element)) {
          return unescaped(text.toString());
        }
        spoken -= xml.getLocalName().equals("rPh") ? 1 : 0;
      } else if (spoken == 0
          && (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA)) {
        text.append(xml.getText());
      }
    }
  }

  /** Control characters stand as _x000D_. */
  private static String unescaped(String text) {
    return text.contains("_x000D_") ? text.replace("_x000D_", "\r") : text;
  }
}
