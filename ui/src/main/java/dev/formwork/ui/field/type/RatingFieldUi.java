package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.RatingField;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.settings.PropertyInputs;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** Stars, filled as far as something is rated. */
record RatingFieldUi(RatingField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new RatingField(fresh.head(), null);
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.STAR_O;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.NUMBER;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    int filled = ((BigDecimal) value).intValue();
    return "★".repeat(filled) + "☆".repeat(Math.max(0, field.stars() - filled));
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var input = new StarInput(field.stars(), !field.head().required());
    return new FieldEditor<>(
        input, input, value -> ((BigDecimal) value).intValue(), BigDecimal::valueOf);
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    return List.of(
        PropertyInputs.select(
            "property.stars",
            IntStream.rangeClosed(RatingField.FEWEST_STARS, RatingField.MOST_STARS)
                .boxed()
                .toList(),
            field.stars(),
            null,
            stars -> Integer.toString(stars),
            stars -> context.onChange().accept(new RatingField(field.head(), stars))));
  }
}
