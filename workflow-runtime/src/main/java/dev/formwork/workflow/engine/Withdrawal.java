package dev.formwork.workflow.engine;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.ProblemCode;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.problem.FlowProblem;

/**
 * Whether a run may be withdrawn, and by whom: by the person who sent the record on its way or
 * pressed the button, as the flow's rules say. What began by itself nobody takes back, and nobody
 * whose own time runs in it.
 */
public final class Withdrawal {

  private Withdrawal() {}

  public static boolean isAllowed(CompiledFlow flow, Instance instance, MemberId person) {
    return !instance.status().isOver() && refusal(flow, instance, person) == null;
  }

  /** Null: it may be withdrawn. */
  static ProblemCode refusal(CompiledFlow flow, Instance instance, MemberId person) {
    if (person == null || !person.equals(instance.submitter())) {
      return FlowProblem.FLOW_NOT_YOURS;
    }
    if (!isBegunByPerson(flow.definition().trigger()) || isMeasured(flow, instance, person)) {
      return FlowProblem.FLOW_NO_WITHDRAWING;
    }
    return switch (flow.definition().rules().withdraw()) {
      case ALWAYS -> null;
      case NEVER -> FlowProblem.FLOW_NO_WITHDRAWING;
      case UNTIL_DECIDED -> instance.state().decided() ? FlowProblem.FLOW_DECIDED_ALREADY : null;
    };
  }

  private static boolean isBegunByPerson(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Submitted _, Trigger.Button _, Trigger.CalledByFlow _ -> true;
      case Trigger.Created _,
          Trigger.Changed _,
          Trigger.Deleted _,
          Trigger.DateReached _,
          Trigger.Schedule _,
          Trigger.Webhook _,
          Trigger.TaskEvent _ ->
          false;
    };
  }

  private static boolean isMeasured(CompiledFlow flow, Instance instance, MemberId person) {
    return instance.state().open().stream()
        .filter(Token.UserTask.class::isInstance)
        .map(Token.UserTask.class::cast)
        .filter(task -> hasDeadline(flow, task.step()))
        .flatMap(task -> task.seats().stream())
        .anyMatch(
            seat ->
                seat.state() == Participant.State.OPEN
                    && (person.equals(seat.member()) || person.equals(seat.principal())));
  }

  private static boolean hasDeadline(CompiledFlow flow, String step) {
    return flow.step(step)
        .map(CompiledStep::step)
        .filter(one -> one instanceof HumanStep human && human.due() != null)
        .isPresent();
  }
}
