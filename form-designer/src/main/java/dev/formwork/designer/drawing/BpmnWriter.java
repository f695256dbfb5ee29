package dev.formwork.designer.drawing;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Elements of BPMN documents, one in a line. */
final class BpmnWriter {

  private static final String MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

  private final XMLStreamWriter out;
  private int depth;

  BpmnWriter(XMLStreamWriter out) {
    this.out = out;
  }

  void begin() throws XMLStreamException {
    out.writeStartDocument("UTF-8", "1.0");
    open("bpmn:definitions");
    out.writeNamespace("bpmn", MODEL);
    out.writeNamespace("bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI");
    out.writeNamespace("dc", "http://www.omg.org/spec/DD/20100524/DC");
    out.writeNamespace("di", "http://www.omg.org/spec/DD/20100524/DI");
    out.writeNamespace("xsi", XSI);
    attribute("id", "definitions");
    attribute("targetNamespace", "https://formwork.dev/flow");
    attribute("expressionLanguage", "https://formwork.dev/expression");
    attribute("exporter", "Formwork");
  }

  void end() throws XMLStreamException {
    close();
    out.writeCharacters("\n");
    out.writeEndDocument();
    out.flush();
  }

  /** Prefixes are written as they stand: all are declared at the top. */
  void open(String element) throws XMLStreamException {
    newLine();
    out.writeStartElement(element);
    depth++;
  }

  void empty(String element) throws XMLStreamException {
    newLine();
    out.writeEmptyElement(element);
  }

  void close() throws XMLStreamException {
    depth--;
    newLine();
    out.writeEndElement();
  }

  /** Nothing when there is no value. */
  void attribute(String name, String value) throws XMLStreamException {
    if (value != null && !value.isEmpty()) {
      out.writeAttribute(name, DiagramText.legal(value));
    }
  }

  void attribute(String name, int value) throws XMLStreamException {
    out.writeAttribute(name, Integer.toString(value));
  }

  /** An element with a text. */
  void text(String element, String text) throws XMLStreamException {
    newLine();
    out.writeStartElement(element);
    out.writeCharacters(DiagramText.legal(text));
    out.writeEndElement();
  }

  /** Nothing when there is no text. */
  void documentation(String text) throws XMLStreamException {
    if (text != null && !text.isEmpty()) {
      text("bpmn:documentation", text);
    }
  }

  /** An expression in an element of this name. */
  void expression(String element, String expression) throws XMLStreamException {
    newLine();
    out.writeStartElement(element);
    out.writeAttribute("xsi:type", "bpmn:tFormalExpression");
    out.writeCharacters(DiagramText.legal(expression == null ? "TRUE" : expression));
    out.writeEndElement();
  }

  private void newLine() throws XMLStreamException {
    out.writeCharacters("\n" + "  ".repeat(depth));
  }
}
