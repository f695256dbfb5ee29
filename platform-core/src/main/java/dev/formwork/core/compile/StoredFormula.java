package dev.formwork.core.compile;

/**
 * A formula whose result is stored, where it stands.
 *
 * @param rowsSlot of the subform on each of whose rows it is worked out; -1: on the record
 */
public record StoredFormula(int rowsSlot, CompiledAssignment computation) {

  public boolean isOfRows() {
    return rowsSlot >= 0;
  }
}
