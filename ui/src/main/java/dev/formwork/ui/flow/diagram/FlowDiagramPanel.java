package dev.formwork.ui.flow.diagram;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.ui.flow.FlowServices;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.instance.InstanceView;
import java.util.Set;

/** A flow drawn read-only, with the path an instance took and where it is now. */
public final class FlowDiagramPanel extends Div {

  public FlowDiagramPanel(
      FlowServices services,
      Caller caller,
      AppKey app,
      FlowDefinition flow,
      Set<String> passed,
      Set<String> standing) {
    addClassName("fw-flow-diagram");
    var canvas = new FlowCanvas(_ -> {});
    canvas.setClassName("fw-flow-seen");
    canvas.draw(FlowCanvasJson.seen(services.plainTools(caller, app, flow), passed, standing));
    add(canvas);
  }

  /** The same of an instance, drawn once somebody unfolds it. */
  public static Details folded(FlowServices services, Caller caller, InstanceView instance) {
    var place = new Div();
    var details = new Details(UiTexts.of("flow.diagram"), place);
    details.setWidthFull();
    details.addOpenedChangeListener(
        event -> {
          if (event.isOpened() && place.getChildren().findAny().isEmpty()) {
            place.add(
                new FlowDiagramPanel(
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
