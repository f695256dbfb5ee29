package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Delay;
import java.util.List;
import java.util.function.Consumer;

/** On a date, or a duration before or after it. */
public final class DateOffsetInput extends Div {

  private final Select<String> when;
  private final Div length = new Div();
  private final transient Consumer<String> onChange;
  private String delay;

  /**
   * @param value null: on it; with a minus: before
   */
  public DateOffsetInput(String value, Consumer<String> onChange) {
    this.onChange = onChange;
    boolean before = value != null && value.startsWith("-");
    delay = value == null ? null : before ? value.substring(1) : value;
    when =
        FlowInputs.choice(
            UiTexts.of("flow.offset"),
            List.of("on", "before", "after"),
            value == null ? "on" : before ? "before" : "after",
            null,
            word -> UiTexts.of("flow.offset." + word),
            _ -> {
              delay = delay == null ? "P1D" : delay;
              show();
              tell();
            });
    add(when, length);
    show();
  }

  private void show() {
    length.removeAll();
    if (!when.getValue().equals("on")) {
      length.add(
          new DurationInput(
              UiTexts.of("flow.offset.long"),
              readable(delay),
              changed -> {
                delay = changed == null ? delay : changed.json();
                tell();
              }));
    }
  }

  /** Null for what is no length of time, which stays until another is entered. */
  private static Delay readable(String text) {
    try {
      return Delay.of(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private void tell() {
    onChange.accept(
        switch (when.getValue()) {
          case "before" -> "-" + delay;
          case "after" -> delay;
          default -> null;
        });
  }
}
