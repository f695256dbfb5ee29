package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The variables of a flow. */
public final class VariablesEditor extends Div {

  private final transient EditForm<?> form;
  private final transient List<Variable> variables;
  private final transient Consumer<List<Variable>> onChange;

  public VariablesEditor(
      EditForm<?> form, List<Variable> value, Consumer<List<Variable>> onChange) {
    this.form = form;
    this.variables = new ArrayList<>(value);
    this.onChange = onChange;
    addClassName("fw-flow-section");
    show();
  }

  private void show() {
    removeAll();
    add(new H3(UiTexts.of("flow.variables")), FlowInputs.hint("flow.variables.help"));
    for (int i = 0; i < variables.size(); i++) {
      add(line(i));
    }
    var add = FlowInputs.small("flow.variable.add", VaadinIcon.PLUS, this::addVariable);
    add.setId("add-variable");
    add(add);
  }

  private void store() {
    onChange.accept(List.copyOf(variables));
  }

  private void addVariable() {
    var taken = variables.stream().map(Variable::key).collect(Collectors.toSet());
    variables.add(new Variable(FlowEdits.freeKey("value", taken), null, Variable.Type.TEXT));
    store();
    show();
  }

  private void removeVariable(int index) {
    variables.remove(index);
    store();
    show();
  }

  private Div line(int index) {
    var variable = variables.get(index);
    var remove =
        FlowInputs.icon(
            VaadinIcon.CLOSE_SMALL, UiTexts.of("flow.remove"), () -> removeVariable(index));
    remove.addClassName("fw-rule-remove");
    var card = new Div(remove);
    card.addClassNames("fw-rule", "fw-flow-stage");
    EditForm<Variable> inputs =
        form.of(
            card,
            change -> {
              variables.set(index, change.apply(variables.get(index)));
              store();
            },
            this::show);
    var names = inputs.row("fw-flow-pair");
    var key = names.input(variable.key(), told -> key(variable.key(), told));
    var type =
        names.choice(
            "flow.variable.type",
            List.of(Variable.Type.values()),
            variable.type(),
            one -> UiTexts.of("flow.variable.type." + one.json()));
    var title = inputs.line("flow.variable.title", variable.title());
    inputs.stores(_ -> new Variable(key.value(), title.value(), type.value()));
    return card;
  }

  private static TextField key(String value, Consumer<String> onChange) {
    var input = FlowInputs.text(UiTexts.of("flow.variable.key"), value, onChange);
    input.setPattern("[a-z][a-z0-9_]*");
    input.setAllowedCharPattern("[a-z0-9_]");
    return input;
  }
}
