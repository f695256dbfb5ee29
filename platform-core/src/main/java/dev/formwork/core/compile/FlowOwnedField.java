package dev.formwork.core.compile;

import dev.formwork.core.naming.Title;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A field that flows set, and no person does by hand, but for the moves that the flow leaves to
 * people.
 *
 * @param field its key
 * @param flow the title of the flow that owns it; of several, the first
 * @param byHand nothing: never by hand
 */
public record FlowOwnedField(String field, Title flow, List<Move> byHand) {

  public FlowOwnedField {
    byHand = List.copyOf(byHand);
  }

  /** From one of these values to one of those. */
  public record Move(Set<String> from, Set<String> to) {

    public Move {
      from = Set.copyOf(from);
      to = Set.copyOf(to);
    }
  }

  /** The same with the moves of another flow. */
  public FlowOwnedField with(FlowOwnedField other) {
    return new FlowOwnedField(
        field, flow, Stream.concat(byHand.stream(), other.byHand.stream()).distinct().toList());
  }

  /**
   * What people may set it to.
   *
   * @param value as it is stored; nullable
   */
  public Set<String> movesFrom(Object value) {
    var reached = new LinkedHashSet<String>();
    byHand.stream()
        .filter(move -> value != null && move.from.contains(String.valueOf(value)))
        .forEach(move -> reached.addAll(move.to));
    return reached;
  }

  /** Whether people may change it from one value to another. */
  public boolean mayMove(Object from, Object to) {
    return to != null && movesFrom(from).contains(String.valueOf(to));
  }
}
