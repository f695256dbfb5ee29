package dev.formwork.ui.flow;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.shell.Texts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.instance.InstanceView;
import java.util.Set;

/** A flow drawn read-only, with the path an instance took and where it is now. */
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

  /** The same of an instance, drawn once somebody unfolds it. */
  public static Details folded(FlowServices services, Caller caller, InstanceView instance) {
    var place = new Div();
    var details = new Details(Texts.of("flow.diagram"), place);
    details.setWidthFull();
    details.addOpenedChangeListener(
        event -> {
          if (event.isOpened() && place.getChildren().findAny().isEmpty()) {
            place.add(
                new FlowDiagram(
                    services,
                    caller,
                    instance.app(),
                    instance.definition(),
                    instance.passed(),
                    instance.standing()));
          }
        });
    return details;
  }
}
