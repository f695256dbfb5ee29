package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Variable;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The variables of a flow. */
public final class VariablesEditor extends Div {

  private static final String VARIABLES = "variables";

  private final transient JsonBinding jsonBinding;

  public VariablesEditor(JsonBinding jsonBinding) {
    this.jsonBinding = jsonBinding;
    addClassName("fw-flow-section");
    add(new H3(UiTexts.of("flow.variables")), FlowInputs.hint("flow.variables.help"));
    for (int i = 0; i < jsonBinding.get(VARIABLES).size(); i++) {
      add(line(i));
    }
    var add = FlowInputs.small("flow.variable.add", VaadinIcon.PLUS, this::addVariable);
    add.setId("add-variable");
    add(add);
  }

  private void addVariable() {
    var taken =
        jsonBinding.tools().flow().variables().stream()
            .map(Variable::key)
            .collect(Collectors.toSet());
    jsonBinding.append(
        VARIABLES,
        JsonBinding.nodes()
            .objectNode()
            .put("key", FlowEdits.freeKey("value", taken))
            .put("type", "text"));
  }

  private Div line(int index) {
    var variable = jsonBinding.at(VARIABLES, index);
    TextField key = FlowInputs.text(variable, "key", "flow.variable.key");
    key.setPattern("[a-z][a-z0-9_]*");
    key.setAllowedCharPattern("[a-z0-9_]");
    var type =
        FlowInputs.choice(
            UiTexts.of("flow.variable.type"),
            Arrays.stream(Variable.Type.values()).map(Variable.Type::json).toList(),
            variable.text("type"),
            null,
            word -> UiTexts.of("flow.variable.type." + word),
            word -> variable.set("type", word));
    var remove =
        FlowInputs.icon(
            VaadinIcon.CLOSE_SMALL,
            UiTexts.of("flow.remove"),
            () -> jsonBinding.removeAt(VARIABLES, index));
    remove.addClassName("fw-rule-remove");
    var names = new Div(key, type);
    names.addClassName("fw-flow-pair");
    var card =
        new Div(remove, names, LocalizedTextInput.line(variable, "title", "flow.variable.title"));
    card.addClassNames("fw-rule", "fw-flow-stage");
    return card;
  }
}
