package dev.formwork.ui.field.type;

import dev.formwork.core.field.SingleChoice;
import dev.formwork.ui.field.FieldDisplay;

/** A field whose value is one of a list: shown as a badge with the title of what is chosen. */
interface SingleChoiceUi extends FieldUi {

  @Override
  SingleChoice field();

  @Override
  default PaletteGroup group() {
    return PaletteGroup.CHOICE;
  }

  @Override
  default String text(Object value, FieldDisplay display) {
    return Options.title(field(), value, display.locale());
  }

  @Override
  default boolean isBadge() {
    return true;
  }

  @Override
  default String color(Object value) {
    return Options.color(field(), value);
  }
}
