package dev.formwork.ui.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.ui.shell.Texts;
import java.util.ArrayList;
import java.util.List;

/** Keys with text values, such as HTTP headers. A pair is stored once it has a key. */
final class PairsEditor extends Div {

  private final transient Edited edited;
  private final String name;
  private final transient List<String[]> pairs = new ArrayList<>();
  private final Div lines = new Div();
  private final String left;
  private final String right;

  /**
   * @param left what names are
   * @param right what texts are
   */
  PairsEditor(Edited edited, String name, String title, String left, String right) {
    this.edited = edited;
    this.name = name;
    this.left = Texts.of(left);
    this.right = Texts.of(right);
    addClassName("fw-flow-section");
    edited
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
    add(new H3(Texts.of(title)), lines, add);
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
            Texts.of("flow.remove"),
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
    ObjectNode all = Edited.nodes().objectNode();
    pairs.stream().filter(pair -> !pair[0].isBlank()).forEach(pair -> all.put(pair[0], pair[1]));
    edited.set(name, all);
  }
}
