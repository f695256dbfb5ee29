package dev.formwork.core.compile;

import dev.formwork.core.field.column.ColumnType;
import java.util.List;

/**
 * The fields that expressions read through a lookup, to be loaded before they are evaluated.
 *
 * @param rowsSlot of the subform the lookup is a column of; -1: the record
 * @param slot of the lookup
 */
public record LookupPrefetch(int rowsSlot, int slot, Target target) {

  /** A table looked into, and what is read there. */
  public record Target(String table, List<PrefetchedField> fields) {}

  /**
   * One field read.
   *
   * @param behind what is read behind it in turn, when it is a lookup; null: nothing
   */
  public record PrefetchedField(String key, ColumnType type, String lookupTable, Target behind) {}
}
