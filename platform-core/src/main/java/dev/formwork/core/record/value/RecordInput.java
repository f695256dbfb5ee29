package dev.formwork.core.record.value;

import dev.formwork.core.compile.CompiledForm;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Values someone wants a record to have. A slot that was not given keeps its value, or starts with
 * its default.
 *
 * @param given the slots that were named, also to be emptied
 * @param removals of the subforms of which only changes were given: the rows that shall go; the
 *     rows in the data are those that change or are new, and all others stay
 */
public record RecordInput(RecordData data, BitSet given, Map<Integer, List<UUID>> removals) {

  public RecordInput(RecordData data, BitSet given) {
    this(data, given, new HashMap<>());
  }

  public static RecordInput empty(int slots) {
    return new RecordInput(new RecordData(slots), new BitSet(slots));
  }

  /** The same, to be completed on its own. */
  public RecordInput copy() {
    return new RecordInput(data.copy(), (BitSet) given.clone(), new HashMap<>(removals));
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

  /**
   * @param value of the field; of a subform the list of all its rows, or {@link RowChanges}
   */
  public RecordInput with(int slot, Object value) {
    if (value instanceof RowChanges changes) {
      data.set(slot, changes.rows());
      removals.put(slot, changes.removed());
    } else {
      data.set(slot, value);
      removals.remove(slot);
    }
    given.set(slot);
    return this;
  }
}
