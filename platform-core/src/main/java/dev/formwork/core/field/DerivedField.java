package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.problem.CoreProblem;
import java.util.Optional;

/** A field whose value follows from others, so that nobody enters it. */
public sealed interface DerivedField extends Field permits ComputedField, RollupField {

  /** Digits kept of a number after the point. */
  int storedScale();

  @Override
  default boolean isDerived() {
    return true;
  }

  /** The type of its expression decides. */
  @Override
  default Optional<ColumnType> column() {
    return Optional.empty();
  }

  @Override
  default Object normalize(Object value) {
    return NormalValue.result(value, storedScale());
  }

  @Override
  default Object readJson(JsonValue json) {
    throw new IllegalStateException("Nobody gives the value of " + key());
  }

  @Override
  default CellValue readText(String text, TextFormat format) {
    return new CellValue.Unusable(CoreProblem.IMPORT_NOT_A_COLUMN, key());
  }
}
