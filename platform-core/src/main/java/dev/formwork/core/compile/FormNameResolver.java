package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.SymbolTable;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Assigns columns to the fields of a form and resolves names in its expressions. A computed field
 * is compiled on first use, because its type is that of its expression; a cycle is reported with
 * the fields on it.
 */
final class FormNameResolver implements SymbolTable {

  private final AppNameResolver app;
  private final FormKey form;
  private final List<Field> fields;
  private final String path;
  private final TableName table;
  private final List<Problem> problems;

  /** The form around a subform, for names its rows do not have; null for the form itself. */
  private final FormNameResolver outer;

  private final FieldKey subform;
  private final int subformSlot;

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final List<StoredFormula> formulas = new ArrayList<>();
  private final List<CompiledAssignment> virtuals = new ArrayList<>();
  private final List<CompiledRollup> rollups = new ArrayList<>();
  private final Map<String, FormNameResolver> children = new LinkedHashMap<>();

  /** What is known of the form already, and of its subforms. */
  private Map<String, Column> knownColumns = Map.of();

  private Map<FieldKey, CompiledSubform> knownSubforms = Map.of();

  FormNameResolver(
      AppNameResolver app, FormDefinition definition, TableName table, List<Problem> problems) {
    this(app, definition.key(), definition.fields(), "/fields", table, problems, null, null, -1);
  }

  private FormNameResolver(
      AppNameResolver app,
      FormKey form,
      List<Field> fields,
      String path,
      TableName table,
      List<Problem> problems,
      FormNameResolver outer,
      FieldKey subform,
      int subformSlot) {
    this.app = app;
    this.form = form;
    this.fields = fields;
    this.path = path;
    this.table = table;
    this.problems = problems;
    this.outer = outer;
    this.subform = subform;
    this.subformSlot = subformSlot;
  }

  /** Takes over columns as they were compiled. */
  void know(FormIndex index) {
    knownColumns = index.columns();
    knownSubforms = index.subforms();
  }

  void resolveAll() {
    for (int slot = 0; slot < fields.size(); slot++) {
      if (fields.get(slot) instanceof SubformField rows) {
        child(rows, slot).resolveAll();
      }
    }
    fields.forEach(field -> column(field.key().value()));
  }

  private FormNameResolver child(SubformField field, int slot) {
    return children.computeIfAbsent(field.key().value(), _ -> newChild(field, slot));
  }

  private FormNameResolver newChild(SubformField field, int slot) {
    var child =
        new FormNameResolver(
            app,
            form,
            field.fields(),
            path + "/" + slot + "/fields",
            table.subform(field.key()),
            problems,
            this,
            field.key(),
            slot);
    var known = knownSubforms.get(field.key());
    if (known != null) {
      child.know(FormIndex.of(known.columns(), List.of()));
    }
    return child;
  }

  /** The columns of a subform, by its key. */
  Optional<FormNameResolver> child(String key) {
    int slot = slotOf(key);
    return slot >= 0 && fields.get(slot) instanceof SubformField rows
        ? Optional.of(child(rows, slot))
        : Optional.empty();
  }

  /** Columns in the order of the form; without those that could not be compiled. */
  List<Column> all() {
    var bySlot = new TreeMap<Integer, Column>();
    columns.values().forEach(column -> bySlot.put(column.slot(), column));
    return List.copyOf(bySlot.values());
  }

  List<FormNameResolver> children() {
    return List.copyOf(children.values());
  }

  /** Of the record and of its rows, in an order in which each finds what it needs. */
  List<StoredFormula> formulas() {
    return List.copyOf(formulas);
  }

  /** What is worked out when a record is read, in an order in which each finds what it needs. */
  List<CompiledAssignment> virtuals() {
    return List.copyOf(virtuals);
  }

  List<CompiledRollup> rollups() {
    return List.copyOf(rollups);
  }

  FormKey form() {
    return form;
  }

  TableName table() {
    return table;
  }

  String path() {
    return path;
  }

  List<Field> fields() {
    return fields;
  }

  boolean isSubform() {
    return subform != null;
  }

  FieldKey subform() {
    return subform;
  }

  int subformSlot() {
    return subformSlot;
  }

  /** The form around a subform; null for the form itself. */
  FormNameResolver outer() {
    return outer;
  }

  AppNameResolver app() {
    return app;
  }

