package dev.formwork.ui.expression;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.text.UiTexts;
import java.util.Objects;
import java.util.function.Consumer;

/** A labelled formula input, with a button that opens it in a large editor. */
public final class FormulaInput extends Div {

  private final String label;
  private final transient FormulaScope names;
  private final transient Consumer<String> onChange;
  private String stored;
  private ExpressionEditor editor;

  /**
   * @param stored with keys; nullable
   * @param onChange told with keys when the input is left; null for none
   */
  public FormulaInput(
      String label,
      FormulaContext tools,
      FormulaScope names,
      String stored,
      Consumer<String> onChange) {
    this.label = label;
    this.names = names;
    this.onChange = onChange;
    this.stored = stored == null || stored.isBlank() ? null : stored;
    addClassName("fw-formula");
    var open =
        new Button(
            VaadinIcon.EXPAND_SQUARE.create(),
            _ -> new FormulaDialog(label, tools, names, editor.value(), this::replace).open());
    open.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    open.setAriaLabel(UiTexts.of("formula.open", label));
    open.setTooltipText(UiTexts.of("formula.open", label));
    var head = new Div(new Span(label), open);
    head.addClassName("fw-formula-head");
    editor = editor();
    add(head, editor);
  }

  private ExpressionEditor editor() {
    var made = new ExpressionEditor(label, names, stored, 1);
    made.onLeft(written -> changed(written.isBlank() ? null : written));
    return made;
  }

  private void changed(String now) {
    if (!Objects.equals(now, stored)) {
      stored = now;
      onChange.accept(now);
    }
  }

  /** By what was written in the large one. */
  private void replace(String now) {
    changed(now);
    remove(editor);
    editor = editor();
    add(editor);
  }
}
