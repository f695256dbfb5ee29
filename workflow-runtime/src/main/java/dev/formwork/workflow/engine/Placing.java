package dev.formwork.workflow.engine;

import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Assignee;
import java.util.List;
import java.util.UUID;

/**
 * Answers questions about a token of an instance: which record it is about, which members a list of
 * assignee rules gives.
 */
public final class Placing {

  private Placing() {}

  /** The record or row that a position speaks of; null: none. */
  public static Subject subject(CompiledFlow flow, Instance instance, int position) {
    var run = new Run(flow, instance, null);
    var found = run.find(position);
    return found == null ? instance.subject() : run.subject(found);
  }

  /** The people that rules of a step find. */
  public static List<UUID> people(
      CompiledFlow flow,
      Instance instance,
      Facts facts,
      CompiledStep step,
      Subject subject,
      List<Assignee> rules,
      String path) {
    return new Assignees(facts, step, subject, instance, instance.state())
        .find(rules, path).stream().map(Assignees.Found::member).toList();
  }
}
