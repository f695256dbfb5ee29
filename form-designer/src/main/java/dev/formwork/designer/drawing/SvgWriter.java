package dev.formwork.designer.drawing;

import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Shapes and words of an SVG document, looks given as attributes. */
final class SvgWriter {

  private static final String FONTS =
      "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

  private final XMLStreamWriter out;

  SvgWriter(XMLStreamWriter out) {
    this.out = out;
  }

  void begin(int width, int height, String title, String description) throws XMLStreamException {
    out.writeStartDocument("UTF-8", "1.0");
    out.writeCharacters("\n");
    out.writeStartElement("svg");
    out.writeDefaultNamespace("http://www.w3.org/2000/svg");
    attribute("viewBox", "0 0 " + width + " " + height);
    attribute("width", width);
    attribute("height", height);
    attribute("role", "img");
    attribute("font-family", FONTS);
    element("title", title);
    element("desc", description);
    rectangle(new Diagram.Box(0, 0, width, height), 0, new Style("#ffffff", null, 0));
  }

  void end() throws XMLStreamException {
    out.writeCharacters("\n");
    out.writeEndElement();
    out.writeEndDocument();
    out.flush();
  }

  /**
   * How a shape is painted.
   *
   * @param stroke null: no line around it
   */
  record Style(String fill, String stroke, int width) {}

  /** Things that belong together; the title is read out, and shown over them. */
  void group(String title) throws XMLStreamException {
    line();
    out.writeStartElement("g");
    element("title", title);
  }

  void endGroup() throws XMLStreamException {
    line();
    out.writeEndElement();
  }

  void rectangle(Diagram.Box box, int round, Style style) throws XMLStreamException {
    line();
    out.writeEmptyElement("rect");
    attribute("x", box.x());
    attribute("y", box.y());
    attribute("width", box.width());
    attribute("height", box.height());
    attribute("rx", round);
    paint(style);
  }

  void circle(int x, int y, int radius, Style style) throws XMLStreamException {
    line();
    out.writeEmptyElement("circle");
    attribute("cx", x);
    attribute("cy", y);
    attribute("r", radius);
    paint(style);
  }

  void polygon(Style style, Diagram.Point... corners) throws XMLStreamException {
    line();
    out.writeEmptyElement("polygon");
    attribute("points", points(List.of(corners)));
    paint(style);
  }

  void way(List<Diagram.Point> points, String stroke, int width) throws XMLStreamException {
    line();
    out.writeEmptyElement("polyline");
    attribute("points", points(points));
    attribute("stroke-linejoin", "round");
    attribute("stroke-linecap", "round");
    paint(new Style("none", stroke, width));
  }

  /**
   * Words on a line.
   *
   * @param anchor start or middle
   */
  void text(int x, int y, String text, int size, String color, String anchor, boolean strong)
      throws XMLStreamException {
    line();
    out.writeStartElement("text");
    attribute("x", x);
    attribute("y", y);
    attribute("font-size", size);
    attribute("fill", color);
    attribute("text-anchor", anchor);
    if (strong) {
      attribute("font-weight", 600);
    }
    out.writeCharacters(DiagramText.legal(text));
    out.writeEndElement();
  }

  private static String points(List<Diagram.Point> points) {
    return points.stream()
        .map(point -> point.x() + "," + point.y())
        .collect(Collectors.joining(" "));
  }

  private void paint(Style style) throws XMLStreamException {
    attribute("fill", style.fill);
    if (style.stroke != null) {
      attribute("stroke", style.stroke);
      attribute("stroke-width", style.width);
    }
  }

  private void element(String name, String text) throws XMLStreamException {
    line();
    out.writeStartElement(name);
    out.writeCharacters(DiagramText.legal(text));
    out.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    out.writeAttribute(name, value);
  }

  private void attribute(String name, int value) throws XMLStreamException {
    out.writeAttribute(name, Integer.toString(value));
  }

  private void line() throws XMLStreamException {
    out.writeCharacters("\n");
  }
}