  /** Null for a subform, for an unknown key, and for a computed field with a problem. */
  Column column(String key) {
    var known = columns.getOrDefault(key, knownColumns.get(key));
    if (known != null) {
      return known;
    }
    int slot = slotOf(key);
    if (slot < 0 || fields.get(slot) instanceof SubformField) {
      return null;
    }
    var column =
        switch (fields.get(slot)) {
          case ComputedField computed -> derived(computed, slot);
          case RollupField rollup -> derived(rollup, slot);
          case Field plain -> plain(plain, slot);
        };
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
    var target = field instanceof LookupField lookup ? app.table(lookup.form()).sql() : null;
    return new Column(field, slot, field.key().value(), field.column().orElseThrow(), target, null);
  }

  private Column derived(Field field, int slot) {
    var place = subform == null ? field.key().value() : subform + "." + field.key();
    if (!app.enter(form.value(), place)) {
      return null;
    }
    int before = problems.size();
    try {
      return switch (field) {
        case ComputedField computed -> computed(computed, slot, path + "/" + slot + "/expression");
        case RollupField rollup -> rollup(rollup, slot, path + "/" + slot);
        default -> throw new IllegalStateException("Not derived: " + field);
      };
    } catch (CompiledExpression.InvalidExpression e) {
      var at = path + "/" + slot + (field instanceof ComputedField ? "/expression" : "");
      // A ring found in another form is told where the form being compiled enters it.
      (app.isCompiled(form) ? app.takeRing() : Optional.<String>empty())
          .ifPresentOrElse(
              ring -> problems.add(Problem.at(at, CoreProblem.COMPUTED_CYCLE, ring)),
              () -> {
                if (problems.size() == before) {
                  e.problems().forEach(problem -> problems.add(problem.in(at)));
                }
              });
      return null;
    } finally {
      app.leave();
    }
  }

  private Column computed(ComputedField field, int slot, String at)
      throws CompiledExpression.InvalidExpression {
    var expression = CompiledExpression.of(field.expression(), this);
    var type = ColumnType.ofResult(expression.type());
    if (type.isEmpty()) {
      problems.add(
          Problem.at(at, CoreProblem.COMPUTED_TYPE_NOT_STORED, field.key(), expression.type()));
      return null;
    }
    if (expression.isRandom()) {
      problems.add(Problem.at(at, CoreProblem.COMPUTED_RANDOM, field.key()));
      return null;
    }
    if (!expression.isVolatile()) {
      var column = new Column(field, slot, field.key().value(), type.get(), null, null);
      (outer == null ? this : outer)
          .formulas.add(new StoredFormula(subformSlot, new CompiledAssignment(column, expression)));
      return column;
    }
    if (isSubform() || !expression.questions().isEmpty()) {
      problems.add(Problem.at(at, CoreProblem.COMPUTED_DEPENDS_ON_TIME, field.key()));
      return null;
    }
    var column = new Column(field, slot, field.key().value(), type.get(), null, expression.tree());
    virtuals.add(new CompiledAssignment(column, expression));
    return column;
  }

  private Column rollup(RollupField field, int slot, String at)
      throws CompiledExpression.InvalidExpression {
    return new RollupCompiler(this, field, slot, at, problems)
        .compile()
        .map(
            rollup -> {
              rollups.add(rollup);
              return rollup.target();
            })
        .orElse(null);
  }

  @Override
  public Optional<Reference> field(String name) {
    boolean isOuterKey = outer != null && slotOf(name) < 0 && outer.slotOf(name) >= 0;
    if (isOuterKey) {
      return outer.named(name);
    }
    return named(name).or(() -> outer == null ? Optional.empty() : outer.named(name));
  }

  private Optional<Reference> named(String name) {
    int slot = slotNamed(name);
    return slot < 0 ? Optional.empty() : reference(fields.get(slot), slot);
  }

  /**
   * By key, or else by title: keys stay, titles change, so no title may take a key from its field.
   */
  private int slotNamed(String name) {
    int keyed = slotOf(name);
    if (keyed >= 0) {
      return keyed;
    }
    for (int slot = 0; slot < fields.size(); slot++) {
      var title = fields.get(slot).title();
      if (name.equals(title.en()) || name.equals(title.zh())) {
        return slot;
      }
    }
    return -1;
  }

  private Optional<Reference> reference(Field field, int slot) {
    if (field instanceof SubformField rows) {
      child(rows, slot);
      return Optional.of(
          new Reference.Rows(rows.key().value(), slot, table.subform(rows.key()).sql()));
    }
    return Optional.ofNullable(column(field.key().value())).map(this::reference);
  }

