package dev.formwork.core.compile;

import dev.formwork.core.field.RollupField;
import java.util.List;
import java.util.Set;

/**
 * A rollup, ready to be worked out for many records at once.
 *
 * @param target where the result goes: of the record, or of the rows of a subform
 * @param subform key of the subform whose rows have it; null: the record itself
 * @param subformSlot of that subform's rows; -1: the record itself
 * @param source the form read
 * @param sourceRows the subform read; null: the records themselves
 * @param via the lookup there that points to records of this form
 * @param viaInRows whether it is a column of the subform read
 * @param matches columns of a row that must equal what was read, in the order of the result
 * @param sql the first parameter is the array of record ids; gives the id, the matched values, the
 *     result
 * @param parameters of the statement, behind the first
 * @param watched keys of the source's fields that the result depends on
 * @param sources the same to the column: {@code field} or {@code subform.column}
 */
public record CompiledRollup(
    Column target,
    String subform,
    int subformSlot,
    RollupField.Kind kind,
    String source,
    String sourceRows,
    String via,
    boolean viaInRows,
    List<Column> matches,
    String sql,
    List<Object> parameters,
    Set<String> watched,
    Set<String> sources) {}
