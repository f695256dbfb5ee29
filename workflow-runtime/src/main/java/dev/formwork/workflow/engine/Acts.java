package dev.formwork.workflow.engine;

import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Handles what members decide on their tasks: approve, reject, return, transfer, add approvers, ask
 * for an opinion, complete.
 */
final class Acts {

  private final Run run;

  Acts(Run run) {
    this.run = run;
  }

  void act(Event.Acted acted) {
    var position = run.withTask(acted.task());
    if (position == null) {
      throw new Refused("task-over");
    }
    var seat = seat(position, acted.task());
    if (!seat.member().equals(acted.by())) {
      throw new Refused("task-not-yours");
    }
    boolean advises = seat.part() == Seat.Part.ADVISER;
    if (advises != acted.act() instanceof Event.Act.Answer) {
      throw new Refused("task-other-kind");
    }
    boolean revises = position.step().equals(Position.SUBMITTER);
    var step = revises ? null : run.step(position.step());
    require(acted.act(), step);
    var before = run.open();
    run.actedBy(acted.by());
    run.cannotBeUndone();
    switch (acted.act()) {
      case Event.Act.Approve(var chosen) -> {
        run.choose(chosen);
        decide(step, position, seat, acted, before);
      }
      case Event.Act.Complete() -> complete(step, position, seat, acted);
      case Event.Act.Reject() -> {
        note("rejected", position, seat, acted);
        run.somebodyDecided();
        run.effect(Effect.CloseTask.of(seat, "rejected", acted.by()));
        var changed = with(position, seat, seat.as(Seat.State.REJECTED));
        run.replace(changed);
        new Seating(run).proceed(step, changed);
      }
      case Event.Act.Return back -> giveBack(position, seat, acted, back);
      case Event.Act.Transfer(var to) -> transfer(step, position, seat, acted, to);
      case Event.Act.Add add -> add(step, position, seat, acted, add);
      case Event.Act.Ask(var members) -> ask(step, position, seat, acted, members);
      case Event.Act.Answer() -> {
        note("answered", position, seat, acted);
        run.effect(Effect.CloseTask.of(seat, "answered", acted.by()));
        run.replace(with(position, seat, seat.as(Seat.State.APPROVED)));
        tellAsker(position, seat);
      }
    }
    new Advance(run).settle();
  }

  /** What a kind of step does not know. */
  private static void require(Event.Act act, CompiledStep step) {
    boolean approves = step != null && step.step() instanceof Step.Approve;
    boolean ok =
        switch (act) {
          case Event.Act.Approve _, Event.Act.Reject _, Event.Act.Add _ -> approves;
          case Event.Act.Complete _ -> !approves;
          case Event.Act.Return _, Event.Act.Transfer _, Event.Act.Ask _ -> step != null;
          case Event.Act.Answer _ -> true;
        };
    if (!ok) {
      throw new Refused("task-other-kind");
    }
  }

  private static Seat seat(Position.People position, UUID task) {
    return position.seats().stream()
        .filter(one -> task.equals(one.task()))
        .findFirst()
        .orElseThrow();
  }

  private static Position.People with(Position.People position, Seat seat, Seat changed) {
    return position.with(
        position.seats().stream().map(one -> one.equals(seat) ? changed : one).toList());
  }

  private void note(String kind, Position position, Seat seat, Event.Acted acted) {
    run.note(
        new Happening(
            kind,
            position.step(),
            seat.member(),
            seat.principal(),
            seat.task(),
            acted.comment(),
            acted.detail()));
  }

  private void decide(
      CompiledStep step,
      Position.People position,
      Seat seat,
      Event.Acted acted,
      List<Position> before) {
    note("approved", position, seat, acted);
    run.somebodyDecided();
    run.effect(Effect.CloseTask.of(seat, "approved", acted.by()));
    var changed = resumed(step, with(position, seat, seat.as(Seat.State.APPROVED)), seat);
    run.replace(changed);
    if (run.flow().definition().rules().takeBack()) {
      run.undoTo(new InstanceState.Undo(acted.by(), seat.task(), position.step(), before));
    }
    new Seating(run).proceed(step, changed);
    if (run.startedFlows() || isLost(before)) {
      run.cannotBeUndone();
    }
  }

  /** Whether something else that was waited for was dropped, which nobody can bring back. */
  private boolean isLost(List<Position> before) {
    return before.stream()
        .anyMatch(one -> one instanceof Position.Pending && run.find(one.id()) == null);
  }

  /** Whoever added others before themselves goes on once those agreed. */
  private Position.People resumed(CompiledStep step, Position.People position, Seat agreed) {
    if (agreed.part() != Seat.Part.BEFORE) {
      return position;
    }
    boolean all =
        position.seats().stream()
            .filter(one -> one.part() == Seat.Part.BEFORE && agreed.by().equals(one.by()))
            .allMatch(one -> one.state() == Seat.State.APPROVED);
    var adder =
        position.seats().stream()
            .filter(one -> agreed.by().equals(one.task()) && one.state() == Seat.State.PAUSED)
            .findFirst();
    return all && adder.isPresent()
        ? with(position, adder.get(), new Seating(run).opened(step, position, adder.get()))
        : position;
  }

  /** A rejection stands: what the step says for that. */
  void rejected(CompiledStep step, Position.People position) {
    var reject = ((Step.Approve) step.step()).reject();
    run.cannotBeUndone();
    if (!reject.returns()) {
      run.pass(position.step());
      run.note(Happening.of("ended", position.step()));
      run.end(Status.REJECTED, "rejected");
    } else if (reject.step() == null && run.instance().submitter() == null) {
      run.end(Status.REJECTED, "rejected");
    } else if (reject.step() == null) {
      new Jump(run).toSubmitter();
    } else {
      new Jump(run).to(position, reject.step());
    }
  }

