package dev.formwork.workflow.lock;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.compile.StepLocation;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import dev.formwork.workflow.definition.TransitionStep;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.Participant;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.engine.TokenQueries;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of its record one run of a flow locks to people. A record is in approval while the run
 * stands at an approval of it or with the submitter who corrects it, and between two approvals:
 * then everything is locked but what the flow opens, and what is decided on is what was seen. A run
 * that people take part in always locks the stages that it sets. Pure.
 *
 * @param step key of the step in which it is; null: of the run as a whole
 * @param fields keys of what is locked; null: everything
 * @param open keys of what is not locked, all the same
 */
record RunLock(String step, Set<String> fields, Set<String> open) {

  /** Empty when the run locks nothing to this person. */
  static Optional<RunLock> of(CompiledFlow flow, Instance instance, MemberId person) {
    if (instance.status().isOver() || instance.subject() == null) {
      return Optional.empty();
    }
    var tokens = instance.state().open();
    if (tokens.stream().anyMatch(token -> isCorrectedBy(token, person))) {
      return Optional.empty();
    }
    return tokens.stream()
        .filter(token -> isInApproval(flow, instance, token))
        .findFirst()
        .map(token -> new RunLock(token.step(), null, Set.copyOf(flow.definition().rules().open())))
        .or(() -> ofStages(flow));
  }

  boolean locks(String field) {
    return (fields == null || fields.contains(field)) && !open.contains(field);
  }

  /** The submitter corrects what came back, at their task or on the record. */
  private static boolean isCorrectedBy(Token token, MemberId person) {
    return token instanceof Token.UserTask userTask
        && userTask.step().equals(Token.SUBMITTER)
        && userTask.seats().stream()
            .anyMatch(
                seat -> seat.state() == Participant.State.OPEN && seat.member().equals(person));
  }

  private static boolean isInApproval(CompiledFlow flow, Instance instance, Token token) {
    if (token instanceof Token.Block || !isOfRecord(flow, instance, token)) {
      return false;
    }
    return token.step().equals(Token.SUBMITTER)
        || isApproval(flow, token.step())
        || instance.state().passed().stream().anyMatch(key -> isApproval(flow, key))
            && isApprovalAhead(flow, token.step());
  }

  /** Loops go through other records. */
  private static boolean isOfRecord(CompiledFlow flow, Instance instance, Token token) {
    var subject = TokenQueries.subject(flow, instance, token.id());
    return subject != null && subject.record().equals(instance.subject().record());
  }

  private static boolean isApproval(CompiledFlow flow, String step) {
    return flow.step(step)
        .map(CompiledStep::step)
        .filter(ApproveStep.class::isInstance)
        .isPresent();
  }

  /** Whether an approval may follow, behind a step or around it in a loop. */
  private static boolean isApprovalAhead(CompiledFlow flow, String step) {
    var at = flow.step(step).map(CompiledStep::place).orElse(null);
    while (at != null) {
      if (StepTree.all(behind(flow, at)).anyMatch(ApproveStep.class::isInstance)) {
        return true;
      }
      at = at.parent() == null ? null : flow.step(at.parent()).orElseThrow().place();
    }
    return false;
  }

  private static List<Step> behind(CompiledFlow flow, StepLocation at) {
    var block = flow.block(at.parent(), at.lane());
    boolean again =
        at.parent() != null
            && flow.step(at.parent()).orElseThrow().step() instanceof ContainerStep container
            && container.loops();
    return again ? block : block.subList(at.index() + 1, block.size());
  }

  private static Optional<RunLock> ofStages(CompiledFlow flow) {
    var stages = transitions(flow).map(TransitionStep::field).collect(Collectors.toSet());
    return flow.definition().isForPeople() && !stages.isEmpty()
        ? Optional.of(new RunLock(null, stages, Set.of()))
        : Optional.empty();
  }

  /** The steps that set a stage of the flow's own record. */
  static Stream<TransitionStep> transitions(CompiledFlow flow) {
    return flow.steps().values().stream()
        .filter(flow::isOfOwnRecord)
        .map(CompiledStep::step)
        .filter(TransitionStep.class::isInstance)
        .map(TransitionStep.class::cast);
  }
}
