package dev.formwork.workflow.engine;

import dev.formwork.workflow.definition.FlowRules;
import java.util.UUID;

/**
 * Handles actions on an instance as a whole: withdrawing and reminding by the submitter, taking
 * back a decision, and retry, jump, reassign and terminate by administrators.
 */
final class Interventions {

  private final Run run;

  Interventions(Run run) {
    this.run = run;
  }

  void withdraw(Event.Withdrawn event) {
    if (!event.by().equals(run.instance().submitter())) {
      throw new Refused("flow-not-yours");
    }
    boolean allowed =
        switch (run.flow().definition().rules().withdraw()) {
          case ALWAYS -> true;
          case NEVER -> false;
          case UNTIL_DECIDED -> !run.isDecided();
        };
    if (!allowed) {
      throw new Refused(
          run.flow().definition().rules().withdraw() == FlowRules.Withdraw.NEVER
              ? "flow-no-withdrawing"
              : "flow-decided-already");
    }
    note("withdrawn", null, event.by(), event.comment());
    run.end(Status.WITHDRAWN, "withdrawn");
  }

  /** Back to how it was before the decision, as long as nobody did anything since. */
  void takeBack(Event.TookBack event) {
    var undo = run.undo();
    if (undo == null || !undo.member().equals(event.by()) || !undo.task().equals(event.task())) {
      throw new Refused("flow-went-on");
    }
    note("tookBack", undo.step(), event.by(), null);
    for (var position : run.open()) {
      boolean wasThere = undo.open().stream().anyMatch(one -> one.id() == position.id());
      if (!wasThere && run.find(position.id()) != null) {
        run.cancel(position, null);
      }
    }
    for (var position : undo.open()) {
      if (!position.equals(run.find(position.id()))) {
        restore(position);
      }
    }
    run.cannotBeUndone();
  }

  private void restore(Position position) {
    if (run.find(position.id()) instanceof Position.People now) {
      run.closeTasks(now.seats(), null);
    }
    run.remove(position);
    run.add(position);
    if (position instanceof Position.People people) {
      boolean revises = people.step().equals(Position.SUBMITTER);
      var step = revises ? null : run.step(people.step());
      run.replace(
          people.with(
              people.seats().stream()
                  .map(
                      seat ->
                          seat.state() == Seat.State.OPEN
                              ? new Seating(run).opened(step, people, seat)
                              : seat)
                  .toList()));
    }
  }

  void terminate(Event.Terminated event) {
    note("terminated", null, event.by(), event.comment());
    run.end(Status.TERMINATED, "terminated");
  }

  void jump(Event.Jumped event) {
    run.cannotBeUndone();
    note("jumped", event.step(), event.by(), event.comment());
    new Jump(run).to(null, event.step());
  }

  void reassign(Event.Reassigned event) {
    var position = run.withTask(event.task());
    if (position == null) {
      throw new Refused("task-over");
    }
    if (!run.facts().people().isActive(event.to())) {
      throw new Refused("task-nobody");
    }
    run.cannotBeUndone();
    note("reassigned", position.step(), event.by(), null);
    var step = position.step().equals(Position.SUBMITTER) ? null : run.step(position.step());
    position.seats().stream()
        .filter(one -> event.task().equals(one.task()))
        .findFirst()
        .ifPresent(
            seat ->
                new Acts(run)
                    .hand(step, position, seat, event.to(), null, "reassigned", event.by()));
  }

  void retry(Event.Retried event) {
    var stuck =
        run.open().stream()
            .filter(one -> one instanceof Position.Pending pending && pending.error() != null)
            .map(Position.Pending.class::cast)
            .toList();
    if (stuck.isEmpty()) {
      throw new Refused("flow-not-stuck");
    }
    run.cannotBeUndone();
    for (var pending : stuck) {
      note("retried", pending.step(), event.by(), null);
      again(pending);
    }
    new Advance(run).settle();
  }

  /** Calls outside keep their position, and with it the key by which the other side knows them. */
  private void again(Position.Pending pending) {
    switch (pending.what()) {
      case WORK -> {
        run.replace(pending.with(null));
        run.effect(new Effect.Work(pending.id(), pending.step(), run.subject(pending)));
      }
      case JOB -> {
        run.replace(pending.with(null));
        run.effect(new Effect.Enqueue(pending.id(), pending.step()));
      }
      case TIME, EVENT, FLOW, REPAIR -> {
        run.forget(pending);
        run.remove(pending);
        new Advance(run).begin(run.step(pending.step()), pending.parent(), pending.lane());
      }
    }
  }

  void urge(Event.Urged event) {
    var members =
        run.open().stream()
            .filter(Position.People.class::isInstance)
            .flatMap(one -> ((Position.People) one).seats().stream())
            .filter(seat -> seat.state() == Seat.State.OPEN)
            .map(Seat::member)
            .distinct()
            .toList();
    if (members.isEmpty()) {
      throw new Refused("flow-nobody-to-urge");
    }
    note("urged", null, event.by(), null);
    run.effect(new Effect.Tell("urged", null, members));
  }

  private void note(String kind, String step, UUID by, String comment) {
    run.note(new Happening(kind, step, by, null, null, comment, null));
  }
}
