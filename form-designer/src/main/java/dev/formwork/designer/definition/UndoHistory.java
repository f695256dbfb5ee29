package dev.formwork.designer.definition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Undo and redo: what there was before each change, and after each undone one.
 *
 * @param <T> an immutable definition
 */
public final class UndoHistory<T> {

  private static final int MOST = 200;

  private final Deque<T> past = new ArrayDeque<>();
  private final Deque<T> future = new ArrayDeque<>();

  /** Remembers what a change replaced. */
  public void push(T before) {
    past.push(before);
    future.clear();
    if (past.size() > MOST) {
      past.removeLast();
    }
  }

  /** What there was before; empty when there is nothing to undo. */
  public Optional<T> undo(T now) {
    return step(past, future, now);
  }

  /** What was undone last; empty when there is nothing to redo. */
  public Optional<T> redo(T now) {
    return step(future, past, now);
  }

  private Optional<T> step(Deque<T> from, Deque<T> to, T now) {
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

  public void clear() {
    past.clear();
    future.clear();
  }
}
