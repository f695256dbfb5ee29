package dev.formwork.ui.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.ValueEquality;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings together what two people made of one record. A field that one of them changed is as they
 * want it; a field that both changed to something else clashes. Pure.
 *
 * @param mine fields that stay as I changed them, clashing ones among them
 * @param theirs fields that were changed by others alone
 * @param clashes fields that both changed, each to something else
 */
record RecordMerge(List<Field> mine, List<Field> theirs, List<Clash> clashes) {

  /**
   * @param base the record when I began
   * @param mine what I want it to be; what it does not name, I left as it was
   * @param now the record by now
   */
  static RecordMerge of(CompiledForm form, RecordData base, RecordInput mine, RecordData now) {
    var fields = form.definition().fields();
    var kept = new ArrayList<Field>();
    var taken = new ArrayList<Field>();
    var clashes = new ArrayList<Clash>();
    for (int slot = 0; slot < fields.size(); slot++) {
      var field = fields.get(slot);
      if (!field.isEntered()) {
        continue;
      }
      boolean byMe = mine.given().get(slot) && !same(field, base.get(slot), mine.data().get(slot));
      boolean byThem = !same(field, base.get(slot), now.get(slot));
      if (byMe && byThem && !same(field, mine.data().get(slot), now.get(slot))) {
        clashes.add(new Clash(field, mine.data().get(slot), now.get(slot)));
        kept.add(field);
      } else if (byMe && !byThem) {
        kept.add(field);
      } else if (byThem) {
        taken.add(field);
      }
    }
    return new RecordMerge(List.copyOf(kept), List.copyOf(taken), List.copyOf(clashes));
  }

  /**
   * All clashes, with those from before that nobody decided yet.
   *
   * @param open from before
   * @param now the record by now
   */
  List<Clash> withOpen(List<Clash> open, CompiledForm form, RecordData now) {
    var all = new ArrayList<>(clashes);
    for (var clash : open) {
      var theirs = now.get(form.definition().fields().indexOf(clash.field()));
      if (all.stream().noneMatch(other -> other.field().equals(clash.field()))
          && !same(clash.field(), clash.mine(), theirs)) {
        all.add(new Clash(clash.field(), clash.mine(), theirs));
      }
    }
    return List.copyOf(all);
  }

  /** Whether two values of a field mean the same to whoever entered them. */
  static boolean same(Field field, Object one, Object other) {
    return switch (field) {
      case SubformField rows -> sameRows(rows, rows(one), rows(other));
      default -> ValueEquality.same(ordered(one), ordered(other));
    };
  }

  /** The order in which options were chosen says nothing; no options, texts and ticks are none. */
  private static Object ordered(Object value) {
    return switch (value) {
      case Boolean truth when !truth -> null;
      case List<?> keys when keys.isEmpty() -> null;
      case List<?> keys -> keys.stream().map(Object::toString).sorted().toList();
      case String text when text.isEmpty() -> null;
      case null, default -> value;
    };
  }

  @SuppressWarnings("unchecked")
  private static List<RecordData> rows(Object value) {
    return value == null ? List.of() : (List<RecordData>) value;
  }

  private static boolean sameRows(SubformField form, List<RecordData> one, List<RecordData> other) {
    return one.size() == other.size()
        && IntStream.range(0, one.size()).allMatch(i -> sameRow(form, one.get(i), other.get(i)));
  }

  /** What is worked out in a row follows from the rest of it. */
  private static boolean sameRow(SubformField form, RecordData one, RecordData other) {
    return IntStream.range(0, form.fields().size())
        .filter(slot -> form.fields().get(slot).isEntered())
        .allMatch(slot -> same(form.fields().get(slot), one.get(slot), other.get(slot)));
  }
}
