package dev.formwork.core.field;

import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;

/**
 * The definition of one value of a record. Closed: the compiler names every place that must learn a
 * new type.
 */
public sealed interface Field
    permits TextField,
        LongTextField,
        NumberField,
        MoneyField,
        BooleanField,
        DateField,
        DateTimeField,
        ChoiceField,
        ChoicesField,
        StageField,
        MemberField,
        LookupField,
        SerialField,
        SubformField,
        ComputedField,
        RollupField {

  FieldHead head();

  /** The same field under a changed head. */
  Field withHead(FieldHead head);

  default FieldKey key() {
    return head().key();
  }

  default Title title() {
    return head().title();
  }

  /** Whether its value follows from others, so that nobody enters it. */
  default boolean isDerived() {
    return this instanceof ComputedField || this instanceof RollupField;
  }

  /** Whether people and programs give the value, rather than the server alone. */
  default boolean isEntered() {
    return !(this instanceof SerialField) && !isDerived();
  }

  default FieldType type() {
    return FieldType.of(this);
  }
}
