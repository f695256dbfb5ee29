package dev.formwork.workflow.compile;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.ListedValue;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepChecks;
import dev.formwork.workflow.definition.StepTree;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.definition.Variable;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Compiles a flow; finds every mistake in it, each with its place in the JSON. */
public final class FlowCompiler {

  /** Deeper blocks nobody reads. */
  private static final int MAX_DEPTH = 12;

  private static final int MAX_STEPS = 300;

  private final FlowDefinition flow;
  private final Map<String, CompiledForm> forms;
  private final CompiledForm form;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * Mistakes that keep a version from being published, but none that was published from running.
   */
  private final List<Problem> unsafe = new ArrayList<>();

  private final Map<String, CompiledStep> steps = new LinkedHashMap<>();

  private FlowCompiler(FlowDefinition flow, Map<String, CompiledForm> forms) {
    this.flow = flow;
    this.forms = forms;
    this.form = flow.form() == null ? null : forms.get(flow.form().value());
  }

  /** What became of it. */
  public sealed interface Result {
    record Compiled(CompiledFlow flow) implements Result {}

    record Failed(List<Problem> problems) implements Result {}
  }

  /**
   * @param forms the published forms of the app, by key
   */
  public static Result compile(FlowDefinition flow, int version, Map<String, CompiledForm> forms) {
    return new FlowCompiler(flow, forms).compile(version);
  }

  /**
   * Everything that keeps a flow from being published: mistakes that keep it from running, and what
   * a version published by an older release may still do, but no new one, such as changing all
   * records for want of a condition.
   *
   * @param forms the published forms of the app, by key
   */
  public static List<Problem> problems(FlowDefinition flow, Map<String, CompiledForm> forms) {
    var compiler = new FlowCompiler(flow, forms);
    var found =
        switch (compiler.compile(0)) {
          case Result.Compiled _ -> List.<Problem>of();
          case Result.Failed(var problems) -> problems;
        };
    return Stream.concat(found.stream(), compiler.unsafe.stream()).toList();
  }

  private Result compile(int version) {
    if (flow.form() != null && form == null) {
      return new Result.Failed(List.of(Problem.at("/form", FlowProblem.FLOW_FORM, flow.form())));
    }
    variables();
    fields("/rules/open", flow.rules().open());
    fields("/rules/openAfter", flow.rules().openAfter());
    owned();
    var expressionContext = context(form, null);
    var trigger = new StepCompiler(expressionContext, forms, problems, unsafe, "/trigger");
    trigger.condition("when", flow.trigger().condition());
    trigger(trigger);
    if (flow.trigger() instanceof Trigger.Changed changed) {
      trigger.value("from", changed.from(), null);
      trigger.value("to", changed.to(), null);
    }
    if (StepTree.all(flow.steps()).count() > MAX_STEPS) {
      problems.add(Problem.at("/steps", FlowProblem.FLOW_TOO_MANY_STEPS, MAX_STEPS));
      return new Result.Failed(List.copyOf(problems));
    }
    block(flow.steps(), null, 0, expressionContext, "/steps", 1);
    references();
    if (!problems.isEmpty()) {
      return new Result.Failed(List.copyOf(problems));
    }
    var conditions = trigger.formulas();
    return new Result.Compiled(
        new CompiledFlow(
            flow,
            version,
            form,
            forms,
            Map.copyOf(steps),
            conditions.get("when"),
            conditions.get("from"),
            conditions.get("to"),
            CompiledFlow.readings(
                form, forms, List.copyOf(steps.values()), List.copyOf(conditions.values())),
            CompiledFlow.DataRequirements.of(form, conditions.values()),
            steps.values().stream()
                .flatMap(step -> step.formulas().values().stream())
                .anyMatch(CompiledExpression::callsScripts)));
  }

  private void fields(String at, List<String> keys) {
    for (int i = 0; i < keys.size(); i++) {
      if (field(keys.get(i)).isEmpty()) {
        problems.add(Problem.at(at + "/" + i, CoreProblem.UNKNOWN_FIELD, keys.get(i)));
      }
    }
  }

  private Optional<Field> field(String key) {
    return form == null
        ? Optional.empty()
        : form.definition().fields().stream()
            .filter(field -> field.key().value().equals(key))
            .findFirst();
  }

