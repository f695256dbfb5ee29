package dev.formwork.ui.flow.edit;

import dev.formwork.workflow.definition.FlowDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Undo and redo: the definitions before each change, and after each undone one. */
public final class UndoHistory {

  private static final int MOST = 200;

  private final Deque<FlowDefinition> past = new ArrayDeque<>();
  private final Deque<FlowDefinition> future = new ArrayDeque<>();

  /** A change leaves this behind. */
  public void left(FlowDefinition before) {
    past.push(before);
    future.clear();
    if (past.size() > MOST) {
      past.removeLast();
    }
  }

  public Optional<FlowDefinition> undo(FlowDefinition now) {
    return step(past, future, now);
  }

  public Optional<FlowDefinition> redo(FlowDefinition now) {
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

  public boolean canUndo() {
    return !past.isEmpty();
  }

  public boolean canRedo() {
    return !future.isEmpty();
  }

  public void forget() {
    past.clear();
    future.clear();
  }
}
