package dev.formwork.ui.flow;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.field.BooleanField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldHead;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.FlowSurroundings;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import dev.formwork.workflow.definition.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A flow together with what its inputs and texts need: the app's forms, functions and other flows,
 * and whose names are shown.
 *
 * @param flow as it is drawn now
 * @param published all published forms of the app, by key
 * @param library the functions its formulas may call
 * @param others the flows of the app, as they are drawn
 * @param compiled gives the forms that lookups offer records of
 */
public record FlowContext(
    Caller caller,
    AppKey app,
    FlowDefinition flow,
    Map<String, CompiledForm> published,
    FunctionLibrary library,
    RecordPreviews previews,
    RecordQueries queries,
    List<FlowDefinition> others,
    CompiledForms compiled) {

  private static final FormKey NO_FORM = new FormKey("no_form");

  public FlowContext with(FlowDefinition changed) {
    return new FlowContext(
        caller, app, changed, published, library, previews, queries, others, compiled);
  }

  public Organization people() {
    return caller.people();
  }

  /** The form whose records go through the flow. */
  public Optional<FormDefinition> form() {
    return Optional.ofNullable(flow.form()).flatMap(key -> form(key.value()));
  }

  public Optional<FormDefinition> form(String key) {
    return Optional.ofNullable(key).map(published::get).map(CompiledForm::definition);
  }

  public List<FormDefinition> forms() {
    return published.values().stream()
        .map(CompiledForm::definition)
        .sorted(Comparator.comparing(one -> one.key().value()))
        .toList();
  }

  /** What a new step can refer to. */
  public FlowSurroundings surroundings() {
    return new FlowSurroundings(flow, form().orElse(null), forms(), others);
  }

  /** The loops a step stands in, from outside. */
  private List<ForEachStep> loops(String step) {
    var found = new ArrayList<ForEachStep>();
    var at = FlowEdits.place(flow, step);
    while (at.isPresent() && at.get().owner() != null) {
      var owner = at.get().owner();
      if (FlowEdits.find(flow, owner).orElse(null) instanceof ForEachStep each) {
        found.addFirst(each);
      }
      at = FlowEdits.place(flow, owner);
    }
    return found;
  }

  /**
   * What formulas of a step speak of: inside a loop, of its row or record.
   *
   * @param step null: those of the flow itself
   */
  public StepFormulas formulas(String step) {
    var form = form().orElse(null);
    String rows = null;
    for (var each : step == null ? List.<ForEachStep>of() : loops(step)) {
      if (each.rows() != null) {
        rows = each.rows();
      } else {
        form = form(each.form()).orElse(form);
        rows = null;
      }
    }
    var known = rows;
    boolean there =
        form != null
            && form.fields().stream()
                .anyMatch(
                    field -> field instanceof SubformField && field.key().value().equals(known));
    return new StepFormulas(this, form, there ? rows : null, tools(form));
  }

  /** Variables are named like fields. */
  private FormulaContext tools(FormDefinition form) {
    var fields = new ArrayList<Field>(form == null ? List.of() : form.fields());
    flow.variables().stream()
        .filter(one -> one.type() != null && Key.isValid(one.key()))
        .filter(one -> !Key.RESERVED.contains(one.key()))
        .filter(one -> fields.stream().noneMatch(field -> field.key().value().equals(one.key())))
        .toList()
        .forEach(one -> fields.add(field(one)));
    var named =
        form == null ? FormDefinition.of(NO_FORM, flow.title(), fields) : form.withFields(fields);
    return new FormulaContext(caller, app, named, published, library, previews, queries);
  }

  private static Field field(Variable variable) {
    var title = variable.title() == null ? Title.of(variable.key()) : variable.title();
    var head = FieldHead.of(new FieldKey(variable.key()), title);
    return switch (variable.type()) {
      case TEXT, RECORD -> new TextField(head, null, null, null);
      case NUMBER -> new NumberField(head, null, null, null, null, false);
      case BOOLEAN -> new BooleanField(head);
      case DATE -> new DateField(head);
      case DATETIME -> new DateTimeField(head);
      case MEMBER -> new MemberField(head, false);
    };
  }

  /** Steps where people decide or fill in, but this one: where one can go back to. */
  public List<Step> humanSteps(String but) {
    return StepTree.all(flow.steps())
        .filter(HumanStep.class::isInstance)
        .filter(step -> !step.key().equals(but))
        .toList();
  }

  /**
   * Where formulas stand.
   *
   * @param form null: there is no record in hand
   * @param rows subform whose row is in hand; null: the record
   */
  public record StepFormulas(
      FlowContext flow, FormDefinition form, String rows, FormulaContext tools) {

    public FormulaScope names() {
      return tools.names(rows);
    }

    /** Over records of another form; {@code THIS} is the one in hand. */
    public Optional<FormulaScope> asking(String other) {
      return other == null ? Optional.empty() : tools.namesAsking(other, rows);
    }
  }
}
