package dev.formwork.workflow.engine;

import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Due;
import dev.formwork.workflow.definition.Step;
import java.util.List;

/**
 * Handles a deadline that has passed: reminds, escalates, approves, rejects, returns or transfers,
 * as the step says.
 */
final class Deadlines {

  private final Run run;

  Deadlines(Run run) {
    this.run = run;
  }

  void came(int id, int stage) {
    switch (run.find(id)) {
      case Position.Pending pending when pending.what() == Position.For.TIME && stage == 0 -> {
        run.cannotBeUndone();
        new Advance(run).leave(pending);
      }
      case Position.Pending pending when pending.what() == Position.For.EVENT && stage == 0 -> {
        run.forget(pending);
        run.cannotBeUndone();
        run.note(Happening.of("timedOut", pending.step()));
        new Advance(run).leave(pending);
      }
      case Position.People people when !people.step().equals(Position.SUBMITTER) ->
          due(people, stage);
      case null, default -> {}
    }
  }

  private void due(Position.People position, int stage) {
    var step = run.step(position.step());
    var due =
        switch (step.step()) {
          case Step.Approve approve -> approve.due();
          case Step.Fill fill -> fill.due();
          default -> null;
        };
    if (due == null || stage >= due.stages().size()) {
      return;
    }
    var what = due.stages().get(stage);
    var holders =
        position.seats().stream()
            .filter(seat -> seat.state() == Seat.State.OPEN && seat.decides())
            .toList();
    run.note(new Happening("overdue", position.step(), null, null, null, what.then().json(), null));
    switch (what.then()) {
      case REMIND ->
          run.effect(
              new Effect.Tell(
                  "reminded", position.step(), holders.stream().map(Seat::member).toList()));
      case ESCALATE ->
          run.effect(new Effect.Tell("escalated", position.step(), named(step, position, stage)));
      case APPROVE -> decide(step, position, holders, Seat.State.APPROVED);
      case REJECT -> decide(step, position, holders, Seat.State.REJECTED);
      case RETURN -> giveBack(position, what);
      case TRANSFER -> transfer(step, position, holders, stage);
    }
    new Advance(run).settle();
  }

  private List<java.util.UUID> named(CompiledStep step, Position.People position, int stage) {
    var due =
        step.step() instanceof Step.Approve approve
            ? approve.due()
            : ((Step.Fill) step.step()).due();
    return new Assignees(run.facts(), step, run.subject(position), run.instance(), run.state())
        .find(due.stages().get(stage).to(), "due/stages/" + stage + "/to").stream()
            .map(Assignees.Found::member)
            .toList();
  }

  /** Time decides for whoever did not. */
  private void decide(
      CompiledStep step, Position.People position, List<Seat> holders, Seat.State as) {
    run.cannotBeUndone();
    run.somebodyDecided();
    var outcome = as == Seat.State.APPROVED ? "approved" : "rejected";
    holders.forEach(seat -> run.effect(Effect.CloseTask.of(seat, outcome, null)));
    var changed =
        position.with(
            position.seats().stream()
                .map(
                    seat ->
                        holders.contains(seat)
                                || seat.state() == Seat.State.PAUSED
                                || seat.state() == Seat.State.LATER
                            ? seat.as(as)
                            : seat)
                .toList());
    run.replace(changed);
    new Seating(run).proceed(step, changed);
  }

  private void giveBack(Position.People position, Due.Stage what) {
    run.cannotBeUndone();
    if (what.step() != null) {
      new Jump(run).to(position, what.step());
    } else if (run.instance().submitter() != null) {
      new Jump(run).toSubmitter();
    }
  }

  private void transfer(
      CompiledStep step, Position.People position, List<Seat> holders, int stage) {
    var to = named(step, position, stage);
    if (to.isEmpty()) {
      return;
    }
    run.cannotBeUndone();
    for (var seat : holders) {
      var now = (Position.People) run.find(position.id());
      new Acts(run).hand(step, now, seat, to.getFirst(), seat.person(), "transferred", null);
    }
  }
}
