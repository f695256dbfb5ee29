package dev.formwork.designer.drawing;

import dev.formwork.workflow.definition.FlowDefinition;
import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * Flows as BPMN 2.0 with their drawing, for other tools and for archives. What BPMN has no word for
 * stands in documentation elements; expressions stay in Formwork's language.
 */
public final class BpmnExport {

  private BpmnExport() {}

  /** A document that the schema of BPMN 2.0 accepts, also of a draft with mistakes. */
  public static String xml(FlowDefinition flow, Locale locale) {
    var words = new DiagramText(locale);
    var diagram = FlowLayout.of(flow, words);
    var text = new StringWriter();
    try {
      var out = new BpmnWriter(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text));
      out.begin();
      new BpmnProcess(out, words).write(flow, diagram);
      new BpmnDiagram(out).write(flow, diagram);
      out.end();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Writing into memory does not fail", e);
    }
    return text.toString();
  }
}
