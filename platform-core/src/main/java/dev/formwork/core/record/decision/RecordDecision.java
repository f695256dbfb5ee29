package dev.formwork.core.record.decision;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledAssignment;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.compile.StoredFormula;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldTable;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.lookup.DefaultRecordRefs;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.ValueEquality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Decides what a command makes of a record: defaults, checks, computed values, title. A pure
 * function of the record, the input and the moment; the services around it load and store.
 */
public final class RecordDecision {

  private final CompiledForm form;
  private final EvaluationContext moment;
  private final DefaultRecordRefs lookups;
  private final List<Problem> problems = new ArrayList<>();

  /** The record as it was; null: it is new. */
  private RecordData before;

  private RecordDecision(CompiledForm form, EvaluationContext moment, DefaultRecordRefs lookups) {
    this.form = form;
    this.moment = moment;
    this.lookups = lookups;
  }

  /**
   * A new record from this input.
   *
   * @param lookups what is known of the records that defaults point to
   */
  static RecordChangeSet create(
      CompiledForm form,
      RecordInput input,
      Occasion occasion,
      EvaluationContext moment,
      DefaultRecordRefs lookups) {
    var decision = new RecordDecision(form, moment, lookups);
    var data = input.data().copy();
    decision.defaults(data, input);
    RollupCalculation.initial(form, data);
    return decision.finished(data, occasion);
  }

  /** This record, changed as the input says. */
  static RecordChangeSet change(
      CompiledForm form,
      RecordData current,
      RecordInput input,
      Occasion occasion,
      EvaluationContext moment,
      DefaultRecordRefs lookups) {
    var decision = new RecordDecision(form, moment, lookups);
    decision.before = current;
    var data = current.copy();
    input.given().stream()
        .filter(slot -> form.definition().fields().get(slot).isEntered())
        .forEach(slot -> data.set(slot, input.data().get(slot)));
    var decided = decision.finished(data, occasion);
    decision.readOnly(current, decided.data());
    return new RecordChangeSet(
        decided.data(), decided.title(), decided.searchText(), List.copyOf(decision.problems));
  }

  /** This record, its formulas run again; nobody entered anything, so no rule is asked. */
  static RecordChangeSet recompute(
      CompiledForm form, RecordData current, EvaluationContext moment) {
    var decision = new RecordDecision(form, moment, DefaultRecordRefs.none());
    var data = current.copy();
    form.subforms().forEach(subform -> ownRows(subform, data));
    decision.computed(data);
    return new RecordChangeSet(data, decision.title(data), decision.searchText(data), List.of());
  }

  private void defaults(RecordData data, RecordInput input) {
    for (int slot = 0; slot < form.slots(); slot++) {
      if (input.given().get(slot)) {
        continue;
      }
      data.set(slot, form.fieldTable().field(slot).initial(moment.me()));
    }
    for (var initial : form.defaults()) {
      if (!input.given().get(initial.target().slot())) {
        int slot = initial.target().slot();
        data.set(
            slot, lookups.known(-1, slot, initial.expression().program().run(moment.of(data))));
      }
    }
  }

  private RecordChangeSet finished(RecordData data, Occasion occasion) {
    for (var column : form.columns()) {
      value(column, form.fieldTable(), data, before, "");
    }
    for (var subform : form.subforms()) {
      rows(subform, data);
    }
    computed(data);
    var evaluationContext = moment.of(data);
    var fields = form.definition().fields();
    required(fields, FieldState.of(fields, form.rules(), evaluationContext), data, "");
    offered(form.fieldTable(), data, "");
    for (var subform : form.subforms()) {
      rowRules(subform, data, evaluationContext);
    }
    problems.addAll(
        RuleChecker.invalid(
            form.validations().stream().filter(rule -> rule.appliesTo(occasion)).toList(),
            evaluationContext,
            data));
    return new RecordChangeSet(data, title(data), searchText(data), List.copyOf(problems));
  }

  private void computed(RecordData data) {
    form.formulas().forEach(formula -> compute(formula, data));
    virtuals(form, data, moment);
  }

