package dev.formwork.core.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The fields of a form or of a subform's rows, by slot and by key, with the checks of their values.
 * Made once for a version of a form, so that reading and checking a value looks nothing up twice.
 */
public final class FieldTable {

  /**
   * A choice that another choice narrows.
   *
   * @param slot of it
   * @param above slot of the choice it depends on
   * @param options by key
   */
  public record Cascade(int slot, int above, Map<String, Option> options) {}

  private final List<Field> fields;
  private final Map<String, Integer> slots;
  private final List<ValueCheck> checks;
  private final List<FieldTable> rows;
  private final List<Cascade> cascades;

  private FieldTable(List<Field> fields) {
    this.fields = List.copyOf(fields);
    this.slots =
        IntStream.range(0, fields.size())
            .boxed()
            .collect(
                Collectors.toUnmodifiableMap(slot -> fields.get(slot).key().value(), slot -> slot));
    this.checks = fields.stream().map(Field::check).toList();
    this.rows =
        fields.stream()
            .map(
                field ->
                    new FieldTable(field instanceof SubformField one ? one.fields() : List.of()))
            .toList();
    this.cascades = narrowed();
  }

  public static FieldTable of(List<Field> fields) {
    return new FieldTable(fields);
  }

  private List<Cascade> narrowed() {
    var found = new ArrayList<Cascade>();
    for (int slot = 0; slot < fields.size(); slot++) {
      if (fields.get(slot) instanceof ChoiceField choice && choice.dependsOn() != null) {
        var options =
            choice.options().stream().collect(Collectors.toMap(Option::key, option -> option));
        found.add(new Cascade(slot, slot(choice.dependsOn().value()), options));
      }
    }
    return List.copyOf(found);
  }

  public int size() {
    return fields.size();
  }

  public Field field(int slot) {
    return fields.get(slot);
  }

  /** The slot of a field; -1 when there is none of this key. */
  public int slot(String key) {
    return slots.getOrDefault(key, -1);
  }

  /** What values of a slot must be. */
  public ValueCheck check(int slot) {
    return checks.get(slot);
  }

  /** The fields of the rows in the slot of a subform. */
  public FieldTable rows(int slot) {
    return rows.get(slot);
  }

  public List<Cascade> cascades() {
    return cascades;
  }
}
