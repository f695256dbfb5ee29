package dev.formwork.core.field;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.definition.FormKey;

/**
 * A link to one record of a form of the same app.
 *
 * @param form the form looked into
 * @param onDelete what happens here when the record looked up is deleted for good; nullable: refuse
 */
public record LookupField(FieldHead head, FormKey form, OnDelete onDelete) implements Field {

  /** What deleting the target for good does to the records that point to it. */
  public enum OnDelete {
    @JsonProperty("refuse")
    REFUSE,
    @JsonProperty("clear")
    CLEAR
  }

  @Override
  public LookupField withHead(FieldHead changed) {
    return new LookupField(changed, form, onDelete);
  }
}
