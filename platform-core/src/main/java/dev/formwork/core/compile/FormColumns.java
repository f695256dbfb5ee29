package dev.formwork.core.compile;

import dev.formwork.core.definition.AppKey;
import dev.formwork.core.definition.FieldKey;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Names;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.ValueType;
import dev.formwork.core.field.BooleanField;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LongTextField;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.problem.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives every field its column, and resolves names in expressions while doing so. A computed
 * field's type is that of its expression, so it is compiled when something first asks for it;
 * asking for it again meanwhile is a cycle, named by its ring.
 */
final class FormColumns implements Names {

  private final String schema;
  private final AppKey app;
  private final List<Field> fields;
  private final String path;
  private final TableName table;
  private final List<Problem> problems;

  /** The form around a subform, for names its rows do not have; null for the form itself. */
  private final FormColumns outer;

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final List<Computation> computations = new ArrayList<>();
  private final Map<String, CompiledSubform> subforms = new LinkedHashMap<>();
  private final Map<String, FormColumns> subformColumns = new LinkedHashMap<>();
  private final Deque<String> underway = new ArrayDeque<>();
  private final FieldKey subform;

  FormColumns(
      String schema,
      AppKey app,
      FormDefinition definition,
      TableName table,
      List<Problem> problems) {
    this(schema, app, definition.fields(), "/fields", table, problems, null, null);
    resolveAll();
  }

  private FormColumns(
      String schema,
      AppKey app,
      List<Field> fields,
      String path,
      TableName table,
      List<Problem> problems,
      FormColumns outer,
      FieldKey subform) {
    this.schema = schema;
    this.app = app;
    this.fields = fields;
    this.path = path;
    this.table = table;
    this.problems = problems;
    this.outer = outer;
    this.subform = subform;
  }

  private void resolveAll() {
    for (int slot = 0; slot < fields.size(); slot++) {
      if (fields.get(slot) instanceof SubformField rows) {
        subform(rows, slot);
      }
    }
    fields.forEach(field -> column(field.key().value()));
  }

  private FormColumns subform(SubformField field, int slot) {
    var known = subformColumns.get(field.key().value());
    if (known != null) {
      return known;
    }
    var child =
        new FormColumns(
            schema,
            app,
            field.fields(),
            path + "/" + slot + "/fields",
            table.subform(field.key()),
            problems,
            this,
            field.key());
    subformColumns.put(field.key().value(), child);
    child.resolveAll();
    subforms.put(
        field.key().value(),
        new CompiledSubform(
            field, slot, child.table, child.stored(), List.copyOf(child.computations)));
    return child;
  }

  /** Columns in the order of the form; without those that could not be compiled. */
  List<Column> stored() {
    var bySlot = new TreeMap<Integer, Column>();
    columns.values().forEach(column -> bySlot.put(column.slot(), column));
    return List.copyOf(bySlot.values());
  }

  List<CompiledSubform> subforms() {
    return List.copyOf(subforms.values());
  }

  List<Computation> computations() {
    return List.copyOf(computations);
  }

  /** Null for a subform, for an unknown key, and for a computed field with a problem. */
  Column column(String key) {
    var known = columns.get(key);
    if (known != null) {
      return known;
    }
    int slot = slotOf(key);
    if (slot < 0 || fields.get(slot) instanceof SubformField) {
      return null;
    }
    var column =
        fields.get(slot) instanceof ComputedField computed
            ? computed(computed, slot)
            : plain(fields.get(slot), slot);
    if (column != null) {
      columns.put(key, column);
    }
    return column;
  }

  private int slotOf(String key) {
    for (int slot = 0; slot < fields.size(); slot++) {
      if (fields.get(slot).key().value().equals(key)) {
        return slot;
      }
    }
    return -1;
  }

  private Column plain(Field field, int slot) {
    var target =
        field instanceof LookupField lookup ? TableName.of(schema, app, lookup.form()).sql() : null;
    return new Column(field, slot, field.key().value(), columnType(field), target);
  }

