package dev.formwork.designer.flow;

import dev.formwork.designer.flow.Drawing.Box;
import dev.formwork.designer.flow.Drawing.Edge;
import dev.formwork.designer.flow.Drawing.Look;
import dev.formwork.designer.flow.Drawing.Node;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import javax.xml.stream.XMLStreamException;

/** Writes the layout as BPMN diagram interchange (BPMNDI). */
final class BpmnDrawing {

  private final BpmnWriter out;

  BpmnDrawing(BpmnWriter out) {
    this.out = out;
  }

  void write(FlowDefinition flow, Drawing drawing) throws XMLStreamException {
    out.open("bpmndi:BPMNDiagram");
    out.attribute("id", "diagram");
    out.open("bpmndi:BPMNPlane");
    out.attribute("id", "plane");
    out.attribute("bpmnElement", BpmnProcess.id(flow));
    for (var node : drawing.whole().allNodes().toList()) {
      shape(node);
    }
    for (var edge : drawing.whole().allEdges().toList()) {
      edge(edge);
    }
    out.close();
    out.close();
  }

  private void shape(Node node) throws XMLStreamException {
    out.open("bpmndi:BPMNShape");
    out.attribute("id", node.id() + "_shape");
    out.attribute("bpmnElement", node.id());
    if (node.look() == Look.FRAME) {
      out.attribute("isExpanded", "true");
    }
    if (node.step() instanceof Step.Branch branch && !branch.every()) {
      out.attribute("isMarkerVisible", "true");
    }
    bounds(node.box());
    if (isNamedBeside(node)) {
      label(
          new Box(
              node.box().x() + node.box().width() + Part.BESIDE,
              node.box().y() + node.box().height() / 2 - FlowWords.SMALL,
              FlowWords.width(node.label(), FlowWords.SMALL),
              2 * FlowWords.SMALL));
    }
    out.close();
  }

  private static boolean isNamedBeside(Node node) {
    return node.look() != Look.CARD && node.look() != Look.FRAME && !node.label().isEmpty();
  }

  private void edge(Edge edge) throws XMLStreamException {
    out.open("bpmndi:BPMNEdge");
    out.attribute("id", edge.id() + "_edge");
    out.attribute("bpmnElement", edge.id());
    for (var point : edge.way()) {
      out.empty("di:waypoint");
      out.attribute("x", point.x());
      out.attribute("y", point.y());
    }
    if (!edge.label().isEmpty()) {
      label(Drawing.labelOf(edge));
    }
    out.close();
  }

  private void label(Box box) throws XMLStreamException {
    out.open("bpmndi:BPMNLabel");
    bounds(box);
    out.close();
  }

  private void bounds(Box box) throws XMLStreamException {
    out.empty("dc:Bounds");
    out.attribute("x", box.x());
    out.attribute("y", box.y());
    out.attribute("width", box.width());
    out.attribute("height", box.height());
  }
}
