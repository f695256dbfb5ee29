package dev.formwork.core.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;
import java.util.List;

/**
 * What must hold for a record to be stored.
 *
 * @param check an expression that must be true; of each row, when {@code rows} is given
 * @param message said when it is not
 * @param fields which it marks; empty: the record as a whole
 * @param rows the subform whose rows are checked; nullable: the record
 * @param on when it is checked; nullable: on every save
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ValidationRule(
    String check, Title message, List<FieldKey> fields, FieldKey rows, Occasion on) {

  /** When a record is checked. */
  public enum Occasion {
    @JsonProperty("save")
    SAVE,
    /** When it is sent on its way; saving before that may leave things open. */
    @JsonProperty("submit")
    SUBMIT
  }

  public ValidationRule {
    fields = fields == null ? List.of() : List.copyOf(fields);
  }
}
