package dev.formwork.core.record;

import dev.formwork.core.expression.Values;
import java.util.Arrays;
import java.util.List;

/**
 * The values of a record or subform row, by slot. A value is a String, BigDecimal, Boolean,
 * LocalDate, OffsetDateTime, UUID, {@link LookedUp}, list of String, or for a subform a list of
 * {@code RecordData}; null is empty.
 */
public final class RecordData implements Values {

  private final Object[] values;

  public RecordData(int slots) {
    this.values = new Object[slots];
  }

  private RecordData(Object[] values) {
    this.values = values;
  }

  @Override
  public Object get(int slot) {
    return values[slot];
  }

  public void set(int slot, Object value) {
    values[slot] = value;
  }

  public int slots() {
    return values.length;
  }

  /** The rows of a subform; empty when there are none. */
  @SuppressWarnings("unchecked")
  public List<RecordData> rows(int slot) {
    return values[slot] == null ? List.of() : (List<RecordData>) values[slot];
  }

  public RecordData copy() {
    return new RecordData(values.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordData data && Arrays.equals(values, data.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
