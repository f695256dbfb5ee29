package dev.formwork.ui.expression;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.shell.Texts;
import java.util.Objects;
import java.util.function.Consumer;

/** A labelled formula input, with a button that opens it large. */
public final class FormulaField extends Div {

  /**
   * @param stored with keys; nullable
   * @param onChange told with keys when the input is left; null for none
   */
  public FormulaField(
      String label,
      FormulaTools tools,
      FormulaNames names,
      String stored,
      Consumer<String> onChange) {
    addClassName("fw-formula");
    var editor = new ExpressionEditor(label, names, stored, 1);
    editor.onLeft(
        written -> {
          var now = written.isBlank() ? null : written;
          if (!Objects.equals(now, stored)) {
            onChange.accept(now);
          }
        });
    var open =
        new Button(
            VaadinIcon.EXPAND_SQUARE.create(),
            _ -> new FormulaDialog(label, tools, names, editor.value(), onChange).open());
    open.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    open.setAriaLabel(Texts.of("formula.open", label));
    open.setTooltipText(Texts.of("formula.open", label));
    var head = new Div(new Span(label), open);
    head.addClassName("fw-formula-head");
    add(head, editor);
  }
}
