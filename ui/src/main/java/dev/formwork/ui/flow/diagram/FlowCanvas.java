package dev.formwork.ui.flow.diagram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import dev.formwork.core.definition.DefinitionJson;
import java.util.function.Consumer;

/**
 * The component {@code fw-flow}: draws a flow in the browser and reports what the user does as JSON
 * with an action.
 */
@Tag("fw-flow")
public final class FlowCanvas extends Component implements HasSize, HasStyle {

  private static final String MODULE = "context://formwork/flow-canvas.js";

  private String model;

  public FlowCanvas(Consumer<JsonNode> onAction) {
    getElement()
        .addEventListener(
            "fw-flow",
            event ->
                onAction.accept(read(event.getEventData().get("event.detail.json").asString())))
        .addEventData("event.detail.json");
  }

  private static JsonNode read(String json) {
    try {
      return DefinitionJson.tree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public void draw(String changed) {
    model = changed;
    if (isAttached()) {
      send();
    }
  }

  /** Back to the chosen card, as after a panel was left. */
  public void focusChosen() {
    getElement().executeJs("this.focusChosen?.()");
  }

  @Override
  protected void onAttach(AttachEvent event) {
    event.getUI().getPage().addJsModule(MODULE);
    if (model != null) {
      send();
    }
  }

  private void send() {
    getElement()
        .executeJs("customElements.whenDefined('fw-flow').then(() => this.draw($0))", model);
  }
}
