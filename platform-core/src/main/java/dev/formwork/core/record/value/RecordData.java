package dev.formwork.core.record.value;

import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.expression.value.SlotValues;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/**
 * The values of a record or subform row, by slot. A value is a String, BigDecimal, Boolean,
 * LocalDate, OffsetDateTime, UUID, {@link RecordRef}, list of String, or for a subform a list of
 * {@code RecordData}; null is empty. Rows are equal when their values are, whatever their ids.
 */
public final class RecordData implements SlotValues {

  private final Object[] values;

  /** Slots of a row that nobody named; null: none. */
  private final BitSet open;

  /** Of a row; null: it is new, or this is a record. */
  private final UUID id;

  /** Where a row stood in what was sent, if not in a list of all rows; null: in such a list. */
  private final String place;

  public RecordData(int slots) {
    this(new Object[slots], null, null, null);
  }

  private RecordData(Object[] values, BitSet open, UUID id, String place) {
    this.values = values;
    this.open = open;
    this.id = id;
    this.place = place;
  }

  /** The same row with these slots not named: a new one takes defaults there, another keeps. */
  public RecordData leaving(BitSet slots) {
    return new RecordData(values, slots, id, place);
  }

  /**
   * The same values as the row of this id.
   *
   * @param row null: a new row
   */
  public RecordData called(UUID row) {
    return new RecordData(values, open, row, place);
  }

  /** The same row, sent at this place: the part of a JSON pointer behind its subform. */
  public RecordData sentAt(String where) {
    return new RecordData(values, open, id, where);
  }

  /** The id of a row; null: it is new, or this is a record. */
  public UUID id() {
    return id;
  }

  /**
   * Where a problem of this row is to be told: the part of a JSON pointer behind its subform.
   *
   * @param index its place among the rows of the record
   */
  public String place(int index) {
    return place == null ? Integer.toString(index) : place;
  }

  /** Whether nobody named a slot. */
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
    return new RecordData(values.clone(), open, id, place);
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