  private void complete(CompiledStep step, Position.People position, Seat seat, Event.Acted acted) {
    run.effect(Effect.CloseTask.of(seat, step == null ? "resubmitted" : "completed", acted.by()));
    note(step == null ? "resubmitted" : "completed", position, seat, acted);
    var changed = with(position, seat, seat.as(Seat.State.APPROVED));
    run.replace(changed);
    if (step != null) {
      new Seating(run).proceed(step, changed);
      return;
    }
    if (position.back() != null) {
      new Jump(run).to(changed, position.back());
    } else {
      run.cancel(changed, null);
      new Advance(run).enter(null, 0, 0, 0);
    }
  }

  private void giveBack(
      Position.People position, Seat seat, Event.Acted acted, Event.Act.Return back) {
    note("returned", position, seat, acted);
    run.somebodyDecided();
    run.effect(Effect.CloseTask.of(seat, "returned", acted.by()));
    run.replace(with(position, seat, seat.as(Seat.State.GONE)));
    var again = back.straightBack() ? position.step() : null;
    if (back.step() == null && again != null) {
      new Jump(run).toSubmitterAndBack(position);
      return;
    }
    if (back.step() == null) {
      new Jump(run).toSubmitter();
      return;
    }
    if (!run.state().passed().contains(back.step()) || !isForPeople(back.step())) {
      throw new Refused("flow-not-passed", back.step());
    }
    if (again != null) {
      new Jump(run).requireWay(back.step(), again);
    }
    new Jump(run).to(run.find(position.id()), back.step());
    if (again != null) {
      run.open().stream()
          .filter(one -> one instanceof Position.People && one.step().equals(back.step()))
          .map(Position.People.class::cast)
          .forEach(
              one ->
                  run.replace(
                      new Position.People(
                          one.id(), one.parent(), one.lane(), one.step(), one.seats(), again)));
    }
  }

  private boolean isForPeople(String step) {
    var found = run.step(step).step();
    return found instanceof Step.Approve || found instanceof Step.Fill;
  }

  private void transfer(
      CompiledStep step, Position.People position, Seat seat, Event.Acted acted, UUID to) {
    requireActive(List.of(to));
    note("transferred", position, seat, acted);
    hand(step, position, seat, to, seat.principal(), "transferred", acted.by());
  }

  /** Somebody else takes a seat. */
  void hand(
      CompiledStep step,
      Position.People position,
      Seat seat,
      UUID to,
      UUID principal,
      String outcome,
      UUID by) {
    run.effect(Effect.CloseTask.of(seat, outcome, by));
    var deputy = run.facts().people().deputyOf(to).orElse(null);
    var taken =
        deputy == null || deputy.equals(seat.member())
            ? seat.taken(to, principal, null)
            : seat.taken(deputy, to, null);
    run.replace(with(position, seat, new Seating(run).opened(step, position, taken)));
  }

  private void requireActive(List<UUID> members) {
    if (members.isEmpty() || !members.stream().allMatch(run.facts().people()::isActive)) {
      throw new Refused("task-nobody");
    }
  }

  private void add(
      CompiledStep step,
      Position.People position,
      Seat seat,
      Event.Acted acted,
      Event.Act.Add add) {
    requireActive(add.members());
    note("added", position, seat, acted);
    var seats = new ArrayList<>(position.seats());
    int at = seats.indexOf(seat);
    var part =
        switch (add.placement()) {
          case BEFORE -> Seat.Part.BEFORE;
          case AFTER -> Seat.Part.AFTER;
          case BESIDE -> Seat.Part.VOTER;
        };
    switch (add.placement()) {
      case BEFORE -> {
        run.effect(Effect.CloseTask.of(seat, "added", acted.by()));
        seats.set(at, seat.as(Seat.State.PAUSED));
      }
      case AFTER -> {
        run.somebodyDecided();
        run.effect(Effect.CloseTask.of(seat, "approved", acted.by()));
        seats.set(at, seat.as(Seat.State.APPROVED));
      }
      case BESIDE -> {}
    }
    for (var member : add.members()) {
      var fresh = new Seat(null, member, null, part, Seat.State.LATER, 1, seat.task());
      seats.add(new Seating(run).opened(step, position, fresh));
    }
    var added = position.with(seats);
    var changed = add.placement() == Event.Placement.AFTER ? resumed(step, added, seat) : added;
    run.replace(changed);
    new Seating(run).proceed(step, changed);
  }

  private void ask(
      CompiledStep step,
      Position.People position,
      Seat seat,
      Event.Acted acted,
      List<UUID> members) {
    requireActive(members);
    note("asked", position, seat, acted);
    var seats = new ArrayList<>(position.seats());
    for (var member : members) {
      var fresh = new Seat(null, member, null, Seat.Part.ADVISER, Seat.State.LATER, 1, seat.task());
      seats.add(new Seating(run).opened(step, position, fresh));
    }
    run.replace(position.with(seats));
  }

  private void tellAsker(Position.People position, Seat adviser) {
    position.seats().stream()
        .filter(one -> adviser.by() != null && adviser.by().equals(one.task()))
        .map(Seat::member)
        .findFirst()
        .ifPresent(
            asker -> run.effect(new Effect.Tell("answered", position.step(), List.of(asker))));
  }
}
