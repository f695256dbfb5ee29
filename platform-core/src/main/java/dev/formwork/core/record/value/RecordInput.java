package dev.formwork.core.record.value;

import dev.formwork.core.compile.CompiledForm;
import java.util.BitSet;

/**
 * Values someone wants a record to have. A slot that was not given keeps its value, or starts with
 * its default.
 *
 * @param given the slots that were named, also to be emptied
 */
public record RecordInput(RecordData data, BitSet given) {

  public static RecordInput empty(int slots) {
    return new RecordInput(new RecordData(slots), new BitSet(slots));
  }

  /** The same, to be completed on its own. */
  public RecordInput copy() {
    return new RecordInput(data.copy(), (BitSet) given.clone());
  }

  /** The same with rows of its own, so that nothing that is filled in later shows here. */
  public RecordInput deepCopy(CompiledForm form) {
    var copy = copy();
    for (var subform : form.subforms()) {
      if (given.get(subform.slot())) {
        copy.data.set(
            subform.slot(), data.rows(subform.slot()).stream().map(RecordData::copy).toList());
      }
    }
    return copy;
  }

  public RecordInput with(int slot, Object value) {
    data.set(slot, value);
    given.set(slot);
    return this;
  }
}
