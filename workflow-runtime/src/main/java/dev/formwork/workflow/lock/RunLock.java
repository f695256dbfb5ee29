package dev.formwork.workflow.lock;

import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.compile.StepLocation;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.FlowSettings;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import dev.formwork.workflow.definition.TransitionStep;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.engine.Participant;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.engine.TokenQueries;
import dev.formwork.workflow.store.InstanceStore.StoredInstance;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of its record one run of a flow locks to others. A record is in approval from its submission
 * on, while the run stands at an approval of it or with the submitter who corrects it, and between
 * two approvals: then everything is locked but what the flow opens, and what is decided on is what
 * was seen. Once it is through, the record stays as the flow says. A run that people take part in
 * always locks the stages that it sets. Pure.
 *
 * @param step key of the step in which it is; null: of the run as a whole
 * @param fields keys of what is locked; null: everything
 * @param open keys of what is not locked, all the same
 */
record RunLock(Kind kind, String step, Set<String> fields, Set<String> open) {

  /** Why. */
  enum Kind {
    /** It is being decided. */
    IN_APPROVAL,
    /** It was approved. */
    APPROVED,
    /** A flow that sets stages is under way. */
    STAGES
  }

  /** Empty when the run locks nothing to this person. */
  static Optional<RunLock> of(CompiledFlow flow, Instance instance, MemberId person) {
    if (instance.subject() == null) {
      return Optional.empty();
    }
    if (instance.status().isOver()) {
      return instance.status() == InstanceStatus.DONE
          ? afterwards(flow, instance)
          : Optional.empty();
    }
    var rules = flow.definition().rules();
    var tokens = instance.state().open();
    var corrected = tokens.stream().filter(token -> isCorrectedBy(token, person)).findFirst();
    if (corrected.isPresent()) {
      return corrections(rules.open(), Corrections.of(flow, corrected.get()));
    }
    if (tokens.isEmpty() && isSubmitted(flow) && hasApprovals(flow)) {
      return Optional.of(inApproval(null, rules.open()));
    }
    return tokens.stream()
        .filter(token -> isInApproval(flow, instance, token))
        .findFirst()
        .map(token -> inApproval(token.step(), rules.open()))
        .or(() -> isPassed(flow, instance) ? afterwards(flow, instance) : Optional.empty())
        .or(() -> ofStages(flow));
  }

  /**
   * What a run locks of another record than its own that it goes through in a loop: everything,
   * while it stands at an approval of that record.
   */
  static Optional<RunLock> inLoop(
      CompiledFlow flow, Instance instance, RecordId record, MemberId person) {
    var there =
        instance.state().open().stream()
            .filter(token -> !(token instanceof Token.Block))
            .filter(token -> isAbout(flow, instance, token, record))
            .filter(token -> token.step().equals(Token.SUBMITTER) || isApproval(flow, token.step()))
            .toList();
    return there.stream()
        .filter(token -> isCorrectedBy(token, person))
        .findFirst()
        .map(token -> corrections(List.of(), Corrections.of(flow, token)))
        .orElseGet(
            () -> there.stream().findFirst().map(token -> inApproval(token.step(), List.of())));
  }

  private static RunLock inApproval(String step, List<String> open) {
    return new RunLock(Kind.IN_APPROVAL, step, null, Set.copyOf(open));
  }

  boolean locks(String field) {
    return (fields == null || fields.contains(field)) && !open.contains(field);
  }

  /** The submitter corrects what the step names that returned it; unless it names any, all. */
  private static Optional<RunLock> corrections(List<String> opened, List<String> corrects) {
    if (corrects.isEmpty()) {
      return Optional.empty();
    }
    var open = new HashSet<>(opened);
    open.addAll(corrects);
    return Optional.of(new RunLock(Kind.IN_APPROVAL, Token.SUBMITTER, null, Set.copyOf(open)));
  }

  /** What was approved stays as it was approved, unless the flow says otherwise. */
  private static Optional<RunLock> afterwards(CompiledFlow flow, Instance instance) {
    var rules = flow.definition().rules();
    if (rules.after() == FlowSettings.AfterApproval.OPEN
        || !hasApprovals(flow)
        || !isSubmitted(flow) && !isPassed(flow, instance)) {
      return Optional.empty();
    }
    var open = new HashSet<>(rules.open());
    open.addAll(rules.openAfter());
    return Optional.of(new RunLock(Kind.APPROVED, null, null, Set.copyOf(open)));
  }

  static boolean isSubmitted(CompiledFlow flow) {
    return flow.definition().trigger() instanceof Trigger.Submitted;
  }

  /**
   * Whether a run that is over says something of its record: it was decided. A submission is only
   * taken of a record that is free, so it says something whatever became of it; a run that is begun
   * otherwise, and withdrawn or through without any approval, leaves what was decided before.
   */
  static boolean isDecided(CompiledFlow flow, StoredInstance stored) {
    var instance = stored.instance();
    boolean bySubmission = isSubmitted(flow) && stored.parent() == null;
    return switch (instance.status()) {
      case REJECTED -> true;
      case DONE -> bySubmission || isPassed(flow, instance);
      case WITHDRAWN, TERMINATED -> bySubmission;
      case RUNNING, FAILED -> false;
    };
  }

  /** Whether a run under way decides anew, so that what an earlier one decided counts no more. */
  static boolean decidesAnew(CompiledFlow flow, StoredInstance stored) {
    var instance = stored.instance();
    return isSubmitted(flow) && stored.parent() == null
        || isPassed(flow, instance)
        || instance.state().open().stream().anyMatch(token -> isInApproval(flow, instance, token));
  }

  /** Whether it goes through records of a form and has each approved. */
  static boolean approvesEach(CompiledFlow flow, FormKey form) {
    return StepTree.all(flow.definition().steps())
        .filter(ForEachStep.class::isInstance)
        .map(ForEachStep.class::cast)
        .filter(each -> each.rows() == null && form.value().equals(each.form()))
        .flatMap(each -> StepTree.all(each.steps()))
        .anyMatch(ApproveStep.class::isInstance);
  }

  /** Whether its own record is approved somewhere in it. */
  static boolean hasApprovals(CompiledFlow flow) {
    return flow.steps().values().stream()
        .anyMatch(step -> step.step() instanceof ApproveStep && flow.isOfOwnRecord(step));
  }

  private static boolean isPassed(CompiledFlow flow, Instance instance) {
    return instance.state().passed().stream().anyMatch(key -> isApproval(flow, key));
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
        || (isPassed(flow, instance) || isSubmitted(flow) && isAtWork(token))
            && isApprovalAhead(flow, token.step());
  }

  /** What the flow itself is doing on its way to the first approval; nobody gets in between. */
  private static boolean isAtWork(Token token) {
    return token instanceof Token.Wait wait
        && switch (wait.what()) {
          case WORK, JOB, FLOW, REPAIR -> true;
          case TIME, EVENT -> false;
        };
  }

  /** Loops go through other records. */
  private static boolean isOfRecord(CompiledFlow flow, Instance instance, Token token) {
    return isAbout(flow, instance, token, instance.subject().record());
  }

  private static boolean isAbout(
      CompiledFlow flow, Instance instance, Token token, RecordId record) {
    var subject = TokenQueries.subject(flow, instance, token.id());
    return subject != null && subject.record().equals(record);
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
        ? Optional.of(new RunLock(Kind.STAGES, null, stages, Set.of()))
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
