package dev.formwork.core.record.value;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/**
 * Whether values and records mean the same: numbers apart from trailing zeros, times apart from
 * their offset.
 */
public final class ValueEquality {

  private ValueEquality() {}

  /** The fields whose values differ. */
  public static List<Column> changed(CompiledForm form, RecordData before, RecordData after) {
    return form.stored().stream()
        .filter(column -> !same(before.get(column.slot()), after.get(column.slot())))
        .toList();
  }

  /** Whether nothing that is stored differs. */
  public static boolean unchanged(CompiledForm form, RecordData before, RecordData after) {
    return changed(form, before, after).isEmpty()
        && form.subforms().stream()
            .allMatch(subform -> same(before.rows(subform.slot()), after.rows(subform.slot())));
  }

  /**
   * Whether two values mean the same: numbers apart from trailing zeros, moments apart from their
   * offset.
   */
  public static boolean same(Object one, Object other) {
    return switch (one) {
      case BigDecimal a when other instanceof BigDecimal b -> a.compareTo(b) == 0;
      case OffsetDateTime a when other instanceof OffsetDateTime b -> a.isEqual(b);
      case RecordData a when other instanceof RecordData b -> sameRow(a, b);
      case List<?> a when other instanceof List<?> b -> sameList(a, b);
      case null, default -> Objects.equals(one, other);
    };
  }

  private static boolean sameList(List<?> one, List<?> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameRow(RecordData one, RecordData other) {
    for (int slot = 0; slot < one.slots(); slot++) {
      if (!same(one.get(slot), other.get(slot))) {
        return false;
      }
    }
    return true;
  }
}
