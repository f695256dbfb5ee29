package dev.formwork.workflow.engine;

import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Assignee;
import dev.formwork.workflow.definition.Decide;
import dev.formwork.workflow.definition.Due;
import dev.formwork.workflow.definition.Step;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Assigns a user task: finds its participants, opens their tasks in order, sets the deadline, and
 * finishes the step once enough have decided.
 */
final class Seating {

  private final Run run;

  Seating(Run run) {
    this.run = run;
  }

  /**
   * @param back step to come straight back to afterwards; null: on behind this one
   */
  void begin(CompiledStep step, int parent, int lane, String back) {
    var rules = rules(step.step());
    var position =
        new Position.People(run.newPosition(), parent, lane, step.key(), List.of(), back);
    run.add(position);
    var found =
        new Assignees(run.facts(), step, run.subject(position), run.instance(), run.state())
            .find(rules, "assign");
    if (found.isEmpty()) {
      found = fallback(step, position);
      if (found.isEmpty()) {
        return;
      }
    }
    seat(step, position, found);
  }

  private static List<Assignee> rules(Step step) {
    return switch (step) {
      case Step.Approve approve -> approve.assign();
      case Step.Fill fill -> fill.assign();
      default -> List.of();
    };
  }

  /** Nobody was found: what the step says for that. Empty when it is dealt with. */
  private List<Assignees.Found> fallback(CompiledStep step, Position.People position) {
    var nobody =
        switch (step.step()) {
          case Step.Approve approve -> approve.nobody();
          case Step.Fill fill -> fill.nobody();
          default -> Step.Nobody.STOP;
        };
    if (nobody.kind() == Step.Nobody.Kind.ROLE) {
      var people =
          run.facts().people().inRole(nobody.role()).stream()
              .filter(run.facts().people()::isActive)
              .map(member -> new Assignees.Found(member, 1))
              .toList();
      if (!people.isEmpty()) {
        return people;
      }
    }
    if (nobody.kind() == Step.Nobody.Kind.SKIP) {
      run.note(new Happening("skipped", step.key(), null, null, null, "nobody", null));
      new Advance(run).leave(position);
      return List.of();
    }
    run.remove(position);
    run.add(
        new Position.Pending(
            position.id(),
            position.parent(),
            position.lane(),
            step.key(),
            Position.For.REPAIR,
            "nobody"));
    run.fail(step.key(), "nobody", null);
    return List.of();
  }

  private void seat(CompiledStep step, Position.People position, List<Assignees.Found> found) {
    var seats = new ArrayList<Seat>();
    for (var one : found) {
      var deputy = run.facts().people().deputyOf(one.member()).orElse(null);
      seats.add(
          deputy == null
              ? Seat.voter(one.member(), null, one.weight())
              : Seat.voter(deputy, one.member(), one.weight()));
    }
    passOver(step, seats);
    var seated = position.with(seats);
    run.replace(seated);
    run.note(Happening.of("entered", step.key()));
    setTimers(step, seated);
    proceed(step, seated);
  }

  /** Those who need not be asked again, or not of their own wish. */
  private void passOver(CompiledStep step, List<Seat> seats) {
    if (!(step.step() instanceof Step.Approve)) {
      return;
    }
    var rules = run.flow().definition().rules();
    for (int i = 0; i < seats.size(); i++) {
      var seat = seats.get(i);
      boolean repeated = rules.skipRepeated() && run.approvers().contains(seat.person());
      boolean own = rules.skipSubmitter() && seat.person().equals(run.instance().submitter());
      if (repeated || own) {
        seats.set(i, seat.as(Seat.State.APPROVED));
        run.note(
            new Happening(
                "skipped",
                step.key(),
                seat.member(),
                seat.principal(),
                null,
                own ? "submitter" : "repeated",
                null));
      }
    }
  }

  /** Opens the seats whose turn it is, or leaves the step when all is decided. */
  void proceed(CompiledStep step, Position.People position) {
    var decide = step.step() instanceof Step.Approve approve ? approve.decide() : Decide.ANY;
    switch (Votes.count(decide, position.seats())) {
      case APPROVED -> approved(step, position);
      case REJECTED -> new Acts(run).rejected(step, position);
      case OPEN -> open(step, position, decide);
    }
  }

  private void approved(CompiledStep step, Position.People position) {
    var approvers =
        position.seats().stream()
            .filter(seat -> seat.decides() && seat.state() == Seat.State.APPROVED)
            .map(Seat::person)
            .distinct()
            .toList();
    if (step.step() instanceof Step.Approve) {
      run.approvedBy(approvers);
    }
    if (position.back() != null && !position.back().equals(step.key())) {
      run.pass(step.key());
      new Jump(run).to(position, position.back());
    } else {
      run.closeTasks(position.seats(), null);
      run.forget(position);
      new Advance(run).leave(position);
    }
  }

  private void open(CompiledStep step, Position.People position, Decide decide) {
    var seats = new ArrayList<>(position.seats());
    boolean inTurn = decide.mode() == Decide.Mode.SEQUENCE;
    boolean anyOpen = seats.stream().anyMatch(Seating::isUnderway);
    for (int i = 0; i < seats.size(); i++) {
      if (seats.get(i).state() == Seat.State.LATER && !(inTurn && anyOpen)) {
        seats.set(i, opened(step, position, seats.get(i)));
        anyOpen = true;
      }
    }
    run.replace(position.with(seats));
  }

  private static boolean isUnderway(Seat seat) {
    return seat.decides() && (seat.state() == Seat.State.OPEN || seat.state() == Seat.State.PAUSED);
  }

  /** Gives somebody their task. */
  Seat opened(CompiledStep step, Position position, Seat seat) {
    var task = run.facts().newId();
    run.effect(
        new Effect.OpenTask(
            task,
            position.id(),
            position.step(),
            kind(step, seat),
            seat.member(),
            seat.principal(),
            step == null ? null : due(step)));
    return seat.opened(task);
  }

  static TaskKind kind(CompiledStep step, Seat seat) {
    if (seat.part() == Seat.Part.ADVISER) {
      return TaskKind.OPINION;
    }
    if (step == null) {
      return TaskKind.REVISE;
    }
    return step.step() instanceof Step.Fill ? TaskKind.FILL : TaskKind.APPROVE;
  }

  private static Due dueOf(Step step) {
    return switch (step) {
      case Step.Approve approve -> approve.due();
      case Step.Fill fill -> fill.due();
      default -> null;
    };
  }

  /** When the first stage of a step's time is over; null: it has no end. */
  private OffsetDateTime due(CompiledStep step) {
    var due = dueOf(step.step());
    return due == null || due.stages().isEmpty() ? null : at(due, 0);
  }

  private OffsetDateTime at(Due due, int stage) {
    return DueTimes.after(
        run.facts().now(), due.stages().get(stage).after(), due.calendar(), run.facts().calendar());
  }

  private void setTimers(CompiledStep step, Position position) {
    var due = dueOf(step.step());
    for (int i = 0; due != null && i < due.stages().size(); i++) {
      run.effect(new Effect.SetTimer(position.id(), i, at(due, i)));
    }
  }

  /** The submitter mends what came back. */
  void revise(int parent, int lane, String back) {
    var position =
        new Position.People(run.newPosition(), parent, lane, Position.SUBMITTER, List.of(), back);
    var seat = Seat.voter(submitter(), null, 1);
    run.add(position.with(List.of(opened(null, position, seat))));
  }

  private UUID submitter() {
    var submitter = run.instance().submitter();
    if (submitter == null) {
      throw new Refused("flow-no-submitter");
    }
    return submitter;
  }
}
