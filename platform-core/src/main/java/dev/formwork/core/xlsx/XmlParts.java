package dev.formwork.core.xlsx;

import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the XML of a workbook's parts; it may refer to nothing outside. */
final class XmlParts {

  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
  private static final XMLInputFactory XML = factory();

  private XmlParts() {}

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // The JDK counts signs such as &amp; towards these, and no others can be declared.
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    return factory;
  }

  static XMLStreamReader open(InputStream part) throws XMLStreamException {
    return XML.createXMLStreamReader(part);
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

  /** Characters that XML does not have stand as _x000B_ (ECMA-376, 22.9.2.19). */
  private static String unescaped(String text) {
    return text.contains("_x")
        ? ESCAPED
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(found.group(1), 16))))
        : text;
  }
}
