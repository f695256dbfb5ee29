package dev.formwork.workflow.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.value.LinkedRecord;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Due;
import dev.formwork.workflow.definition.Step;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Moves tokens from step to step, into nested blocks and out of them. */
final class Advance {

  /** Rounds of a repetition, unless its step says otherwise. */
  private static final int ROUNDS = 100;

  private final Run run;

  Advance(Run run) {
    this.run = run;
  }

  /**
   * Goes on with a step of a block; at the block's end, with what is around it.
   *
   * @param parentStep whose block; null: the whole flow
   * @param parent position of that step; 0: none
   */
  void enter(String parentStep, int parent, int lane, int index) {
    var block = run.flow().block(parentStep, lane(parentStep, lane));
    if (run.isOver()) {
      return;
    }
    if (index < block.size()) {
      begin(run.step(block.get(index).key()), parent, lane);
    } else if (parent != 0) {
      laneDone((Position.Lanes) run.find(parent), lane);
    }
  }

  /** In loops, every lane goes through the one block there is. */
  private int lane(String parentStep, int lane) {
    if (parentStep == null) {
      return 0;
    }
    return switch (run.step(parentStep).step()) {
      case Step.ForEach _, Step.Repeat _ -> 0;
      default -> lane;
    };
  }

  /** When nothing is open any more, the flow is done. */
  void settle() {
    if (!run.isOver() && run.open().isEmpty()) {
      run.note(Happening.of("ended", null));
      run.end(Status.DONE, "done");
    }
  }

  /** A position's step is done: goes on behind it. */
  void leave(Position position) {
    run.remove(position);
    run.pass(position.step());
    behind(position);
    settle();
  }

  private void behind(Position position) {
    var place = run.step(position.step()).place();
    enter(place.parent(), position.parent(), position.lane(), place.index() + 1);
  }

  /** The same without a position: a step that needs no waiting. */
  private void skip(CompiledStep step, int parent, int lane) {
    run.pass(step.key());
    enter(step.place().parent(), parent, lane, step.place().index() + 1);
  }

  /** Comes to a step. */
  void begin(CompiledStep step, int parent, int lane) {
    switch (step.step()) {
      case Step.Approve _, Step.Fill _ -> new Seating(run).begin(step, parent, lane, null);
      case Step.Notify notify -> {
        var people = found(step, parent, lane, notify.to(), "to");
        run.effect(new Effect.Copy(step.key(), people, subjectAt(parent, lane)));
        run.note(Happening.of("notified", step.key()));
        skip(step, parent, lane);
      }
      case Step.Branch branch -> branch(step, branch, parent, lane);
      case Step.Parallel parallel ->
          lanes(step, parent, lane, IntStream.range(0, parallel.lanes().size()).boxed().toList());
      case Step.ForEach each -> forEach(step, each, parent, lane);
      case Step.Repeat _ -> {
        var position =
            new Position.Lanes(
                run.newPosition(), parent, lane, step.key(), List.of(), 0, 0, 0, null);
        run.add(position);
        again(position);
      }
      case Step.Wait wait -> wait(step, wait, parent, lane);
      case Step.Call call -> call(step, call, parent, lane);
      case Step.End end -> {
        run.pass(step.key());
        run.note(Happening.of("ended", step.key()));
        run.end(Status.DONE, end.outcome() == null ? "done" : end.outcome());
      }
      case Step.Create _,
          Step.Update _,
          Step.Delete _,
          Step.Aggregate _,
          Step.Email _,
          Step.Transition _,
          Step.Assign _ -> {
        var position = pending(step, parent, lane, Position.For.WORK);
        run.effect(new Effect.Work(position.id(), step.key(), run.subject(position)));
      }
      case Step.Http _, Step.Message _, Step.Script _ -> {
        var position = pending(step, parent, lane, Position.For.JOB);
        run.effect(new Effect.Enqueue(position.id(), step.key()));
      }
    }
  }

  private Position.Pending pending(CompiledStep step, int parent, int lane, Position.For what) {
    var position = new Position.Pending(run.newPosition(), parent, lane, step.key(), what, null);
    run.add(position);
    return position;
  }

  private Subject subjectAt(int parent, int lane) {
    return run.subject(
        new Position.Pending(0, parent, lane, Position.SUBMITTER, Position.For.WORK, null));
  }

  private List<UUID> found(
      CompiledStep step,
      int parent,
      int lane,
      List<dev.formwork.workflow.definition.Assignee> rules,
      String path) {
    return new Assignees(run.facts(), step, subjectAt(parent, lane), run.instance(), run.state())
        .find(rules, path).stream().map(Assignees.Found::member).toList();
  }

  private Object value(CompiledStep step, String formula, int parent, int lane) {
    return run.facts().value(step, formula, subjectAt(parent, lane), run.state());
  }

  private void branch(CompiledStep step, Step.Branch branch, int parent, int lane) {
    var holding = new ArrayList<Integer>();
    for (int i = 0; i < branch.cases().size(); i++) {
      if (Boolean.TRUE.equals(value(step, "cases/" + i + "/when", parent, lane))) {
        holding.add(i);
        if (!branch.every()) {
          break;
        }
      }
    }
    lanes(step, parent, lane, holding.isEmpty() ? List.of(branch.cases().size()) : holding);
  }

  /** Opens lanes, one after the other: what one needs no waiting for is done before the next. */
  private void lanes(CompiledStep step, int parent, int lane, List<Integer> wanted) {
    var position =
        new Position.Lanes(
            run.newPosition(), parent, lane, step.key(), wanted, 0, 0, wanted.size(), null);
    run.add(position);
    for (int one : wanted) {
      if (run.find(position.id()) == null || run.isOver()) {
        return;
      }
      enter(step.key(), position.id(), one, 0);
    }
  }

