package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Assigns a formula to each of several fields or variables. */
final class ValueAssignmentsEditor extends Div {

  private static final String NOTHING = "EMPTY";

  private final transient InputKinds form;
  private final String id;
  private final String title;
  private final transient Map<String, String> values;
  private final transient List<String> offered;
  private final transient Function<String, String> named;
  private final transient Consumer<Map<String, String>> onChange;

  /**
   * @param value formulas by key
   * @param offered what a value can be given to
   */
  ValueAssignmentsEditor(
      InputKinds form,
      String id,
      String title,
      Map<String, String> value,
      List<String> offered,
      Function<String, String> named,
      Consumer<Map<String, String>> onChange) {
    this.form = form;
    this.id = id;
    this.title = UiTexts.of(title);
    this.values = new TreeMap<>(value);
    this.offered = offered;
    this.named = named;
    this.onChange = onChange;
    addClassName("fw-flow-section");
    show();
  }

  private void show() {
    removeAll();
    add(new H3(title));
    values.forEach((key, source) -> add(line(key, source)));
    var add = FlowInputs.small("flow.value.add", VaadinIcon.PLUS, this::addValue);
    add.setId("add-" + id);
    add.setEnabled(!free().isEmpty());
    add(add);
  }

  private List<String> free() {
    var free = new ArrayList<>(offered);
    free.removeAll(values.keySet());
    return free;
  }

  private void addValue() {
    values.put(free().getFirst(), NOTHING);
    store();
    show();
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
              values.put(other, values.remove(key));
              store();
              show();
            });
    target.setAriaLabel(UiTexts.of("flow.value.field"));
    var remove =
        FlowInputs.icon(
            VaadinIcon.CLOSE_SMALL,
            UiTexts.of("flow.value.remove", named.apply(key)),
            () -> {
              values.remove(key);
              store();
              show();
            });
    var head = new Div(target, remove);
    head.addClassName("fw-flow-line");
    var formulas = form.formulas();
    var value =
        new FormulaInput(
            UiTexts.of("flow.value"),
            formulas.tools(),
            formulas.names(),
            source,
            written -> {
              values.put(key, written == null ? NOTHING : written);
              store();
            });
    var line = new Div(head, value);
    line.addClassName("fw-rule");
    return line;
  }

  private void store() {
    onChange.accept(Map.copyOf(values));
  }
}
