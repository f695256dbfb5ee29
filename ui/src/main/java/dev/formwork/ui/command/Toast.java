package dev.formwork.ui.command;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.text.UiTexts;

/** Short messages at the lower edge of the screen, announced by screen readers. */
public final class Toast {

  private static final int SHORT_MS = 4_000;
  private static final int LONG_MS = 10_000;

  /** To read a list and act on it. */
  private static final int LIST_MS = 30_000;

  private Toast() {}

  public static void done(String text) {
    show(text, "done", SHORT_MS);
  }

  public static void refused(Refusal refusal) {
    show(UiTexts.of(refusal), "refused", LONG_MS);
  }

  public static void refused(String text) {
    show(text, "refused", LONG_MS);
  }

  private static void show(String text, String kind, int duration) {
    var toast = new Notification();
    toast.setDuration(duration);
    toast.setPosition(Notification.Position.BOTTOM_CENTER);
    toast.addClassName("fw-toast-" + kind);
    var words = new Span(text);
    words.addClassName("fw-toast-text");
    toast.add(words);
    toast.open();
  }

  /** Something was done that can be taken back for a while. */
  public static void undoable(String text, Runnable undo) {
    withButton(text, UiTexts.of("undo"), undo, LONG_MS);
  }

  /**
   * Something is left to be done, elsewhere.
   *
   * @param label of the button that leads there
   */
  public static void left(String text, String label, Runnable there) {
    withButton(text, label, there, LIST_MS);
  }

  private static void withButton(String text, String label, Runnable action, int duration) {
    var toast = new Notification();
    toast.setDuration(duration);
    toast.setPosition(Notification.Position.BOTTOM_CENTER);
    var button =
        new Button(
            label,
            _ -> {
              toast.close();
              action.run();
            });
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var row = new Div(new Span(text), button);
    row.addClassName("fw-toast-row");
    toast.add(row);
    toast.open();
  }
}
