package dev.formwork.designer.drawing;

import dev.formwork.designer.drawing.Diagram.Edge;
import dev.formwork.designer.drawing.Diagram.Node;
import dev.formwork.designer.drawing.Diagram.Scope;
import dev.formwork.designer.drawing.Diagram.Shape;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.RepeatStep;
import dev.formwork.workflow.definition.Trigger;
import javax.xml.stream.XMLStreamException;

/** What a flow does, as the elements of a BPMN process. */
final class BpmnProcess {

  private final BpmnWriter out;
  private final DiagramText words;
  private final BpmnSteps steps;

  BpmnProcess(BpmnWriter out, DiagramText words) {
    this.out = out;
    this.words = words;
    this.steps = new BpmnSteps(out);
  }

  static String id(FlowDefinition flow) {
    return "process_" + flow.key();
  }

  void write(FlowDefinition flow, Diagram diagram) throws XMLStreamException {
    out.open("bpmn:process");
    out.attribute("id", id(flow));
    out.attribute("name", words.in(flow.title()));
    out.attribute("isExecutable", "false");
    out.documentation(flow.description() == null ? null : words.in(flow.description()));
    scope(diagram.whole(), flow.trigger());
    out.close();
  }

  /**
   * @param trigger of the whole flow; null inside frames, which start by themselves
   */
  private void scope(Scope scope, Trigger trigger) throws XMLStreamException {
    for (var node : scope.nodes()) {
      node(scope, node, trigger);
    }
    for (var edge : scope.edges()) {
      edge(edge);
    }
  }

  private void node(Scope scope, Node node, Trigger trigger) throws XMLStreamException {
    out.open(element(node));
    out.attribute("id", node.id());
    out.attribute("name", name(node));
    attributes(scope, node);
    out.documentation(documentation(node));
    for (var edge : scope.edges()) {
      if (edge.to().equals(node)) {
        out.text("bpmn:incoming", edge.id());
      }
    }
    for (var edge : scope.edges()) {
      if (edge.from().equals(node)) {
        out.text("bpmn:outgoing", edge.id());
      }
    }
    switch (node.look()) {
      case START -> start(trigger);
      case END -> end(node);
      case CARD, EVENT -> steps.inside(node.step());
      case FRAME -> frame(node);
      case SPLIT, JOIN -> {}
    }
    out.close();
  }

  /** In full: only the drawing has to be brief. */
  private String name(Node node) {
    return node.step() == null || node.look() == Shape.JOIN
        ? node.label()
        : words.title(node.step());
  }

  private static String element(Node node) {
    return switch (node.look()) {
      case START -> "bpmn:startEvent";
      case END -> "bpmn:endEvent";
      case SPLIT, JOIN -> gateway(node);
      case CARD, EVENT, FRAME -> BpmnSteps.element(node.step());
    };
  }

  private static String gateway(Node node) {
    return switch ((ContainerStep) node.step()) {
      case BranchStep branch when branch.every() -> "bpmn:inclusiveGateway";
      case BranchStep _ -> "bpmn:exclusiveGateway";
      case ParallelStep parallel when node.look() == Shape.JOIN && parallel.join() > 0 ->
          "bpmn:complexGateway";
      case ParallelStep _, ForEachStep _, RepeatStep _ -> "bpmn:parallelGateway";
    };
  }

  private void attributes(Scope scope, Node node) throws XMLStreamException {
    switch (node.look()) {
      case SPLIT -> {
        out.attribute("gatewayDirection", "Diverging");
        for (var edge : scope.edges()) {
          if (edge.from().equals(node) && edge.otherwise()) {
            out.attribute("default", edge.id());
          }
        }
      }
      case JOIN -> out.attribute("gatewayDirection", "Converging");
      case CARD, EVENT, FRAME -> steps.attributes(node.step());
      case START, END -> {}
    }
  }

  private String documentation(Node node) {
    return switch (node.look()) {
      case START, END, SPLIT -> null;
      case JOIN -> node.label();
      case CARD, EVENT, FRAME -> steps.documentation(node.step());
    };
  }

  private void start(Trigger trigger) throws XMLStreamException {
    switch (trigger) {
      case null -> {}
      case Trigger.Created _, Trigger.Changed _, Trigger.Deleted _ -> {
        out.open("bpmn:conditionalEventDefinition");
        out.expression("bpmn:condition", trigger.condition());
        out.close();
      }
      case Trigger.DateReached dateReached -> {
        out.open("bpmn:timerEventDefinition");
        out.expression(
            "bpmn:timeDate",
            dateReached.field() + (dateReached.after() == null ? "" : " " + dateReached.after()));
        out.close();
      }
      case Trigger.Schedule schedule -> {
        out.open("bpmn:timerEventDefinition");
        out.expression("bpmn:timeCycle", schedule.cron());
        out.close();
      }
      case Trigger.Webhook _ -> out.empty("bpmn:messageEventDefinition");
      case Trigger.TaskEvent _ -> out.empty("bpmn:signalEventDefinition");
      case Trigger.Submitted _, Trigger.Button _, Trigger.CalledByFlow _ -> {}
    }
  }

  private void end(Node node) throws XMLStreamException {
    if (node.step() != null) {
      out.empty("bpmn:terminateEventDefinition");
    }
  }

  private void frame(Node node) throws XMLStreamException {
    steps.inside(node.step());
    scope(node.inside(), null);
  }

  private void edge(Edge edge) throws XMLStreamException {
    out.open("bpmn:sequenceFlow");
    out.attribute("id", edge.id());
    out.attribute("name", edge.label());
    out.attribute("sourceRef", edge.from().id());
    out.attribute("targetRef", edge.to().id());
    if (edge.condition() != null) {
      out.expression("bpmn:conditionExpression", edge.condition());
    }
    out.close();
  }
}
