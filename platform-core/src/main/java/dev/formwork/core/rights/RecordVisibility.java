package dev.formwork.core.rights;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.RecordAction;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one reader may see of a record and do with it. Immutable, and shared by all records to which
 * the same permission sets apply.
 */
public final class RecordVisibility {

  /** Everything; what the platform itself sees. */
  public static final RecordVisibility ALL =
      new RecordVisibility(null, null, true, Set.of(RecordAction.values()), true, null);

  private final FieldRight[] slots;
  private final Map<Integer, FieldRight[]> columns;
  private final boolean titled;
  private final Set<RecordAction> actions;
  private final boolean givingAway;
  private final Set<String> writable;

  /**
   * @param slots reading rights; null: everything is read
   * @param columns reading rights of subforms' columns, by the subform's slot
   * @param givingAway whether a change may take the record out of the reader's reach
   * @param writable paths that may be changed; null: all
   */
  RecordVisibility(
      FieldRight[] slots,
      Map<Integer, FieldRight[]> columns,
      boolean titled,
      Set<RecordAction> actions,
      boolean givingAway,
      Set<String> writable) {
    this.slots = slots;
    this.columns = columns;
    this.titled = titled;
    this.actions = Set.copyOf(actions);
    this.givingAway = givingAway;
    this.writable = writable;
  }

  /** Whether nothing is kept from the reader. */
  public boolean isWhole() {
    return slots == null;
  }

  public FieldRight right(int slot) {
    return slots == null ? FieldRight.WRITE : slots[slot];
  }

  /** Of a subform's column. */
  public FieldRight right(int subformSlot, int slot) {
    return columns == null ? FieldRight.WRITE : columns.get(subformSlot)[slot];
  }

  public boolean shows(Column column) {
    return right(column.slot()) != FieldRight.HIDDEN;
  }

  public boolean shows(CompiledSubform subform) {
    return right(subform.slot()) != FieldRight.HIDDEN;
  }

  public boolean shows(CompiledSubform subform, Column column) {
    return right(subform.slot(), column.slot()) != FieldRight.HIDDEN;
  }

  /** Whether the record's title may be read. */
  public boolean isTitled() {
    return titled;
  }

  public boolean may(RecordAction recordAction) {
    return actions.contains(recordAction);
  }

  /** Whether a change may take the record out of what its reader may change. */
  public boolean mayGiveAway() {
    return givingAway;
  }

  /**
   * Whether a change may set it.
   *
   * @param path {@code field} or {@code subform.column}
   */
  public boolean isWritable(String path) {
    return writable == null || writable.contains(path);
  }

  /** Paths of the columns of a subform that a change may not set. */
  public List<Column> locked(CompiledSubform subform) {
    return subform.columns().stream()
        .filter(column -> !isWritable(subform.field().key() + "." + column.name()))
        .toList();
  }
}
