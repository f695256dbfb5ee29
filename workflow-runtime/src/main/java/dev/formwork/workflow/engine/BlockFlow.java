package dev.formwork.workflow.engine;

import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.RepeatStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Moves tokens into the blocks of branches, parallel lanes and loops, and out of them. */
final class BlockFlow {

  private final DecisionBuilder decisionBuilder;
  private final TokenFlow flow;

  BlockFlow(DecisionBuilder decisionBuilder, TokenFlow flow) {
    this.decisionBuilder = decisionBuilder;
    this.flow = flow;
  }

  /** Comes to a step with blocks. */
  void open(CompiledStep step, ContainerStep container, int parent, int lane) {
    switch (container) {
      case BranchStep branch -> branch(step, branch, parent, lane);
      case ParallelStep parallel ->
          lanes(step, parent, lane, IntStream.range(0, parallel.lanes().size()).boxed().toList());
      case ForEachStep each -> forEach(step, each, parent, lane);
      case RepeatStep _ -> {
        var token =
            Token.Block.of(decisionBuilder.newPosition(), parent, lane, step.key(), List.of(), 0);
        decisionBuilder.add(token);
        again(token);
      }
    }
  }

  private void branch(CompiledStep step, BranchStep branch, int parent, int lane) {
    var holding = new ArrayList<Integer>();
    for (int i = 0; i < branch.cases().size(); i++) {
      if (Boolean.TRUE.equals(flow.value(step, "cases/" + i + "/when", parent, lane))) {
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
    var token =
        Token.Block.of(
            decisionBuilder.newPosition(), parent, lane, step.key(), wanted, wanted.size());
    decisionBuilder.add(token);
    for (int one : wanted) {
      if (decisionBuilder.find(token.id()) == null || decisionBuilder.isOver()) {
        return;
      }
      flow.enter(step.key(), token.id(), one, 0);
    }
  }

  private void forEach(CompiledStep step, ForEachStep each, int parent, int lane) {
    var subjectRecord = flow.subjectAt(parent, lane);
    int id = decisionBuilder.newPosition();
    var token =
        each.rows() == null
            ? overRecords(step, each, id, parent, lane)
            : Token.Block.overRows(
                id,
                parent,
                lane,
                step.key(),
                decisionBuilder.inputs().rows(step, each.rows(), subjectRecord));
    decisionBuilder.add(token);
    if (token.total() == 0) {
      leaveLanes(token);
    } else {
      fill(token, Math.max(1, each.atOnce()));
    }
  }

  private Token.Block overRecords(
      CompiledStep step, ForEachStep each, int id, int parent, int lane) {
    var found =
        decisionBuilder
            .inputs()
            .records(step, flow.subjectAt(parent, lane), decisionBuilder.state());
    if (each.limit() > 0 && found.total() > each.limit()) {
      decisionBuilder.note(
          HistoryEntry.counted(HistoryEntry.Kind.STOPPED, step.key(), each.limit(), found.total()));
    }
    return Token.Block.over(id, parent, lane, step.key(), found);
  }

  /** Of more records than one part, the next are looked for once these are done. */
  private void awaitMore(Token.Block token) {
    var step = decisionBuilder.step(token.step());
    var wait = flow.pending(step, token.parent(), token.lane(), Token.WaitReason.WORK);
    decisionBuilder.effect(
        new Effect.RunDatabaseStep(wait.id(), step.key(), decisionBuilder.subject(wait)));
  }

  /** A loop goes on with the next of its records. */
  void goOn(Token.Block token, List<RecordId> ids) {
    var now = token.next(ids);
    decisionBuilder.replace(now);
    if (ids.isEmpty()) {
      leaveLanes(now);
    } else {
      var each = (ForEachStep) decisionBuilder.step(token.step()).step();
      fill(now, Math.max(1, each.atOnce()));
    }
  }

  /**
   * Keeps as many lanes of a loop under way as there may be. A lane that needs no waiting ends
   * while this still opens others: then this goes on, so that a loop over a thousand records is a
   * loop, and no thousand calls in each other.
   */
  private void fill(Token.Block token, int atOnce) {
    if (!decisionBuilder.beginFilling(token)) {
      return;
    }
    var now = token;
    while (now != null && now.open().size() < atOnce && now.next() < now.total()) {
      int item = now.next();
      var opened = new ArrayList<>(now.open());
      opened.add(item);
      decisionBuilder.replace(now.with(opened, now.done(), item + 1));
      flow.enter(now.step(), now.id(), item, 0);
      now = decisionBuilder.isOver() ? null : (Token.Block) decisionBuilder.find(now.id());
    }
    decisionBuilder.endFilling(token);
  }

  /** The next round of a repetition, or on behind it. */
  private void again(Token.Block token) {
    var step = decisionBuilder.step(token.step());
    var repeat = (RepeatStep) step.step();
    boolean more = Boolean.TRUE.equals(flow.value(step, "while", token.parent(), token.lane()));
    int most = repeat.max() == 0 ? RepeatStep.USUAL_ROUNDS : repeat.max();
    if (more && token.next() >= most) {
      decisionBuilder.note(
          new HistoryEntry(
              HistoryEntry.Kind.STOPPED,
              step.key(),
              null,
              null,
              null,
              Integer.toString(most),
              null));
      leaveLanes(token);
    } else if (more && !repeat.steps().isEmpty()) {
      var round = token.with(List.of(0), token.done(), token.next() + 1);
      decisionBuilder.replace(round);
      flow.enter(step.key(), token.id(), 0, 0);
    } else {
      leaveLanes(token);
    }
  }

  /** A lane came to its end: goes on as far as the others allow it. */
  void laneDone(Token.Block token, int lane) {
    var left = token.open().stream().filter(one -> one != lane).toList();
    var now = token.with(left, token.done() + 1, token.next());
    decisionBuilder.replace(now);
    switch ((ContainerStep) decisionBuilder.step(token.step()).step()) {
      case RepeatStep _ -> again(now);
      case ForEachStep each -> {
        if (now.done() >= now.total() && now.hasMore()) {
          awaitMore(now);
        } else if (now.done() >= now.total()) {
          leaveLanes(now);
        } else {
          fill(now, Math.max(1, each.atOnce()));
        }
      }
      case ParallelStep parallel -> {
        int needed = parallel.join() == 0 ? now.total() : Math.min(parallel.join(), now.total());
        if (now.done() >= needed) {
          leaveLanes(now);
        }
      }
      case BranchStep _ -> {
        if (now.done() >= now.total()) {
          leaveLanes(now);
        }
      }
    }
  }

  private void leaveLanes(Token.Block token) {
    decisionBuilder.open().stream()
        .filter(one -> one.parent() == token.id())
        .toList()
        .forEach(inner -> decisionBuilder.cancel(inner, null));
    decisionBuilder.remove(token);
    decisionBuilder.pass(token.step());
    if (token.past() > 0) {
      int all = token.past() + token.total();
      decisionBuilder.note(HistoryEntry.counted(HistoryEntry.Kind.WORKED, token.step(), all, all));
    }
    flow.behind(token);
  }
}