  private void forEach(CompiledStep step, Step.ForEach each, int parent, int lane) {
    var subject = subjectAt(parent, lane);
    List<UUID> items = each.rows() == null ? run.facts().records(step, subject, run.state()) : null;
    int total = items != null ? items.size() : run.facts().rows(step, each.rows(), subject);
    var position =
        new Position.Lanes(
            run.newPosition(), parent, lane, step.key(), List.of(), 0, 0, total, items);
    run.add(position);
    if (total == 0) {
      leaveLanes(position);
    } else {
      fill(position, Math.max(1, each.atOnce()));
    }
  }

  /**
   * Keeps as many lanes of a loop under way as there may be. A lane that needs no waiting ends
   * while this still opens others: then this goes on, so that a loop over a thousand records is a
   * loop, and no thousand calls in each other.
   */
  private void fill(Position.Lanes position, int atOnce) {
    if (!run.beginFilling(position)) {
      return;
    }
    var now = position;
    while (now != null && now.open().size() < atOnce && now.next() < now.total()) {
      int item = now.next();
      var opened = new ArrayList<>(now.open());
      opened.add(item);
      run.replace(now.with(opened, now.done(), item + 1));
      enter(now.step(), now.id(), item, 0);
      now = run.isOver() ? null : (Position.Lanes) run.find(now.id());
    }
    run.endFilling(position);
  }

  /** The next round of a repetition, or on behind it. */
  private void again(Position.Lanes position) {
    var step = run.step(position.step());
    var repeat = (Step.Repeat) step.step();
    boolean more = Boolean.TRUE.equals(value(step, "while", position.parent(), position.lane()));
    int most = repeat.max() == 0 ? ROUNDS : repeat.max();
    if (more && position.next() >= most) {
      run.note(
          new Happening("stopped", step.key(), null, null, null, Integer.toString(most), null));
      leaveLanes(position);
    } else if (more && !repeat.steps().isEmpty()) {
      var round = position.with(List.of(0), position.done(), position.next() + 1);
      run.replace(round);
      enter(step.key(), position.id(), 0, 0);
    } else {
      leaveLanes(position);
    }
  }

  private void laneDone(Position.Lanes position, int lane) {
    var left = position.open().stream().filter(one -> one != lane).toList();
    var now = position.with(left, position.done() + 1, position.next());
    run.replace(now);
    switch (run.step(position.step()).step()) {
      case Step.Repeat _ -> again(now);
      case Step.ForEach each -> {
        if (now.done() >= now.total()) {
          leaveLanes(now);
        } else {
          fill(now, Math.max(1, each.atOnce()));
        }
      }
      case Step.Parallel parallel -> {
        int needed = parallel.join() == 0 ? now.total() : Math.min(parallel.join(), now.total());
        if (now.done() >= needed) {
          leaveLanes(now);
        }
      }
      default -> {
        if (now.done() >= now.total()) {
          leaveLanes(now);
        }
      }
    }
  }

  private void leaveLanes(Position.Lanes position) {
    run.open().stream()
        .filter(one -> one.parent() == position.id())
        .toList()
        .forEach(inner -> run.cancel(inner, null));
    run.remove(position);
    run.pass(position.step());
    behind(position);
  }

  private void wait(CompiledStep step, Step.Wait wait, int parent, int lane) {
    if (wait.event() != null) {
      var position = pending(step, parent, lane, Position.For.EVENT);
      run.effect(
          new Effect.Expect(
              position.id(),
              step.key(),
              wait.event().form() == null
                  ? run.subject(position)
                  : Subject.of(wait.event().form(), null),
              wait.event().timeout()));
      if (wait.event().timeout() != null) {
        run.effect(
            new Effect.SetTimer(position.id(), 0, time(wait.event().timeout(), wait.calendar())));
      }
      run.note(Happening.of("waiting", step.key()));
      return;
    }
    var at =
        wait.duration() != null
            ? time(wait.duration(), wait.calendar())
            : moment(value(step, "until", parent, lane));
    if (at == null || !at.isAfter(run.facts().now())) {
      skip(step, parent, lane);
      return;
    }
    var position = pending(step, parent, lane, Position.For.TIME);
    run.effect(new Effect.SetTimer(position.id(), 0, at));
    run.note(Happening.of("waiting", step.key()));
  }

  private OffsetDateTime time(dev.formwork.workflow.definition.Delay delay, Due.Calendar calendar) {
    return DueTimes.after(
        run.facts().now(),
        delay,
        calendar == null ? Due.Calendar.REAL : calendar,
        run.facts().calendar());
  }

  private OffsetDateTime moment(Object value) {
    return switch (value) {
      case OffsetDateTime moment -> moment;
      case LocalDate day -> day.atStartOfDay(run.facts().calendar().zone()).toOffsetDateTime();
      case null, default -> null;
    };
  }

  private void call(CompiledStep step, Step.Call call, int parent, int lane) {
    var given = DefinitionJson.mapper().createObjectNode();
    call.in().keySet().forEach(key -> set(given, key, value(step, "in/" + key, parent, lane)));
    var subject = subjectAt(parent, lane);
    if (!call.waits()) {
      run.effect(new Effect.StartFlow(0, call.flow(), given, subject, false));
      run.note(Happening.of("called", step.key()));
      skip(step, parent, lane);
      return;
    }
    var position = pending(step, parent, lane, Position.For.FLOW);
    run.effect(new Effect.StartFlow(position.id(), call.flow(), given, subject, true));
  }

  /** A value as variables keep it. */
  static void set(ObjectNode into, String key, Object value) {
    into.set(
        key,
        DefinitionJson.mapper()
            .valueToTree(value instanceof LinkedRecord target ? target.id() : value));
  }
}
