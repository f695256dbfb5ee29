package dev.formwork.core.field;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.column.Comparison;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The definition of one value of a record, and all that its type does with such values. A type is
 * one file: a record with its settings that answers what is asked here. What only some types can do
 * stands in small interfaces beside this one: {@link Optioned}, {@link Groupable}, {@link Indexed},
 * {@link Maskable}, {@link Sampled}.
 */
public sealed interface Field
    permits TextField,
        LongTextField,
        NumberField,
        MoneyField,
        BooleanField,
        DateField,
        DateTimeField,
        TimeField,
        RatingField,
        SingleChoice,
        ChoicesField,
        MemberField,
        LookupField,
        SerialField,
        SubformField,
        DerivedField {

  FieldHead head();

  /** The same field under a changed head. */
  Field withHead(FieldHead head);

  default FieldKey key() {
    return head().key();
  }

  default Title title() {
    return head().title();
  }

  default FieldType type() {
    return FieldType.of(this);
  }

  /** Whether its value follows from others, so that nobody enters it. */
  default boolean isDerived() {
    return false;
  }

  /** Whether people and programs give the value, rather than the server alone. */
  default boolean isEntered() {
    return !isDerived();
  }

  /** What its values are stored in; empty: rows of their own, or as its expression says. */
  Optional<ColumnType> column();

  /** Notes what is wrong with its settings. */
  default void checkSettings(SettingsCheck check) {}

  /**
   * A present value as it is stored, such as a number at its scale.
   *
   * @return null when nothing remains of it
   */
  default Object normalize(Object value) {
    return value;
  }

  /** What a normal value must be. Costs something to make: ask once for a form. */
  default ValueCheck check() {
    return ValueCheck.NONE;
  }

  /**
   * A value from JSON.
   *
   * @return null when it is no such value, which is then noted as a problem
   * @throws IOException when the text is no JSON
   */
  Object readJson(JsonValue json) throws IOException;

  /**
   * A value from a cell, as people write them in spreadsheets, in English or Chinese: read exactly,
   * or not at all.
   *
   * @param text present; only texts come with spaces around them
   * @param format by which it is meant
   */
  CellValue readText(String text, TextFormat format);

  /**
   * What a new record starts with unless its definition says more.
   *
   * @param me whoever makes it; nullable
   */
  default Object initial(UUID me) {
    return null;
  }

  /**
   * What filters offer to ask of it; the first is offered first.
   *
   * @param column it is stored in
   */
  default List<Comparison> comparisons(ColumnType column) {
    return column.comparisons();
  }

  /** Writes what the JSON Schema of its value says beyond that of its column. */
  default void describeValue(ObjectNode schema) {}
}
