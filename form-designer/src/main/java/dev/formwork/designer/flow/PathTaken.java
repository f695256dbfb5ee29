package dev.formwork.designer.flow;

import dev.formwork.designer.flow.Drawing.Edge;
import dev.formwork.designer.flow.Drawing.Look;
import dev.formwork.designer.flow.Drawing.Node;
import dev.formwork.workflow.definition.Blocks;
import dev.formwork.workflow.definition.Step;
import java.util.List;
import java.util.Set;

/**
 * Which of a drawing an instance has passed.
 *
 * @param passed keys of steps
 * @param standing keys of the steps where it is now; empty with steps passed: it is over
 */
record PathTaken(Set<String> passed, Set<String> standing) {

  PathTaken {
    passed = Set.copyOf(passed);
    standing = Set.copyOf(standing);
  }

  boolean stands(Node node) {
    return node.look() != Look.JOIN && node.step() != null && is(standing, node.step());
  }

  boolean passed(Node node) {
    return switch (node.look()) {
      case START -> !passed.isEmpty() || !standing.isEmpty();
      case END -> node.step() != null && is(passed, node.step());
      case JOIN -> is(passed, node.step()) && !touches(standing, node.step());
      case CARD, EVENT, SPLIT, FRAME -> is(passed, node.step());
    };
  }

  /** Whether it went along there, as far as the steps tell. */
  boolean went(Edge edge) {
    if (!passed(edge.from())) {
      return false;
    }
    var to = edge.to();
    boolean reached = passed(to) || stands(to) || isOver(to);
    boolean empty = edge.from().look() == Look.SPLIT && to.look() == Look.JOIN;
    return reached && (!empty || wentPastAll(edge.from().step()));
  }

  /** The flow's own end is no step: it was reached when nothing is left to do. */
  boolean isOver(Node node) {
    return node.look() == Look.END && node.step() == null && standing.isEmpty();
  }

  /** Through an empty way of a branch: none of its steps was done. Lanes are all gone through. */
  private boolean wentPastAll(Step split) {
    return split instanceof Step.Parallel
        || Blocks.inside(split).stream().noneMatch(this::wentInto);
  }

  private boolean wentInto(List<Step> block) {
    return Blocks.all(block).anyMatch(step -> is(passed, step));
  }

  private static boolean touches(Set<String> keys, Step around) {
    return Blocks.all(List.of(around)).anyMatch(step -> is(keys, step));
  }

  private static boolean is(Set<String> keys, Step step) {
    return step.key() != null && keys.contains(step.key());
  }
}
