package dev.formwork.ui.flow.design.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;

/** Keys with text values, such as HTTP headers. A pair is stored once it has a key. */
public final class KeyValueEditor extends Div {

  private final transient JsonBinding jsonBinding;
  private final String name;
  private final transient List<String[]> pairs = new ArrayList<>();
  private final Div lines = new Div();
  private final String left;
  private final String right;

  /**
   * @param left what names are
   * @param right what texts are
   */
  public KeyValueEditor(
      JsonBinding jsonBinding, String name, String title, String left, String right) {
    this.jsonBinding = jsonBinding;
    this.name = name;
    this.left = UiTexts.of(left);
    this.right = UiTexts.of(right);
    addClassName("fw-flow-section");
    jsonBinding
        .get(name)
        .properties()
        .forEach(one -> pairs.add(new String[] {one.getKey(), one.getValue().asText()}));
    var add =
        FlowInputs.small(
            "flow.pair.add",
            VaadinIcon.PLUS,
            () -> {
              pairs.add(new String[] {"", ""});
              show();
            });
    add.setId("add-" + name);
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
    var remove =
        FlowInputs.icon(
            VaadinIcon.CLOSE_SMALL,
            UiTexts.of("flow.remove"),
            () -> {
              pairs.remove(index);
              store();
              show();
            });
    var line = new Div(part(index, 0, left), part(index, 1, right), remove);
    line.addClassName("fw-flow-pairs");
    return line;
  }

  private TextField part(int index, int part, String label) {
    var input = new TextField();
    input.setAriaLabel(label);
    input.setPlaceholder(label);
    input.setValue(pairs.get(index)[part]);
    input.addValueChangeListener(
        event -> {
          pairs.get(index)[part] = event.getValue().strip();
          store();
        });
    return input;
  }

  private void store() {
    ObjectNode all = JsonBinding.nodes().objectNode();
    pairs.stream().filter(pair -> !pair[0].isBlank()).forEach(pair -> all.put(pair[0], pair[1]));
    jsonBinding.set(name, all);
  }
}
