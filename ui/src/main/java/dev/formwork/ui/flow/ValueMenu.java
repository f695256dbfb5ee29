package dev.formwork.ui.flow;

import com.vaadin.flow.component.combobox.ComboBox;
import dev.formwork.ui.expression.FormulaNames;
import dev.formwork.ui.shell.Texts;
import java.util.function.Consumer;

/** Inserts a reference to a field into a text. */
final class ValueMenu extends ComboBox<FormulaNames.Entry> {

  ValueMenu(FormulaNames names, Consumer<String> onPick) {
    addClassName("fw-flow-values");
    setAriaLabel(Texts.of("flow.insert-value"));
    setPlaceholder(Texts.of("flow.insert-value"));
    setItems(names.entries());
    setItemLabelGenerator(FormulaNames.Entry::label);
    addValueChangeListener(
        event -> {
          if (event.getValue() != null) {
            onPick.accept(event.getValue().insert());
            clear();
          }
        });
  }
}
