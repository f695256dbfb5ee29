package dev.formwork.ui.flow;

import dev.formwork.workflow.definition.FlowDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Undo and redo: the definitions before each change, and after each undone one. */
final class FlowHistory {

  private static final int MOST = 200;

  private final Deque<FlowDefinition> past = new ArrayDeque<>();
  private final Deque<FlowDefinition> future = new ArrayDeque<>();

  /** A change leaves this behind. */
  void left(FlowDefinition before) {
    past.push(before);
    future.clear();
    if (past.size() > MOST) {
      past.removeLast();
    }
  }

  Optional<FlowDefinition> undo(FlowDefinition now) {
    return step(past, future, now);
  }

  Optional<FlowDefinition> redo(FlowDefinition now) {
    return step(future, past, now);
  }

  private static Optional<FlowDefinition> step(
      Deque<FlowDefinition> from, Deque<FlowDefinition> to, FlowDefinition now) {
    if (from.isEmpty()) {
      return Optional.empty();
    }
    to.push(now);
    return Optional.of(from.pop());
  }

  boolean canUndo() {
    return !past.isEmpty();
  }

  boolean canRedo() {
    return !future.isEmpty();
  }

  void forget() {
    past.clear();
    future.clear();
  }
}
