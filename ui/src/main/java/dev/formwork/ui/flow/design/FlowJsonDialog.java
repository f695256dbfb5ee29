package dev.formwork.ui.flow.design;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.Refusal;
import dev.formwork.designer.flow.FlowType;
import dev.formwork.designer.flow.edit.FlowDefinitionJson;
import dev.formwork.ui.flow.FlowDownloads;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.function.Consumer;

/** A flow as JSON: to read, to keep, to put another one in its place. */
final class FlowJsonDialog extends Dialog {

  private final TextArea text = new TextArea();
  private final transient FlowDefinition flow;
  private final transient Consumer<FlowDefinition> onReplace;

  FlowJsonDialog(FlowDefinition flow, Consumer<FlowDefinition> onReplace) {
    this.flow = flow;
    this.onReplace = onReplace;
    setHeaderTitle(UiTexts.of("flow.json"));
    setWidth("min(56rem, 94vw)");
    text.setLabel(UiTexts.of("flow.json.text"));
    text.setHelperText(UiTexts.of("flow.json.help"));
    text.addClassName("fw-code");
    text.setValue(FlowDefinitionJson.of(flow).toPrettyString());
    text.setWidthFull();
    text.setMaxHeight("60vh");
    text.setId("flow-json-text");
    add(new Div(text));
    var save =
        new Button(
            UiTexts.of("flow.json.save"),
            VaadinIcon.DOWNLOAD_ALT.create(),
            _ -> FlowDownloads.json(this, flow));
    save.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var replace = new Button(UiTexts.of("flow.json.replace"), _ -> replace());
    replace.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    replace.setId("flow-json-replace");
    getFooter().add(save, new Button(UiTexts.of("cancel"), _ -> close()), replace);
  }

  /** Under the key of this flow, whatever it was called. */
  private void replace() {
    try {
      if (!(DefinitionJson.tree(text.getValue()) instanceof ObjectNode json)) {
        wrong(UiTexts.of("flow.json.none"));
        return;
      }
      json.put("key", flow.key().value());
      onReplace.accept(FlowType.definition(json));
      close();
    } catch (JsonProcessingException e) {
      wrong(e.getOriginalMessage());
    } catch (Refusal refusal) {
      wrong(UiTexts.of(refusal));
    }
  }

  private void wrong(String sentence) {
    text.setErrorMessage(sentence);
    text.setInvalid(true);
  }
}
