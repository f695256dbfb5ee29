package dev.formwork.designer.flow.edit;

import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Changes to the cases of a branch and the lanes of a parallel step: add, remove, reorder,
 * duplicate.
 */
public final class BranchEdits {

  private BranchEdits() {}

  /** One more way, the last before what is otherwise. */
  public static FlowDefinition add(FlowDefinition flow, String key) {
    return change(
        flow, key, ways -> with(ways, ways.size(), new BranchStep.Case(null, null, List.of())));
  }

  public static FlowDefinition remove(FlowDefinition flow, String key, int way) {
    return change(
        flow,
        key,
        ways -> {
          if (way < 0 || way >= ways.size() || ways.size() == 1) {
            return ways;
          }
          var changed = new ArrayList<>(ways);
          changed.remove(way);
          return changed;
        });
  }

  /** To the left or the right: of several ways that hold, the first is gone. */
  public static FlowDefinition shift(FlowDefinition flow, String key, int way, int offset) {
    return change(
        flow,
        key,
        ways -> {
          int to = way + offset;
          if (to < 0 || to >= ways.size()) {
            return ways;
          }
          var changed = new ArrayList<>(ways);
          var moved = changed.remove(way);
          changed.add(to, moved);
          return changed;
        });
  }

  /** A way again, its steps with keys of their own. */
  public static FlowDefinition duplicate(FlowDefinition flow, String key, int way) {
    return change(
        flow,
        key,
        ways -> {
          var copied = ways.get(way);
          var again = (BranchStep) FlowEdits.copy(flow, asBranch(key, List.of(copied)));
          return with(ways, way + 1, again.cases().getFirst());
        });
  }

  /** A case of a branch changed, if it is there still. */
  public static FlowDefinition changeCase(
      FlowDefinition flow, String key, int way, UnaryOperator<BranchStep.Case> change) {
    return change(
        flow,
        key,
        ways -> {
          if (way >= ways.size()) {
            return ways;
          }
          var changed = new ArrayList<>(ways);
          changed.set(way, change.apply(ways.get(way)));
          return changed;
        });
  }

  private static List<BranchStep.Case> with(
      List<BranchStep.Case> ways, int index, BranchStep.Case way) {
    var changed = new ArrayList<>(ways);
    changed.add(index, way);
    return changed;
  }

  private static BranchStep asBranch(String key, List<BranchStep.Case> ways) {
    return new BranchStep(key, null, false, ways, List.of());
  }

  private static FlowDefinition change(
      FlowDefinition flow, String key, UnaryOperator<List<BranchStep.Case>> change) {
    return FlowEdits.change(flow, key, step -> changed(step, change));
  }

  /** Lanes are ways without a condition. */
  private static Step changed(Step step, UnaryOperator<List<BranchStep.Case>> change) {
    if (step instanceof BranchStep branch) {
      return branch.withCases(change.apply(branch.cases()));
    }
    if (step instanceof ParallelStep parallel) {
      var ways =
          change.apply(
              parallel.lanes().stream()
                  .map(lane -> new BranchStep.Case(null, null, lane))
                  .toList());
      return new ParallelStep(
          parallel.key(),
          parallel.title(),
          ways.stream().map(BranchStep.Case::steps).toList(),
          Math.min(parallel.join(), ways.size()));
    }
    return step;
  }
}
