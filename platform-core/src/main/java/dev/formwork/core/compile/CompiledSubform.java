package dev.formwork.core.compile;

import dev.formwork.core.field.SubformField;
import java.util.List;

/**
 * A subform with its child table.
 *
 * @param slot of the list of rows in the parent's values
 * @param defaults what a new row starts with
 * @param rules of its columns
 */
public record CompiledSubform(
    SubformField field,
    int slot,
    TableName table,
    List<Column> columns,
    List<CompiledAssignment> defaults,
    List<FieldRules> rules) {

  public String key() {
    return field.key().value();
  }
}
