package dev.formwork.core.record.value;

import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.expression.value.SlotValues;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The values of a record or subform row, by slot. A value is a String, BigDecimal, Boolean,
 * LocalDate, OffsetDateTime, UUID, {@link RecordRef}, list of String, or for a subform a list of
 * {@code RecordData}; null is empty.
 */
public final class RecordData implements SlotValues {

  private final Object[] values;

  /** Slots of a new row that nobody filled, so that its defaults apply; null: none. */
  private final BitSet open;

  public RecordData(int slots) {
    this(new Object[slots], null);
  }

  private RecordData(Object[] values, BitSet open) {
    this.values = values;
    this.open = open;
  }

  /** A new row with these slots left to its defaults. */
  public RecordData leaving(BitSet slots) {
    return new RecordData(values, slots);
  }

  /** Whether a slot of a new row is left to its default. */
  public boolean isOpen(int slot) {
    return open != null && open.get(slot);
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
    return new RecordData(values.clone(), open);
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
