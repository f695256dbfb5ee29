package dev.formwork.ui.form.design;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldHead;
import dev.formwork.core.field.FieldType;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.field.type.NewField;
import dev.formwork.ui.text.UiTexts;
import java.util.Locale;
import java.util.stream.Collectors;

/** Creates a field of a type with a default definition and a free key. */
final class FieldFactory {

  private FieldFactory() {}

  /**
   * @param form where it is inserted
   * @param other a form that it may link to
   */
  static Field of(FieldType type, FormDefinition form, FormKey other) {
    var locale = UiTexts.locale();
    var text = UiTexts.of("type." + type.json());
    var taken =
        form.fields().stream().map(field -> field.key().value()).collect(Collectors.toSet());
    var key = Key.free(Key.fromTitle(text, type.json().toLowerCase(Locale.ROOT)), taken);
    var title = locale.getLanguage().equals("zh") ? new Title(null, text) : Title.of(text);
    return FieldUis.create(
        type, new NewField(FieldHead.of(new FieldKey(key), title), form.key(), other));
  }
}
