package dev.formwork.ui.flow.design.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Assigns a formula to each of several fields or variables. */
public final class ValueAssignmentsEditor extends Div {

  private final transient JsonBinding jsonBinding;
  private final String name;
  private final transient List<String> offered;
  private final transient Function<String, String> named;

  /**
   * @param offered what a value can be given to
   */
  public ValueAssignmentsEditor(
      JsonBinding jsonBinding,
      String name,
      String title,
      List<String> offered,
      Function<String, String> named) {
    this.jsonBinding = jsonBinding;
    this.name = name;
    this.offered = offered;
    this.named = named;
    addClassName("fw-flow-section");
    add(new H3(UiTexts.of(title)));
    values().forEach((key, source) -> add(line(key, source)));
    var add = FlowInputs.small("flow.value.add", VaadinIcon.PLUS, this::addValue);
    add.setId("add-" + name);
    add.setEnabled(free().stream().findAny().isPresent());
    add(add);
  }

  private Map<String, String> values() {
    var values = new TreeMap<String, String>();
    jsonBinding
        .get(name)
        .properties()
        .forEach(one -> values.put(one.getKey(), one.getValue().asText()));
    return values;
  }

  private List<String> free() {
    var free = new ArrayList<>(offered);
    free.removeAll(values().keySet());
    return free;
  }

  private void addValue() {
    store(null, free().getFirst(), "EMPTY");
    jsonBinding.rebuild();
  }

  private Div line(String key, String source) {
    var choices = new ArrayList<>(free());
    choices.addFirst(key);
    var target =
        FlowInputs.choice(
            null,
            choices,
            key,
            null,
            named,
            other -> {
              store(key, other, source);
              jsonBinding.rebuild();
            });
    target.setAriaLabel(UiTexts.of("flow.value.field"));
    var remove =
        FlowInputs.icon(
            VaadinIcon.CLOSE_SMALL,
            UiTexts.of("flow.value.remove", named.apply(key)),
            () -> {
              store(key, null, null);
              jsonBinding.rebuild();
            });
    var head = new Div(target, remove);
    head.addClassName("fw-flow-line");
    var stepFormulas = jsonBinding.formulas();
    var value =
        new FormulaInput(
            UiTexts.of("flow.value"),
            stepFormulas.tools(),
            stepFormulas.names(),
            source,
            written -> store(key, key, written == null ? "EMPTY" : written));
    var line = new Div(head, value);
    line.addClassName("fw-rule");
    return line;
  }

  /**
   * @param key what it is given to; null removes
   */
  private void store(String before, String key, String source) {
    ObjectNode all =
        jsonBinding.get(name) instanceof ObjectNode found
            ? found.deepCopy()
            : JsonBinding.nodes().objectNode();
    if (before != null) {
      all.remove(before);
    }
    if (key != null) {
      all.put(key, source);
    }
    jsonBinding.set(name, all);
  }
}
