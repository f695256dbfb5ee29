package dev.formwork.core.rights;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.value.ValueType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * For each derived field and for the record title, the fields they are computed from. A reader who
 * may not read a source may not read the result, unless its definition reveals it.
 */
public final class FieldLineage {

  /** The pseudo field under which a record's title is asked for. */
  static final String TITLE = "record_title";

  /**
   * A place in another form.
   *
   * @param form its key; for a lookup's title its table, until it is looked up
   * @param key of a field or column there, {@link #TITLE}, or null for how many records there are
   */
  record ForeignField(String form, String key) {}

  /**
   * @param own paths in the form itself
   */
  record Sources(Set<String> own, Set<ForeignField> foreign) {

    static final Sources NONE = new Sources(Set.of(), Set.of());
  }

  private final Map<String, Sources> byPath = new HashMap<>();

  private FieldLineage() {}

  public static FieldLineage of(CompiledForm form) {
    var sources = new FieldLineage();
    for (var formula : form.formulas()) {
      var rows =
          formula.isOfRows() ? form.definition().fields().get(formula.rowsSlot()).key() + "." : "";
      sources.put(rows + formula.computation().target().name(), formula.computation().expression());
    }
    form.virtuals().forEach(one -> sources.put(one.target().name(), one.expression()));
    for (var rollup : form.rollups()) {
      var foreign = new HashSet<ForeignField>();
      foreign.add(new ForeignField(rollup.source(), null));
      rollup.sources().forEach(key -> foreign.add(new ForeignField(rollup.source(), key)));
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
    var foreign = new HashSet<ForeignField>();
    collect(expression.tree(), own, foreign);
    return new Sources(Set.copyOf(own), Set.copyOf(foreign));
  }

  private static void collect(Expression part, Set<String> own, Set<ForeignField> foreign) {
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
          foreign.add(new ForeignField(value.field().form(), value.field().key()));
      case Expression.Subquery subquery -> foreign.add(new ForeignField(subquery.form(), null));
      case Expression.AggregateCall(_, _, Expression.Source.Rows(Reference.Rows rows, _), _) ->
          own.add(rows.key());
      default -> {}
    }
    if (part instanceof Expression.LookupValue lookupValue) {
      foreign.add(new ForeignField(lookupValue.target().form(), lookupValue.target().key()));
      title(lookupValue.type(), lookupValue.target().lookupTable(), foreign);
      pointed(lookupValue.source(), own, foreign);
    } else {
      part.parts().forEach(below -> collect(below, own, foreign));
    }
  }

  /** A lookup that is only followed shows nothing of what its record is called. */
  private static void pointed(Expression source, Set<String> own, Set<ForeignField> foreign) {
    switch (source) {
      case Expression.FieldValue field -> own.add(field.field().key());
      case Expression.RowValue row -> own.add(row.column().subform() + "." + row.column().key());
      case Expression.LookupValue lookupValue -> {
        foreign.add(new ForeignField(lookupValue.target().form(), lookupValue.target().key()));
        pointed(lookupValue.source(), own, foreign);
      }
      default -> collect(source, own, foreign);
    }
  }

  private static void title(ValueType type, String table, Set<ForeignField> foreign) {
    if (type == ValueType.RECORD && table != null) {
      foreign.add(new ForeignField(table, TITLE));
    }
  }
}
