package dev.formwork.ui.flow.design.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.problem.Messages;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.ActionKind;
import java.util.List;
import java.util.Locale;

/** Which buttons a task offers and their labels; the defaults until one is changed. */
public final class TaskButtonsEditor extends Div {

  public static final List<ActionKind> DECIDING =
      List.of(
          ActionKind.APPROVE,
          ActionKind.REJECT,
          ActionKind.RETURN,
          ActionKind.TRANSFER,
          ActionKind.ADD_APPROVER,
          ActionKind.ASK,
          ActionKind.COMMENT,
          ActionKind.SAVE);

  public static final List<ActionKind> FILLING =
      List.of(
          ActionKind.COMPLETE,
          ActionKind.SAVE,
          ActionKind.RETURN,
          ActionKind.TRANSFER,
          ActionKind.COMMENT);

  private static final String BUTTONS = "buttons";

  private final transient JsonBinding jsonBinding;
  private final transient List<ActionKind> offered;

  public TaskButtonsEditor(JsonBinding jsonBinding, List<ActionKind> offered) {
    this.jsonBinding = jsonBinding;
    this.offered = offered;
    addClassName("fw-flow-section");
    offered.forEach(kind -> add(line(kind)));
  }

  private Div line(ActionKind kind) {
    var now = jsonBinding.get(BUTTONS);
    boolean usual = now.isMissingNode();
    var own = now.path(kind.json());
    var label = new TextField();
    label.setAriaLabel(UiTexts.of("flow.button.label", UiTexts.of(text(kind))));
    label.setPlaceholder(UiTexts.of(text(kind)));
    label.setWidthFull();
    var language = UiTexts.locale().getLanguage();
    var called = own.path(language).asText("");
    label.setValue(called.equals(UiTexts.of(text(kind))) ? "" : called);
    var box = new Checkbox(UiTexts.of(text(kind)));
    box.setValue(usual || !own.isMissingNode());
    box.setReadOnly(kind == offered.getFirst());
    label.setEnabled(box.getValue());
    box.addValueChangeListener(
        event -> {
          label.setEnabled(event.getValue());
          store(kind, event.getValue(), label.getValue());
        });
    label.addValueChangeListener(event -> store(kind, true, event.getValue()));
    var line = new Div(box, label);
    line.addClassName("fw-flow-button");
    return line;
  }

  private static String text(ActionKind kind) {
    return "task.action." + kind.json();
  }

  private static ObjectNode usual(ActionKind kind) {
    return JsonBinding.nodes()
        .objectNode()
        .put("en", Messages.format(Locale.ENGLISH, "dev.formwork.ui.texts", text(kind)))
        .put("zh", Messages.format(Locale.CHINESE, "dev.formwork.ui.texts", text(kind)));
  }

  private void store(ActionKind kind, boolean shown, String called) {
    ObjectNode all;
    if (jsonBinding.get(BUTTONS) instanceof ObjectNode found) {
      all = found.deepCopy();
    } else {
      all = JsonBinding.nodes().objectNode();
      offered.forEach(one -> all.set(one.json(), usual(one)));
    }
    if (!shown) {
      all.remove(kind.json());
    } else {
      var title = all.get(kind.json()) instanceof ObjectNode before ? before : usual(kind);
      var language = UiTexts.locale().getLanguage();
      title.put(language, called.isBlank() ? usual(kind).path(language).asText() : called.strip());
      all.set(kind.json(), title);
    }
    jsonBinding.set(BUTTONS, all);
  }
}
