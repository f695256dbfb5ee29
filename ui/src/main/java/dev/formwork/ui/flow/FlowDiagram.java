package dev.formwork.ui.flow;

import com.vaadin.flow.component.html.Div;
import dev.formwork.core.access.Caller;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.Set;

/** A flow to be looked at: which way a case took, and where it stands. */
public final class FlowDiagram extends Div {

  public FlowDiagram(
      FlowServices services,
      Caller caller,
      String app,
      FlowDefinition flow,
      Set<String> passed,
      Set<String> standing) {
    addClassName("fw-flow-diagram");
    var canvas = new FlowCanvas(_ -> {});
    canvas.setClassName("fw-flow-seen");
    canvas.draw(FlowModel.seen(services.plainTools(caller, app, flow), passed, standing));
    add(canvas);
  }
}