  /** Fields that flows set, with the moves that people make. */
  private void owned() {
    for (int i = 0; i < flow.owns().size(); i++) {
      var at = "/owns/" + i;
      var owned = flow.owns().get(i);
      var field = field(owned.field()).filter(Field::isEntered);
      if (field.isEmpty()) {
        problems.add(
            Problem.at(at + "/field", CoreProblem.UNKNOWN_FIELD, String.valueOf(owned.field())));
        continue;
      }
      values(field.get(), at + "/editable", owned.editable());
      for (int j = 0; j < owned.byHand().size(); j++) {
        values(field.get(), at + "/byHand/" + j + "/from", owned.byHand().get(j).from());
        values(field.get(), at + "/byHand/" + j + "/to", owned.byHand().get(j).to());
      }
    }
  }

  private void values(Field field, String at, List<String> keys) {
    var known = values(field);
    for (int i = 0; i < keys.size(); i++) {
      if (!known.contains(keys.get(i))) {
        problems.add(Problem.at(at + "/" + i, FlowProblem.FLOW_UNKNOWN_STAGE, keys.get(i)));
      }
    }
  }

  private static List<String> values(Field field) {
    return field instanceof Optioned listed
        ? listed.listed().stream().map(ListedValue::key).toList()
        : List.of();
  }

  private void variables() {
    for (int i = 0; i < flow.variables().size(); i++) {
      var variable = flow.variables().get(i);
      var at = "/variables/" + i;
      if (!Key.isValid(variable.key())) {
        problems.add(Problem.at(at + "/key", CoreProblem.BAD_KEY, String.valueOf(variable.key())));
      } else if (form != null
          && form.definition().fields().stream()
              .anyMatch(field -> field.key().value().equals(variable.key()))) {
        problems.add(Problem.at(at + "/key", FlowProblem.FLOW_VARIABLE_IS_FIELD, variable.key()));
      }
      if (variable.type() == null) {
        problems.add(Problem.at(at + "/type", CoreProblem.SCHEMA_MISSING, "type"));
      }
    }
    if (flow.variables().stream().map(Variable::key).distinct().count() < flow.variables().size()) {
      problems.add(Problem.at("/variables", FlowProblem.FLOW_VARIABLE_TWICE));
    }
  }

  /**
   * @param rows subform whose row is in hand; null: the record
   */
  private ExpressionContext context(CompiledForm of, String rows) {
    var any = of != null ? of : forms.values().stream().findFirst().orElse(null);
    var record = of == null ? null : rows == null ? of.names() : of.rowNames(rows);
    var names =
        new FlowSymbolTable(
            record,
            any == null ? null : any.names(),
            of == null ? 0 : of.slots(),
            CompiledFlow.variables(flow));
    return new ExpressionContext(of, rows, names);
  }

  private void trigger(StepChecks checks) {
    boolean needsForm =
        flow.trigger().isOfRecords() || flow.trigger() instanceof Trigger.DateReached;
    if (needsForm && form == null) {
      problems.add(Problem.at("/form", FlowProblem.FLOW_NEEDS_FORM));
      return;
    }
    switch (flow.trigger()) {
      case Trigger.Changed changed ->
          changed.fields().stream()
              .filter(
                  key ->
                      form.column(key).isEmpty()
                          && form.subforms().stream()
                              .noneMatch(one -> one.field().key().value().equals(key)))
              .forEach(
                  key ->
                      problems.add(Problem.at("/trigger/fields", CoreProblem.UNKNOWN_FIELD, key)));
      case Trigger.DateReached dateReached ->
          TimeTriggerValidator.check(dateReached, form, problems);
      case Trigger.Schedule schedule -> TimeTriggerValidator.check(schedule, problems, unsafe);
      case Trigger.Webhook hook ->
          hook.into().keySet().forEach(key -> checks.variable("into", key, null));
      case Trigger.Created _,
          Trigger.Submitted _,
          Trigger.Deleted _,
          Trigger.Button _,
          Trigger.CalledByFlow _,
          Trigger.TaskEvent _ -> {}
    }
  }

  private void block(
      List<Step> block,
      String parent,
      int lane,
      ExpressionContext expressionContext,
      String at,
      int depth) {
    if (depth > MAX_DEPTH) {
      problems.add(Problem.at(at, FlowProblem.FLOW_TOO_DEEP, MAX_DEPTH));
      return;
    }
    for (int i = 0; i < block.size(); i++) {
      step(block.get(i), new StepLocation(parent, lane, i), expressionContext, at + "/" + i, depth);
    }
  }

