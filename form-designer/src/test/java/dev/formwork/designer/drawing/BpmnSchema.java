package dev.formwork.designer.drawing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The OMG's schema of BPMN 2.0, as it lies on the class path. */
final class BpmnSchema {

  private static final Schema SCHEMA = schema();

  private BpmnSchema() {}

  /** Fails with the first thing the schema does not accept. */
  static void validate(String xml) {
    try {
      SCHEMA.newValidator().validate(new StreamSource(new StringReader(xml)));
    } catch (SAXException e) {
      throw new AssertionError(e.getMessage() + "\n" + xml, e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Document parsed(String xml) {
    try {
      var factory = DocumentBuilderFactory.newDefaultNSInstance();
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (SAXException | ParserConfigurationException e) {
      throw new AssertionError(e.getMessage() + "\n" + xml, e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Schema schema() {
    try {
      var ls =
          (DOMImplementationLS) DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
      var factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
      factory.setResourceResolver((_, _, publicId, file, _) -> found(ls, publicId, file));
      return factory.newSchema(new StreamSource(file("BPMN20.xsd"), "BPMN20.xsd"));
    } catch (SAXException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LSInput found(DOMImplementationLS ls, String publicId, String file) {
    var input = ls.createLSInput();
    input.setPublicId(publicId);
    input.setSystemId(file);
    input.setByteStream(file(file));
    return input;
  }

  private static InputStream file(String name) {
    var plain = name.substring(name.lastIndexOf('/') + 1);
    try (var in =
        BpmnSchema.class.getResourceAsStream("/org/camunda/bpm/model/bpmn/schema/" + plain)) {
      if (in == null) {
        throw new IllegalStateException("No " + plain + " on the class path");
      }
      return new ByteArrayInputStream(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
