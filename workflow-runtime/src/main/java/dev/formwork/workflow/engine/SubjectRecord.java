package dev.formwork.workflow.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;

/**
 * The record, or one of its subform rows, that a token is about.
 *
 * @param row place among the rows of the subform that the loop goes through; -1: the record
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubjectRecord(String form, UUID record, int row) {

  public static SubjectRecord of(String form, UUID record) {
    return new SubjectRecord(form, record, -1);
  }
}