  private void step(
      Step step,
      StepLocation stepLocation,
      ExpressionContext expressionContext,
      String at,
      int depth) {
    if (!Key.isValid(step.key())) {
      problems.add(Problem.at(at + "/key", CoreProblem.BAD_KEY, String.valueOf(step.key())));
      return;
    }
    var compiler = new StepCompiler(expressionContext, forms, problems, unsafe, at);
    step.check(compiler);
    var compiled =
        new CompiledStep(
            step, stepLocation, expressionContext, compiler.formulas(), compiler.templates());
    if (steps.putIfAbsent(step.key(), compiled) != null) {
      problems.add(Problem.at(at + "/key", FlowProblem.FLOW_STEP_TWICE, step.key()));
    }
    if (step instanceof ContainerStep container) {
      blocks(container, inside(step, expressionContext, at), at, depth);
    }
  }

  private void blocks(ContainerStep container, ExpressionContext inside, String at, int depth) {
    var blocks = container.blocks();
    for (int lane = 0; lane < blocks.size(); lane++) {
      var path = at + container.blockPath(lane);
      block(blocks.get(lane), container.key(), lane, inside, path, depth + 1);
    }
  }

  /** What steps inside this one speak of. */
  private ExpressionContext inside(Step step, ExpressionContext expressionContext, String at) {
    if (!(step instanceof ForEachStep each)) {
      return expressionContext;
    }
    if (each.rows() != null) {
      boolean known =
          expressionContext.form() != null
              && expressionContext.rows() == null
              && expressionContext.form().definition().fields().stream()
                  .anyMatch(
                      field ->
                          field instanceof SubformField && field.key().value().equals(each.rows()));
      if (!known) {
        problems.add(Problem.at(at + "/rows", CoreProblem.UNKNOWN_FIELD, each.rows()));
        return expressionContext;
      }
      return context(expressionContext.form(), each.rows());
    }
    var other = each.form() == null ? null : forms.get(each.form());
    if (other == null) {
      problems.add(Problem.at(at + "/form", FlowProblem.FLOW_FORM, String.valueOf(each.form())));
      return expressionContext;
    }
    return context(other, null);
  }

  /** Steps that name other steps. */
  private void references() {
    StepTree.all(flow.steps())
        .filter(HumanStep.class::isInstance)
        .map(HumanStep.class::cast)
        .forEach(
            step -> {
              step.returnTargets().forEach(target -> reachable(target, step.key()));
              step.choosers().forEach(chooser -> known(chooser, step.key()));
            });
  }

  /** Into the middle of parallel work or a loop nobody comes from outside. */
  private void reachable(String target, String from) {
    known(target, from);
    if (!steps.containsKey(target) || !steps.containsKey(from)) {
      return;
    }
    var around = around(from);
    for (var stepLocation = steps.get(target).place();
        stepLocation.parent() != null;
        stepLocation = steps.get(stepLocation.parent()).place()) {
      var inside = new StepLocation(stepLocation.parent(), stepLocation.lane(), 0);
      if (!around.contains(inside) && !container(stepLocation.parent()).enterable()) {
        problems.add(Problem.at("/steps", FlowProblem.FLOW_NOT_INTO, target));
        return;
      }
    }
  }

  private ContainerStep container(String key) {
    return (ContainerStep) steps.get(key).step();
  }

  /** The lanes a step is in. */
  private List<StepLocation> around(String step) {
    var lanes = new ArrayList<StepLocation>();
    for (var stepLocation = steps.get(step).place();
        stepLocation.parent() != null;
        stepLocation = steps.get(stepLocation.parent()).place()) {
      lanes.add(new StepLocation(stepLocation.parent(), stepLocation.lane(), 0));
    }
    return lanes;
  }

  private void known(String named, String step) {
    if (!steps.containsKey(named)) {
      problems.add(Problem.at("/steps", FlowProblem.FLOW_UNKNOWN_STEP, step, named));
    }
  }

  /** Whether a value of one type may be put where another is kept. */
  static boolean fits(ValueType value, ValueType place) {
    return value == ValueType.NOTHING
        || value == place
        || place == ValueType.TEXT && !value.isList() && value != ValueType.ROWS
        || place == ValueType.DATE_TIME && value == ValueType.DATE
        || place == ValueType.RECORD && value == ValueType.TEXT
        || place == ValueType.TEXTS && value == ValueType.TEXT;
  }
}