  private void compute(StoredFormula formula, RecordData data) {
    var evaluationContext = moment.of(data);
    if (!formula.isOfRows()) {
      compute(formula.computation(), data, evaluationContext, "");
      return;
    }
    var path = "/" + form.definition().fields().get(formula.rowsSlot()).key() + "/";
    var rows = data.rows(formula.rowsSlot());
    for (int i = 0; i < rows.size(); i++) {
      compute(
          formula.computation(),
          rows.get(i),
          evaluationContext.on(rows.get(i)),
          path + rows.get(i).place(i));
    }
  }

  /** Fills in what changes by itself. */
  static void virtuals(CompiledForm form, RecordData data, EvaluationContext moment) {
    for (var virtual : form.virtuals()) {
      data.set(
          virtual.target().slot(),
          virtual.target().normal(virtual.expression().program().run(moment.of(data))));
    }
  }

  /** What nobody may change while the record is as it was. */
  private void readOnly(RecordData before, RecordData after) {
    var evaluationContext = moment.of(before);
    for (var rule : form.rules()) {
      if (rule.readOnly() != null
          && FieldState.holds(rule.readOnly(), evaluationContext)
          && !ValueEquality.same(before.get(rule.slot()), after.get(rule.slot()))) {
        problems.add(Problem.at("/" + rule.field().key(), CoreProblem.READ_ONLY_NOW));
      }
    }
    for (var subform : form.subforms()) {
      if (subform.rules().stream().anyMatch(rule -> rule.readOnly() != null)) {
        readOnlyRows(subform, before, after, evaluationContext);
      }
    }
  }

