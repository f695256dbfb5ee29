package dev.formwork.core.record.access;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.RecordVisibility;

/** Takes out of a record what its reader may not see, and covers what they may see covered. */
public final class Redaction {

  private static final String COVER = "****";

  private Redaction() {}

  static StoredRecord of(CompiledForm form, StoredRecord record) {
    var recordVisibility = record.sight();
    return record.with(
        of(form, recordVisibility, record.data()),
        recordVisibility.isTitled() ? record.title() : "");
  }

  public static RecordData of(
      CompiledForm form, RecordVisibility recordVisibility, RecordData whole) {
    if (recordVisibility.isWhole()) {
      return whole;
    }
    var data = whole.copy();
    for (var column : form.columns()) {
      data.set(
          column.slot(), shown(recordVisibility.right(column.slot()), data.get(column.slot())));
    }
    for (var subform : form.subforms()) {
      if (!recordVisibility.shows(subform)) {
        data.set(subform.slot(), null);
      } else if (data.get(subform.slot()) != null) {
        data.set(
            subform.slot(),
            data.rows(subform.slot()).stream()
                .map(row -> row(recordVisibility, subform, row))
                .toList());
      }
    }
    return data;
  }

  private static RecordData row(
      RecordVisibility recordVisibility, CompiledSubform subform, RecordData row) {
    var copy = row.copy();
    for (var column : subform.columns()) {
      var right = recordVisibility.right(subform.slot(), column.slot());
      copy.set(column.slot(), shown(right, copy.get(column.slot())));
    }
    return copy;
  }

  static Object shown(FieldRight right, Object value) {
    return switch (right) {
      case HIDDEN -> null;
      case MASKED -> value instanceof String text ? masked(text) : null;
      case READ, WRITE -> value;
    };
  }

  /**
   * A text with its middle covered. Of eleven letters or more, as phone numbers and ids have, the
   * first three and the last four are left, as people know it ({@code 138****5678}); of fewer a
   * third; of less than six nothing.
   */
  public static String masked(String text) {
    int length = text.codePointCount(0, text.length());
    int left = length < 6 ? 0 : length < 11 ? length / 3 : 7;
    int front = Math.min(3, left / 2 + left % 2);
    int back = left - front;
    return text.substring(0, text.offsetByCodePoints(0, front))
        + COVER
        + text.substring(text.offsetByCodePoints(0, length - back));
  }
}
