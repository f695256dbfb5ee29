package dev.formwork.core.compile;

import dev.formwork.core.expression.Expression;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.column.ColumnType;
import java.util.List;

/**
 * What a lookup does beyond pointing: which records may be chosen, and what choosing fills in.
 *
 * @param column the lookup
 * @param rowsSlot of the subform it is a column of; -1: the record
 * @param rows key of that subform, null for the record
 * @param headSlots what the filter reads of the record
 * @param rowSlots what it reads of the row
 * @param allowed the question whose filter records must satisfy; null: all may be chosen
 */
public record LookupRules(
    Column column,
    int rowsSlot,
    String rows,
    List<Integer> headSlots,
    List<Integer> rowSlots,
    Expression.Subquery allowed,
    List<Fill> fills) {

  /**
   * One value filled in.
   *
   * @param slot where it goes, beside the lookup
   * @param source name of the column it comes from
   * @param type of that column
   * @param lookupTable of a lookup there, for its title; null unless one
   */
  public record Fill(int slot, String source, ColumnType type, String lookupTable) {}

  /** The same with some of its fills alone. */
  public LookupRules filling(List<Fill> some) {
    return some.size() == fills.size()
        ? this
        : new LookupRules(column, rowsSlot, rows, headSlots, rowSlots, allowed, some);
  }

  public LookupField field() {
    return (LookupField) column.field();
  }
}
