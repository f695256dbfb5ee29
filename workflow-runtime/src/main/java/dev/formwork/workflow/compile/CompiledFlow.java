package dev.formwork.workflow.compile;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.LookupPrefetch;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.naming.Title;
import dev.formwork.workflow.definition.AssignStep;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.DeleteStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.TransitionStep;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.definition.UpdateStep;
import dev.formwork.workflow.definition.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A flow ready to run. Immutable; one instance per version.
 *
 * @param form whose records go through it; null: none
 * @param forms of the app, by key
 * @param steps by key
 * @param when the condition of its trigger; null: always
 * @param from what a changed field was; null: anything
 * @param to what it is now; null: anything
 * @param reads what its expressions need, by form
 * @param toStart what the conditions of its trigger need of the record that may start it
 * @param isScripted whether its expressions call scripts, which must not hold up an event loop
 */
public record CompiledFlow(
    FlowDefinition definition,
    int version,
    CompiledForm form,
    Map<String, CompiledForm> forms,
    Map<String, CompiledStep> steps,
    CompiledExpression when,
    CompiledExpression from,
    CompiledExpression to,
    Map<String, DataRequirements> reads,
    DataRequirements toStart,
    boolean isScripted) {

  /**
   * What must be loaded of a form's record before the flow's expressions run: records behind
   * lookups and queries.
   */
  public record DataRequirements(List<LookupPrefetch> needs, List<Expression.Subquery> questions) {

    public static final DataRequirements NOTHING = new DataRequirements(List.of(), List.of());

    /**
     * @param form nullable, when there are no expressions on a record
     */
    static DataRequirements of(CompiledForm form, Collection<CompiledExpression> expressions) {
      return form == null
          ? NOTHING
          : new DataRequirements(
              expressions.stream().flatMap(one -> form.needs(one).stream()).distinct().toList(),
              expressions.stream().flatMap(one -> one.questions().stream()).distinct().toList());
    }

    boolean isNothing() {
      return needs.isEmpty() && questions.isEmpty();
    }
  }

  /** Whoever started the flow. */
  private static final Variable SUBMITTER =
      new Variable("submitter", new Title("Submitter", "提交人"), Variable.Type.MEMBER);

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  public String key() {
    return definition.key().value();
  }

  /**
   * Whether it asks for more than the record it goes through: records behind lookups, or of other
   * forms.
   */
  public boolean readsOthers() {
    return form != null && !reading(form.key()).isNothing()
        || steps.values().stream()
            .anyMatch(step -> step.step() instanceof ForEachStep each && each.form() != null);
  }

  /** Keys of the fields of its own record that its steps set. */
  public Set<String> ownFields() {
    return steps.values().stream()
        .filter(step -> isOfOwnRecord(step))
        .flatMap(step -> fieldsSetBy(step.step()))
        .collect(Collectors.toSet());
  }

  /**
   * Whether a step is about the flow's own record, and not about those that a loop goes through.
   */
  public boolean isOfOwnRecord(CompiledStep step) {
    return form != null && form.equals(step.context().form());
  }

  private static Stream<String> fieldsSetBy(Step step) {
    return switch (step) {
      case TransitionStep transition -> Stream.of(transition.field());
      case AssignStep assign -> Stream.of(assign.field());
      case UpdateStep update when update.form() == null -> update.set().keySet().stream();
      default -> Stream.empty();
    };
  }

  /** Whether it goes on when its record is deleted: it began by that, or does it itself. */
  public boolean outlivesRecord() {
    return definition.trigger() instanceof Trigger.Deleted
        || steps.values().stream()
            .anyMatch(step -> step.step() instanceof DeleteStep delete && delete.form() == null);
  }

  /** Those of the definition, and the submitter, whom every flow knows. */
  public List<Variable> variables() {
    return variables(definition);
  }

  static List<Variable> variables(FlowDefinition definition) {
    var all = new ArrayList<>(definition.variables());
    all.removeIf(one -> one.type() == null);
    if (all.stream().noneMatch(one -> SUBMITTER.key().equals(one.key()))) {
      all.add(SUBMITTER);
    }
    return List.copyOf(all);
  }

  /** Empty for a step that this version does not have. */
  public Optional<CompiledStep> step(String key) {
    return Optional.ofNullable(steps.get(key));
  }

  /**
   * The block a step is in, or that a parent has in a lane.
   *
   * @param parent key; null: the whole flow
   */
  public List<Step> block(String parent, int lane) {
    return parent == null
        ? definition.steps()
        : ((ContainerStep) steps.get(parent).step()).blocks().get(lane);
  }

  public DataRequirements reading(String formKey) {
    return reads.getOrDefault(formKey, DataRequirements.NOTHING);
  }

  static Map<String, DataRequirements> readings(
      CompiledForm form,
      Map<String, CompiledForm> forms,
      List<CompiledStep> steps,
      List<CompiledExpression> others) {
    var byForm = new HashMap<String, List<CompiledExpression>>();
    if (form != null) {
      byForm.computeIfAbsent(form.key(), _ -> new ArrayList<>()).addAll(others);
    }
    for (var step : steps) {
      if (step.context().form() != null) {
        var all = byForm.computeIfAbsent(step.context().form().key(), _ -> new ArrayList<>());
        all.addAll(step.formulas().values());
        step.templates().values().stream()
            .flatMap(template -> template.parts().stream())
            .forEach(
                part -> {
                  if (part instanceof Template.Part.Formula(var expression)) {
                    all.add(expression);
                  }
                });
      }
    }
    var readings = new HashMap<String, DataRequirements>();
    byForm.forEach(
        (key, expressions) -> readings.put(key, DataRequirements.of(forms.get(key), expressions)));
    return Map.copyOf(readings);
  }
}
