package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.combobox.ComboBox;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.text.UiTexts;
import java.util.function.Consumer;

/** Inserts a reference to a field into a text. */
final class InsertValueMenu extends ComboBox<FormulaScope.Completion> {

  InsertValueMenu(FormulaScope names, Consumer<String> onPick) {
    addClassName("fw-flow-values");
    setAriaLabel(UiTexts.of("flow.insert-value"));
    setPlaceholder(UiTexts.of("flow.insert-value"));
    setItems(names.entries());
    setItemLabelGenerator(FormulaScope.Completion::label);
    addValueChangeListener(
        event -> {
          if (event.getValue() != null) {
            onPick.accept(event.getValue().insert());
            clear();
          }
        });
  }
}
