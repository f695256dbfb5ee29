package dev.formwork.core.compile;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.ValueType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * For each derived field and for the record title, the fields they are computed from. A reader who
 * may not read a source may not read the result, unless its definition reveals it.
 */
final class FieldSources {

  /** The pseudo field under which a record's title is asked for. */
  static final String TITLE = "record_title";

  /**
   * A place in another form.
   *
   * @param form its key; for a lookup's title its table, until it is looked up
   * @param key of a field or column there, {@link #TITLE}, or null for how many records there are
   */
  record Foreign(String form, String key) {}

  /**
   * @param own paths in the form itself
   */
  record Sources(Set<String> own, Set<Foreign> foreign) {

    static final Sources NONE = new Sources(Set.of(), Set.of());
  }

  private final Map<String, Sources> byPath = new HashMap<>();

  private FieldSources() {}

  static FieldSources of(CompiledForm form) {
    var sources = new FieldSources();
    for (var formula : form.formulas()) {
      var rows =
          formula.isOfRows() ? form.definition().fields().get(formula.rowsSlot()).key() + "." : "";
      sources.put(rows + formula.computation().target().name(), formula.computation().expression());
    }
    form.virtuals().forEach(one -> sources.put(one.target().name(), one.expression()));
    for (var rollup : form.rollups()) {
      var foreign = new HashSet<Foreign>();
      foreign.add(new Foreign(rollup.source(), null));
      rollup.sources().forEach(key -> foreign.add(new Foreign(rollup.source(), key)));
      var rows = rollup.subform() == null ? "" : rollup.subform() + ".";
      sources.byPath.put(rows + rollup.target().name(), new Sources(Set.of(), foreign));
    }
    sources.put(TITLE, form.title());
    return sources;
  }

  Sources of(String path) {
    return byPath.getOrDefault(path, Sources.NONE);
  }

  private void put(String path, CompiledExpression expression) {
    byPath.put(path, of(expression));
  }

  /** What an expression reads. */
  static Sources of(CompiledExpression expression) {
    var own = new HashSet<String>();
    var foreign = new HashSet<Foreign>();
    collect(expression.tree(), own, foreign);
    return new Sources(Set.copyOf(own), Set.copyOf(foreign));
  }

  private static void collect(Expression part, Set<String> own, Set<Foreign> foreign) {
    switch (part) {
      case Expression.FieldValue field -> {
        own.add(field.field().key());
        title(field.type(), field.field().lookupTable(), foreign);
      }
      case Expression.RowValue row -> {
        own.add(row.column().subform() + "." + row.column().key());
        title(row.type(), row.column().lookupTable(), foreign);
      }
      case Expression.ForeignValue value ->
          foreign.add(new Foreign(value.field().form(), value.field().key()));
      case Expression.Related related -> foreign.add(new Foreign(related.form(), null));
      case Expression.Many(_, _, Expression.Source.Rows(Reference.Rows rows, _), _) ->
          own.add(rows.key());
      default -> {}
    }
    if (part instanceof Expression.Through through) {
      foreign.add(new Foreign(through.target().form(), through.target().key()));
      title(through.type(), through.target().lookupTable(), foreign);
      pointed(through.source(), own, foreign);
    } else {
      part.parts().forEach(below -> collect(below, own, foreign));
    }
  }

  /** A lookup that is only followed shows nothing of what its record is called. */
  private static void pointed(Expression source, Set<String> own, Set<Foreign> foreign) {
    switch (source) {
      case Expression.FieldValue field -> own.add(field.field().key());
      case Expression.RowValue row -> own.add(row.column().subform() + "." + row.column().key());
      case Expression.Through through -> {
        foreign.add(new Foreign(through.target().form(), through.target().key()));
        pointed(through.source(), own, foreign);
      }
      default -> collect(source, own, foreign);
    }
  }

  private static void title(ValueType type, String table, Set<Foreign> foreign) {
    if (type == ValueType.RECORD && table != null) {
      foreign.add(new Foreign(table, TITLE));
    }
  }
}