  private Column computed(ComputedField field, int slot) {
    var key = field.key().value();
    var at = path + "/" + slot + "/expression";
    if (underway.contains(key)) {
      var ring = new ArrayList<>(underway);
      ring.add(key);
      problems.add(
          Problem.at(
              at,
              "computed-cycle",
              String.join(" → ", ring.subList(ring.indexOf(key), ring.size()))));
      return null;
    }
    underway.addLast(key);
    try {
      return computedColumn(field, slot, at);
    } finally {
      underway.removeLast();
    }
  }

  private Column computedColumn(ComputedField field, int slot, String at) {
    int before = problems.size();
    try {
      var expression = CompiledExpression.of(field.expression(), this);
      if (expression.isVolatile()) {
        problems.add(Problem.at(at, "computed-depends-on-time", field.key()));
        return null;
      }
      var type = columnType(expression.type(), at, field);
      if (type == null) {
        return null;
      }
      var column = new Column(field, slot, field.key().value(), type, null);
      computations.add(new Computation(column, expression));
      return column;
    } catch (CompiledExpression.InvalidExpression e) {
      if (problems.size() == before) {
        problems.add(e.problem().in(at));
      }
      return null;
    }
  }

  private ColumnType columnType(ValueType result, String at, ComputedField field) {
    return switch (result) {
      case TEXT -> ColumnType.TEXT;
      case NUMBER -> ColumnType.NUMBER;
      case BOOLEAN -> ColumnType.BOOLEAN;
      case DATE -> ColumnType.DATE;
      case DATE_TIME -> ColumnType.DATE_TIME;
      case TEXTS -> ColumnType.TEXTS;
      case MEMBER, RECORD, ROWS, NOTHING, NUMBERS, DATES, MOMENTS -> {
        problems.add(Problem.at(at, "computed-type-not-stored", field.key(), result));
        yield null;
      }
    };
  }

  private static ColumnType columnType(Field field) {
    return switch (field) {
      case TextField _, LongTextField _, ChoiceField _, StageField _, SerialField _ ->
          ColumnType.TEXT;
      case NumberField _ -> ColumnType.NUMBER;
      case MoneyField _ -> ColumnType.MONEY;
      case BooleanField _ -> ColumnType.BOOLEAN;
      case DateField _ -> ColumnType.DATE;
      case DateTimeField _ -> ColumnType.DATE_TIME;
      case ChoicesField _ -> ColumnType.TEXTS;
      case MemberField _ -> ColumnType.MEMBER;
      case LookupField _ -> ColumnType.LOOKUP;
      case SubformField _, ComputedField _ ->
          throw new IllegalStateException("Has no column type of its own: " + field.key());
    };
  }

  @Override
  public Optional<Reference> field(String name) {
    return named(name).or(() -> outer == null ? Optional.empty() : outer.named(name));
  }

  private Optional<Reference> named(String name) {
    for (int slot = 0; slot < fields.size(); slot++) {
      var field = fields.get(slot);
      if (field.key().value().equals(name)
          || name.equals(field.title().en())
          || name.equals(field.title().zh())) {
        return reference(field, slot);
      }
    }
    return Optional.empty();
  }

  private Optional<Reference> reference(Field field, int slot) {
    if (field instanceof SubformField rows) {
      subform(rows, slot);
      return Optional.of(
          new Reference.Rows(rows.key().value(), slot, table.subform(rows.key()).sql()));
    }
    return Optional.ofNullable(column(field.key().value())).map(this::reference);
  }

  private Reference reference(Column column) {
    var type = column.type().valueType();
    return subform == null
        ? new Reference.OfRecord(
            column.name(), column.slot(), column.name(), type, column.lookupTable())
        : new Reference.OfRow(
            subform.value(),
            column.name(),
            column.slot(),
            column.name(),
            type,
            column.lookupTable());
  }

  @Override
  public Optional<Reference.OfRow> column(Reference.Rows rows, String name) {
    return subformColumns.get(rows.key()).named(name).map(Reference.OfRow.class::cast);
  }

  @Override
  public List<String> known() {
    return fields.stream().map(field -> field.key().value()).toList();
  }
}
