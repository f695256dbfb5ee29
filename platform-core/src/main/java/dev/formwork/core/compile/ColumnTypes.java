package dev.formwork.core.compile;

import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.field.BooleanField;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LongTextField;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.field.column.ColumnType;
import java.util.Optional;

/** How the values of fields, and the results of formulas, are stored. */
final class ColumnTypes {

  private ColumnTypes() {}

  static ColumnType of(Field field) {
    return switch (field) {
      case TextField _, LongTextField _, ChoiceField _, StageField _, SerialField _ ->
          ColumnType.TEXT;
      case NumberField _ -> ColumnType.NUMBER;
      case MoneyField _ -> ColumnType.MONEY;
      case BooleanField _ -> ColumnType.BOOLEAN;
      case DateField _ -> ColumnType.DATE;
      case DateTimeField _ -> ColumnType.DATE_TIME;
      case ChoicesField _ -> ColumnType.TEXTS;
      case MemberField _ -> ColumnType.MEMBER;
      case LookupField _ -> ColumnType.LOOKUP;
      case SubformField _, ComputedField _, RollupField _ ->
          throw new IllegalStateException("Has no column type of its own: " + field.key());
    };
  }

  /** Empty for results that no field can hold. */
  static Optional<ColumnType> ofResult(ValueType result) {
    return Optional.ofNullable(
        switch (result) {
          case TEXT -> ColumnType.TEXT;
          case NUMBER -> ColumnType.NUMBER;
          case BOOLEAN -> ColumnType.BOOLEAN;
          case DATE -> ColumnType.DATE;
          case DATE_TIME -> ColumnType.DATE_TIME;
          case TEXTS -> ColumnType.TEXTS;
          case MEMBER -> ColumnType.MEMBER;
          case RECORD, DEPARTMENT, ROWS, NOTHING, NUMBERS, DATES, MOMENTS -> null;
        });
  }
}
