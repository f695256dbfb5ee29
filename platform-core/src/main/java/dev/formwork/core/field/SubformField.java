package dev.formwork.core.field;

import java.util.List;

/**
 * Rows that belong to the record, such as the lines of a quote. A row is no record of its own: it
 * is written with its parent.
 *
 * @param fields of a row; no subform among them
 * @param minRows nullable
 * @param maxRows nullable: 1,000
 */
public record SubformField(FieldHead head, List<Field> fields, Integer minRows, Integer maxRows)
    implements Field {

  public SubformField {
    fields = fields == null ? List.of() : List.copyOf(fields);
  }

  public int rowLimit() {
    return maxRows != null ? maxRows : 1_000;
  }

  @Override
  public SubformField withHead(FieldHead changed) {
    return new SubformField(changed, fields, minRows, maxRows);
  }
}
