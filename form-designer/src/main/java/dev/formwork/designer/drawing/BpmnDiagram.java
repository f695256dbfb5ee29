package dev.formwork.designer.drawing;

import dev.formwork.designer.drawing.Diagram.Box;
import dev.formwork.designer.drawing.Diagram.Edge;
import dev.formwork.designer.drawing.Diagram.Node;
import dev.formwork.designer.drawing.Diagram.Shape;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.FlowDefinition;
import javax.xml.stream.XMLStreamException;

/** Writes the layout as BPMN diagram interchange (BPMNDI). */
final class BpmnDiagram {

  private final BpmnWriter out;

  BpmnDiagram(BpmnWriter out) {
    this.out = out;
  }

  void write(FlowDefinition flow, Diagram drawing) throws XMLStreamException {
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
    if (node.look() == Shape.FRAME) {
      out.attribute("isExpanded", "true");
    }
    if (node.step() instanceof BranchStep branch && !branch.every()) {
      out.attribute("isMarkerVisible", "true");
    }
    bounds(node.box());
    if (isNamedBeside(node)) {
      label(
          new Box(
              node.box().x() + node.box().width() + LayoutNode.BESIDE,
              node.box().y() + node.box().height() / 2 - DiagramText.SMALL,
              DiagramText.width(node.label(), DiagramText.SMALL),
              2 * DiagramText.SMALL));
    }
    out.close();
  }

  private static boolean isNamedBeside(Node node) {
    return node.look() != Shape.CARD && node.look() != Shape.FRAME && !node.label().isEmpty();
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
      label(Diagram.labelOf(edge));
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
