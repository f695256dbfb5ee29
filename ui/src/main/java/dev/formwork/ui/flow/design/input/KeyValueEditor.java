package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Keys with text values, such as HTTP headers. A pair is stored once it has a key. */
final class KeyValueEditor extends Div {

  private record Pair(String key, String value) {}

  private final transient List<Pair> pairs = new ArrayList<>();
  private final transient Consumer<Map<String, String>> onChange;
  private final Div lines = new Div();
  private final String left;
  private final String right;

  /**
   * @param left what keys are
   * @param right what values are
   */
  KeyValueEditor(
      String id,
      String title,
      Map<String, String> value,
      String left,
      String right,
      Consumer<Map<String, String>> onChange) {
    this.onChange = onChange;
    this.left = UiTexts.of(left);
    this.right = UiTexts.of(right);
    addClassName("fw-flow-section");
    new TreeMap<>(value).forEach((key, text) -> pairs.add(new Pair(key, text)));
    var add =
        FlowInputs.small(
            "flow.pair.add",
            VaadinIcon.PLUS,
            () -> {
              pairs.add(new Pair("", ""));
              show();
            });
    add.setId("add-" + id);
    add(new H3(UiTexts.of(title)), lines, add);
    show();
  }

  private void show() {
    lines.removeAll();
    for (int i = 0; i < pairs.size(); i++) {
      lines.add(line(i));
    }
  }

  private Div line(int index) {
    var pair = pairs.get(index);
    var key = input(left, pair.key, text -> change(index, now -> new Pair(text, now.value)));
    var value = input(right, pair.value, text -> change(index, now -> new Pair(now.key, text)));
    var remove =
        FlowInputs.icon(
            VaadinIcon.CLOSE_SMALL,
            UiTexts.of("flow.remove"),
            () -> {
              pairs.remove(index);
              store();
              show();
            });
    var line = new Div(key, value, remove);
    line.addClassName("fw-flow-pairs");
    return line;
  }

  private static TextField input(String label, String value, Consumer<String> onChange) {
    var input = new TextField();
    input.setAriaLabel(label);
    input.setPlaceholder(label);
    input.setValue(value);
    input.addValueChangeListener(event -> onChange.accept(event.getValue().strip()));
    return input;
  }

  private void change(int index, UnaryOperator<Pair> change) {
    pairs.set(index, change.apply(pairs.get(index)));
    store();
  }

  private void store() {
    var all = new LinkedHashMap<String, String>();
    pairs.stream()
        .filter(pair -> !pair.key.isBlank())
        .forEach(pair -> all.put(pair.key, pair.value));
    onChange.accept(all);
  }
}
