package dev.formwork.ui.record;

import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import java.util.Map;

/**
 * What somebody entered in a form and did not save.
 *
 * @param mine the fields that were changed, as they are to be
 * @param base these fields, and those of the texts, as they were; null: a new record
 * @param texts what was typed and is no value, or was not sent yet; by field, or by {@code
 *     subform/row/column}
 */
record UnsavedChanges(RecordInput mine, RecordData base, Map<String, String> texts) {

  boolean isEmpty() {
    return mine.given().isEmpty() && texts.isEmpty();
  }
}