  /**
   * Each row in which something may not be changed must hold it afterwards; when no ids were sent,
   * it must have its like, in the same place or another.
   */
  private void readOnlyRows(
      CompiledSubform subform,
      RecordData before,
      RecordData after,
      EvaluationContext evaluationContext) {
    var left = new ArrayList<>(after.rows(subform.slot()));
    var rows = before.rows(subform.slot());
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var here = evaluationContext.on(row);
      var fixed =
          subform.rules().stream()
              .filter(rule -> rule.readOnly() != null && FieldState.holds(rule.readOnly(), here))
              .toList();
      var like =
          left.stream()
              .filter(other -> other.id() == null || other.id().equals(row.id()))
              .filter(
                  other ->
                      fixed.stream()
                          .allMatch(
                              rule ->
                                  ValueEquality.same(row.get(rule.slot()), other.get(rule.slot()))))
              .findFirst();
      if (!fixed.isEmpty() && like.isEmpty()) {
        problems.add(
            Problem.at(
                "/" + subform.field().key() + "/" + i + "/" + fixed.getFirst().field().key(),
                CoreProblem.READ_ONLY_NOW));
      }
      if (!fixed.isEmpty()) {
        like.ifPresent(left::remove);
      }
    }
  }

  private void rowRules(
      CompiledSubform subform, RecordData data, EvaluationContext evaluationContext) {
    var rows = data.rows(subform.slot());
    var fields = subform.field().fields();
    var table = form.fieldTable().rows(subform.slot());
    for (int i = 0; i < rows.size(); i++) {
      var at = "/" + subform.field().key() + "/" + rows.get(i).place(i);
      var states = FieldState.of(fields, subform.rules(), evaluationContext.on(rows.get(i)));
      required(fields, states, rows.get(i), at);
      offered(table, rows.get(i), at);
    }
  }

  /** Options that the choice above does not offer. */
  private void offered(FieldTable fields, RecordData data, String path) {
    for (var cascade : fields.cascades()) {
      if (data.get(cascade.slot()) instanceof String value) {
        var under = (String) data.get(cascade.above());
        var option = cascade.options().get(value);
        if (option != null && !option.isOfferedUnder(under)) {
          problems.add(
              Problem.at(
                  path + "/" + fields.field(cascade.slot()).key(),
                  CoreProblem.OPTION_NOT_OFFERED,
                  fields.field(cascade.above()).title()));
        }
      }
    }
  }

  private void rows(CompiledSubform subform, RecordData data) {
    var path = "/" + subform.field().key();
    var rows = ownRows(subform, data);
    var table = form.fieldTable().rows(subform.slot());
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var at = path + "/" + row.place(i);
      var evaluationContext = moment.of(data).on(row);
      subform.defaults().stream()
          .filter(
              initial ->
                  row.id() == null
                      && row.isOpen(initial.target().slot())
                      && row.get(initial.target().slot()) == null)
          .forEach(initial -> begin(initial, subform, row, evaluationContext));
      var old = before == null ? null : rowBefore(subform, row);
      subform.columns().forEach(column -> value(column, table, row, old, at));
    }
    if (subform.field().minRows() != null && rows.size() < subform.field().minRows()) {
      problems.add(Problem.at(path, CoreProblem.TOO_FEW_ROWS, subform.field().minRows()));
    }
    if (rows.size() > subform.field().rowLimit()) {
      problems.add(Problem.at(path, CoreProblem.TOO_MANY_ROWS, subform.field().rowLimit()));
    }
  }

  private void begin(
      CompiledAssignment initial,
      CompiledSubform subform,
      RecordData row,
      EvaluationContext evaluationContext) {
    int slot = initial.target().slot();
    row.set(
        slot,
        lookups.known(subform.slot(), slot, initial.expression().program().run(evaluationContext)));
  }

  /** Copies of the rows, so that nobody else's are changed. */
  private static List<RecordData> ownRows(CompiledSubform subform, RecordData data) {
    var rows = data.rows(subform.slot()).stream().map(RecordData::copy).toList();
    data.set(subform.slot(), rows);
    return rows;
  }

  /** The row as it was; null: it is new. */
  private RecordData rowBefore(CompiledSubform subform, RecordData row) {
    return before.rows(subform.slot()).stream()
        .filter(one -> row.id() != null && row.id().equals(one.id()))
        .findFirst()
        .orElse(null);
  }

  /**
   * A value in the form in which it is stored. One that nobody changed stays as it is: a field that
   * keeps fewer digits by now takes none from what it holds already, and a choice whose option was
   * taken away keeps its value.
   *
   * @param old what the record or row held; null: it is new
   */
  private void value(
      Column column, FieldTable fields, RecordData data, RecordData old, String path) {
    if (column.field() instanceof ComputedField) {
      return;
    }
    var given = data.get(column.slot());
    boolean isKept = old != null && ValueEquality.same(given, old.get(column.slot()));
    var normal = isKept ? given : column.normal(given);
    data.set(column.slot(), normal);
    if (normal == null) {
      return;
    }
    var problem =
        fields
            .check(column.slot())
            .of(normal)
            .filter(one -> !(isKept && one.is(CoreProblem.NO_SUCH_OPTION)));
    problem.ifPresent(one -> problems.add(one.within(path + "/" + column.name())));
    if (problem.isPresent() && normal instanceof java.math.BigDecimal number && isVast(number)) {
      // Nothing may calculate with it: its digits alone could fill the memory.
      data.set(column.slot(), null);
    }
  }

  private static boolean isVast(java.math.BigDecimal number) {
    return Math.abs((long) number.scale()) > 100 || number.precision() > 100;
  }

  private void compute(
      CompiledAssignment compiledAssignment,
      RecordData target,
      EvaluationContext evaluationContext,
      String path) {
    var column = compiledAssignment.target();
    var value = column.normal(compiledAssignment.expression().program().run(evaluationContext));
    target.set(column.slot(), value);
    if (value instanceof java.math.BigDecimal number && number.precision() - number.scale() > 40) {
      problems.add(Problem.at(path + "/" + column.name(), CoreProblem.NUMBER_TOO_LARGE));
    }
  }

  private void required(List<Field> fields, List<FieldState> states, RecordData data, String path) {
    for (int slot = 0; slot < fields.size(); slot++) {
      var field = fields.get(slot);
      boolean empty =
          data.get(slot) == null || data.get(slot) instanceof List<?> list && list.isEmpty();
      if (states.get(slot).required() && empty && !(field instanceof SerialField)) {
        problems.add(Problem.at(path + "/" + field.key(), CoreProblem.REQUIRED));
      }
    }
  }

  private String title(RecordData data) {
    var title = CompiledExpression.text(form.title().program().run(moment.of(data))).strip();
    return title.length() <= 300
        ? title
        : title.substring(0, title.offsetByCodePoints(0, title.codePointCount(0, 299)));
  }

  private String searchText(RecordData data) {
    return form.columns().stream()
        .filter(column -> column.field().head().searchable())
        .map(column -> CompiledExpression.text(data.get(column.slot())))
        .filter(text -> !text.isEmpty())
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining("\n", title(data) + "\n", ""),
                text -> text.toLowerCase(Locale.ROOT).strip()));
  }
}
