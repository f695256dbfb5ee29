package dev.formwork.core.record.query;

import dev.formwork.core.expression.CompiledFilter;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.value.ValueType;
import java.util.List;

/**
 * What one group key or measure is: a column of the figures.
 *
 * @param name in the condition and the order of groups; null: it has none there
 * @param sql its column
 * @param value of each record; null: the record itself is counted
 * @param field the field whose value it is as it stands; null: none
 * @param positions the values in their order; empty: by the values themselves
 */
record AggregateColumn(
    String name,
    String sql,
    ValueType type,
    CompiledFilter value,
    Reference field,
    List<String> positions) {

  /** As what a condition on the groups reads it. */
  Reference.OfRecord reference() {
    var table = field instanceof Reference.OfRecord own ? own.lookupTable() : null;
    return new Reference.OfRecord(name, 0, sql, type, table);
  }
}
