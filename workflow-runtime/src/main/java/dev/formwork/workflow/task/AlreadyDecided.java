package dev.formwork.workflow.task;

import dev.formwork.core.access.Caller;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.store.TaskStore.StoredTask;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.format.DateTimeFormatter;

/**
 * The refusal for an action on a task that somebody else has already decided: says who did, and
 * when.
 */
@ApplicationScoped
class AlreadyDecided {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /** Always fails. */
  Uni<Void> refuse(Caller caller, StoredTask task) {
    if (task == null || task.closedAt() == null) {
      return Uni.createFrom().failure(Refusal.of(Refusal.Kind.CONFLICT, FlowProblem.TASK_OVER));
    }
    var when = TIME.format(task.closedAt().atZoneSameInstant(caller.zone()));
    var who =
        task.closedBy() == null
            ? null
            : caller.people().standing(task.closedBy()).map(one -> one.name()).orElse(null);
    return Uni.createFrom()
        .failure(
            who == null
                ? Refusal.of(Refusal.Kind.CONFLICT, FlowProblem.TASK_OVER_AT, when)
                : Refusal.of(Refusal.Kind.CONFLICT, FlowProblem.TASK_OVER_BY, who, when));
  }
}
