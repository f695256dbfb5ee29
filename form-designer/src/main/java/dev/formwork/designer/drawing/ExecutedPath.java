package dev.formwork.designer.drawing;

import dev.formwork.designer.drawing.Diagram.Edge;
import dev.formwork.designer.drawing.Diagram.Node;
import dev.formwork.designer.drawing.Diagram.Shape;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import java.util.List;
import java.util.Set;

/**
 * The part of a diagram that an instance has passed, and where it stands.
 *
 * @param passed keys of steps
 * @param standing keys of the steps where it is now; empty with steps passed: it is over
 */
record ExecutedPath(Set<String> passed, Set<String> standing) {

  static final ExecutedPath NONE = new ExecutedPath(Set.of(), Set.of());

  ExecutedPath {
    passed = Set.copyOf(passed);
    standing = Set.copyOf(standing);
  }

  boolean stands(Node node) {
    return switch (node.look()) {
      case CARD, EVENT, FRAME -> is(standing, node.step());
      case START, END, SPLIT, JOIN -> false;
    };
  }

  /** A step is passed once it is left; a gateway or a frame's start already when it was entered. */
  boolean passed(Node node) {
    return switch (node.look()) {
      case START -> !passed.isEmpty() || !standing.isEmpty();
      case END -> node.step() != null && is(passed, node.step());
      case SPLIT -> cameTo(node.step());
      case JOIN -> is(passed, node.step()) && !isWithin(standing, node.step());
      case CARD, EVENT, FRAME -> is(passed, node.step());
    };
  }

  /** Whether it came to a step, or to one inside it. */
  boolean cameTo(Step step) {
    return isWithin(passed, step) || isWithin(standing, step);
  }

  /** Whether it went along there, as far as the steps tell. */
  boolean went(Edge edge) {
    if (!passed(edge.from())) {
      return false;
    }
    var to = edge.to();
    boolean reached = passed(to) || stands(to) || isInside(to) || isOver(edge);
    boolean empty = edge.from().look() == Shape.SPLIT && to.look() == Shape.JOIN;
    return reached && (!empty || wentPastAll(edge.from().step()));
  }

  /**
   * The flow's own end is no step: it was reached when nothing is left to do and what stands before
   * it was left. After an approval that cannot be told: a rejection ends there, too.
   */
  boolean isOver(Edge edge) {
    return edge.to().look() == Shape.END
        && edge.to().step() == null
        && standing.isEmpty()
        && !(edge.from().step() instanceof ApproveStep);
  }

  /** Through an empty way of a branch: none of its steps was done. Lanes are all gone through. */
  private boolean wentPastAll(Step split) {
    return split instanceof ParallelStep
        || StepTree.inside(split).stream().noneMatch(this::wentInto);
  }

  private boolean wentInto(List<Step> block) {
    return StepTree.all(block).anyMatch(step -> is(passed, step));
  }

  private boolean isInside(Node node) {
    return node.look() == Shape.FRAME && cameTo(node.step());
  }

  private static boolean isWithin(Set<String> keys, Step around) {
    return StepTree.all(List.of(around)).anyMatch(step -> is(keys, step));
  }

  private static boolean is(Set<String> keys, Step step) {
    return step.key() != null && keys.contains(step.key());
  }
}
