package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.ActionKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

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

  private final transient List<ActionKind> offered;
  private final transient Consumer<Map<ActionKind, Title>> onChange;
  private transient Map<ActionKind, Title> buttons;

  /**
   * @param value empty: the usual ones
   */
  public TaskButtonsEditor(
      Map<ActionKind, Title> value,
      List<ActionKind> offered,
      Consumer<Map<ActionKind, Title>> onChange) {
    this.buttons = value;
    this.offered = offered;
    this.onChange = onChange;
    addClassName("fw-flow-section");
    offered.forEach(kind -> add(line(kind)));
  }

  private Div line(ActionKind kind) {
    var own = buttons.get(kind);
    var label = new TextField();
    label.setAriaLabel(UiTexts.of("flow.button.label", UiTexts.of(text(kind))));
    label.setPlaceholder(UiTexts.of(text(kind)));
    label.setWidthFull();
    var called = own == null ? "" : FlowInputs.orEmpty(in(own));
    label.setValue(called.equals(UiTexts.of(text(kind))) ? "" : called);
    var box = new Checkbox(UiTexts.of(text(kind)));
    box.setValue(buttons.isEmpty() || own != null);
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

  /** Null where it is not written in the user's language. */
  private static String in(Title title) {
    return UiTexts.locale().equals(Locale.CHINESE) ? title.zh() : title.en();
  }

  private static Title usual(ActionKind kind) {
    return new Title(
        UiTexts.in(Locale.ENGLISH, text(kind)), UiTexts.in(Locale.CHINESE, text(kind)));
  }

  private void store(ActionKind kind, boolean shown, String called) {
    var all = new LinkedHashMap<>(buttons);
    if (buttons.isEmpty()) {
      offered.forEach(one -> all.put(one, usual(one)));
    }
    if (shown) {
      var before = all.getOrDefault(kind, usual(kind));
      all.put(
          kind, before.with(UiTexts.locale(), called.isBlank() ? in(usual(kind)) : called.strip()));
    } else {
      all.remove(kind);
    }
    buttons = Map.copyOf(all);
    onChange.accept(buttons);
  }
}