  private Reference reference(Column column) {
    var type = column.type().valueType();
    return subform == null
        ? new Reference.OfRecord(
            column.name(),
            column.slot(),
            column.name(),
            type,
            column.lookupTable(),
            column.formula())
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
    return child(rows.key())
        .flatMap(columns -> columns.named(name))
        .map(Reference.OfRow.class::cast);
  }

  @Override
  public Optional<Reference.OfTarget> through(Reference lookup, String name) {
    return fieldOf(lookup)
        .filter(LookupField.class::isInstance)
        .flatMap(field -> app.form(((LookupField) field).form()))
        .flatMap(target -> target.target(name));
  }

  /** A stored field of this form, as others see it. */
  Optional<Reference.OfTarget> target(String name) {
    int slot = slotNamed(name);
    if (slot < 0 || fields.get(slot) instanceof SubformField) {
      return Optional.empty();
    }
    return Optional.ofNullable(column(fields.get(slot).key().value()))
        .filter(Column::isStored)
        .map(
            column ->
                new Reference.OfTarget(
                    form.value(),
                    table.sql(),
                    column.name(),
                    column.name(),
                    column.type().valueType(),
                    column.lookupTable()));
  }

  /** The definition behind a reference, wherever it points. */
  Optional<Field> fieldOf(Reference reference) {
    return home(reference).flatMap(home -> home.own(reference.key()));
  }

  /** The columns among which a reference's is. */
  private Optional<FormNameResolver> home(Reference reference) {
    var head = outer == null ? this : outer;
    return switch (reference) {
      case Reference.OfRecord _, Reference.Rows _ -> Optional.of(head);
      case Reference.OfRow row -> head.child(row.subform());
      case Reference.OfTarget target -> app.form(new FormKey(target.form()));
    };
  }

  private Optional<Field> own(String key) {
    int slot = slotOf(key);
    return slot < 0 ? Optional.empty() : Optional.of(fields.get(slot));
  }

  @Override
  public Optional<SymbolTable.OtherForm> form(String key) {
    // Answers are kept by record, so the rows of a subform cannot ask.
    return Key.isValid(key) && (outer == null || app.mayRowsAsk())
        ? app.form(new FormKey(key))
            .map(other -> new OtherForm(key, new SubqueryNames(other), other.table.sql()))
        : Optional.empty();
  }

  @Override
  public List<Choice> choices(Reference reference) {
    return fieldOf(reference).map(FormNameResolver::choices).orElse(List.of());
  }

  private static List<Choice> choices(Field field) {
    return field instanceof Optioned optioned
        ? optioned.listed().stream()
            .map(
                one ->
                    new Choice(
                        one.key(),
                        Stream.of(one.title().en(), one.title().zh())
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList()))
            .toList()
        : List.of();
  }

  @Override
  public Optional<String> title(Reference reference, Locale locale) {
    return home(reference)
        .flatMap(home -> home.plainTitle(reference.key(), locale))
        .filter(title -> !isTaken(reference, title));
  }

  /** A field's title, unless it would be read as another field's key or title. */
  private Optional<String> plainTitle(String key, Locale locale) {
    return own(key)
        .map(field -> field.title().in(locale))
        .filter(title -> slotNamed(title) == slotOf(key));
  }

  /** Whether a title of the record would be read as one of the row, or of the row as a key. */
  private boolean isTaken(Reference reference, String title) {
    return isSubform()
        && switch (reference) {
          case Reference.OfRecord _, Reference.Rows _ -> slotNamed(title) >= 0;
          case Reference.OfRow _ -> slotOf(title) < 0 && outer.slotOf(title) >= 0;
          case Reference.OfTarget _ -> false;
        };
  }

  @Override
  public FunctionLibrary library() {
    return app.library();
  }

  @Override
  public List<String> forms() {
    return app.formKeys();
  }

  @Override
  public List<String> known() {
    var own = new ArrayList<String>();
    for (var field : fields) {
      own.add(field.key().value());
      Stream.of(field.title().en(), field.title().zh()).filter(Objects::nonNull).forEach(own::add);
    }
    if (outer != null) {
      own.addAll(outer.known());
    }
    return own;
  }

  @Override
  public List<String> known(Reference behind) {
    return switch (behind) {
      case Reference.Rows rows -> child(rows.key()).map(FormNameResolver::known).orElse(List.of());
      default ->
          fieldOf(behind)
              .filter(LookupField.class::isInstance)
              .flatMap(field -> app.form(((LookupField) field).form()))
              .map(FormNameResolver::known)
              .orElse(List.of());
    };
  }
}
