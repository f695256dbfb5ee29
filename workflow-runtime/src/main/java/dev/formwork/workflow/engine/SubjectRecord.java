package dev.formwork.workflow.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.RecordId;

/**
 * The record, or one of its subform rows, that a token is about.
 *
 * @param row place among the rows of the subform that the loop goes through; -1: the record
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubjectRecord(String form, RecordId record, int row) {

  public static SubjectRecord of(String form, RecordId record) {
    return new SubjectRecord(form, record, -1);
  }
}
