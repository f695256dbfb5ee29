package dev.formwork.ui.record;

import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Suggests a value for each field, to fill a sample record. */
@FunctionalInterface
public interface ValueSuggestions {

  /**
   * Null where there is none.
   *
   * @param above the value of the choice it depends on; null without any
   * @param narrowed what a lookup offers where its definition narrows it; empty where it does not
   */
  Object of(Field field, Object above, Supplier<Optional<List<RecordRef>>> narrowed);
}
