package dev.formwork.workflow.lock;

import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stages that only flows set, as a step of a flow says: nobody approves by hand. Administrators may
 * bring in records that have them, such as those of another system. Pure.
 */
final class OwnedStages {

  private OwnedStages() {}

  /**
   * @param flows of the record's form
   * @param changed keys of what was changed
   */
  static List<Problem> problems(
      List<CompiledFlow> flows, RecordEvent happening, Set<String> changed) {
    boolean broughtIn =
        happening.kind() == RecordEvent.Kind.CREATED && happening.caller().isAdministrator();
    return broughtIn
        ? List.of()
        : flows.stream().flatMap(flow -> problems(flow, happening, changed)).distinct().toList();
  }

  private static Stream<Problem> problems(
      CompiledFlow flow, RecordEvent happening, Set<String> changed) {
    return RunLock.transitions(flow)
        .filter(step -> step.owned() && changed.contains(step.field()))
        .filter(
            step ->
                step.to().equals(EnteredChanges.value(happening.form(), happening, step.field())))
        .map(
            step ->
                Problem.at(
                    "/" + step.field(),
                    FlowProblem.RECORD_STAGE_OF_FLOW,
                    flow.definition().title()));
  }
}
