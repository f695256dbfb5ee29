package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
import java.util.List;

/**
 * A process as it is drawn: what starts it, and a block of steps. Blocks nest, so every flow that
 * can be drawn ends.
 *
 * @param description nullable
 * @param form whose records go through it; null: it has no record, such as a nightly job
 * @param trigger what starts it
 * @param variables what it keeps beside the record
 * @param rules nullable: the usual ones
 * @param owns fields of its form that flows set, and no person
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FlowDefinition(
    FlowKey key,
    Title title,
    Title description,
    FormKey form,
    Trigger trigger,
    List<Variable> variables,
    FlowSettings rules,
    List<OwnedField> owns,
    List<Step> steps) {

  public FlowDefinition {
    trigger = trigger == null ? new Trigger.Button(null, null, null) : trigger;
    variables = variables == null ? List.of() : List.copyOf(variables);
    rules = rules == null ? FlowSettings.USUAL : rules;
    owns = owns == null ? List.of() : List.copyOf(owns);
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  /** Whether people have something to do in it; else it is an automation. */
  @JsonIgnore
  public boolean isForPeople() {
    return StepTree.all(steps).anyMatch(HumanStep.class::isInstance);
  }

  public FlowDefinition withForm(FormKey changed) {
    return new FlowDefinition(
        key, title, description, changed, trigger, variables, rules, owns, steps);
  }

  public FlowDefinition withTrigger(Trigger changed) {
    return new FlowDefinition(
        key, title, description, form, changed, variables, rules, owns, steps);
  }

  public FlowDefinition withRules(FlowSettings changed) {
    return new FlowDefinition(
        key, title, description, form, trigger, variables, changed, owns, steps);
  }

  public FlowDefinition withSteps(List<Step> changed) {
    return new FlowDefinition(
        key, title, description, form, trigger, variables, rules, owns, changed);
  }
}
