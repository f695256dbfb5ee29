package dev.formwork.workflow.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.RecordId;
import java.util.UUID;

/**
 * The record, or one of its subform rows, that a token is about.
 *
 * @param row place among the rows of the subform that the loop goes through; -1: the record
 * @param rowId of that row, which it keeps wherever it stands; null: the record, or an older state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubjectRecord(String form, RecordId record, int row, UUID rowId) {

  public static SubjectRecord of(String form, RecordId record) {
    return new SubjectRecord(form, record, -1, null);
  }
}
