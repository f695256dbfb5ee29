package dev.formwork.designer.flow.edit;

import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Changes to a flow as functions from one definition to the next. A change that is not possible
 * returns the same definition.
 */
public final class FlowEdits {

  private static final int LONGEST_KEY = 40;

  private FlowEdits() {}

  /**
   * Between two cards.
   *
   * @param owner the step whose block it is; null: the flow's own
   * @param block which of its blocks, as {@link StepTree#inside} counts them
   * @param index before which step; their number: at the end
   */
  public record StepPosition(String owner, int block, int index) {

    public StepPosition after() {
      return new StepPosition(owner, block, index + 1);
    }
  }

  public static Optional<Step> find(FlowDefinition flow, String key) {
    return StepTree.all(flow.steps()).filter(step -> step.key().equals(key)).findFirst();
  }

  public static Set<String> keys(FlowDefinition flow) {
    return StepTree.all(flow.steps()).map(Step::key).collect(Collectors.toSet());
  }

  /** Where a step stands. */
  public static Optional<StepPosition> place(FlowDefinition flow, String key) {
    return place(null, 0, flow.steps(), key);
  }

  private static Optional<StepPosition> place(
      String owner, int block, List<Step> steps, String key) {
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      if (step.key().equals(key)) {
        return Optional.of(new StepPosition(owner, block, i));
      }
      var inside = StepTree.inside(step);
      for (int b = 0; b < inside.size(); b++) {
        var found = place(step.key(), b, inside.get(b), key);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  public static FlowDefinition insert(FlowDefinition flow, StepPosition stepPosition, Step step) {
    return block(
        flow,
        stepPosition,
        steps -> {
          var changed = new ArrayList<>(steps);
          changed.add(Math.clamp(stepPosition.index(), 0, steps.size()), step);
          return changed;
        });
  }

  public static FlowDefinition remove(FlowDefinition flow, String key) {
    return flow.withSteps(
        StepTree.mapped(
            flow.steps(),
            steps -> steps.stream().filter(step -> !step.key().equals(key)).toList()));
  }

  /** The same flow with a step in place of the one of this key. */
  public static FlowDefinition replace(FlowDefinition flow, String key, Step changed) {
    return flow.withSteps(
        StepTree.mapped(
            flow.steps(),
            steps -> steps.stream().map(step -> step.key().equals(key) ? changed : step).toList()));
  }

  /** The same flow with a step made of the one of this key. */
  public static FlowDefinition change(FlowDefinition flow, String key, UnaryOperator<Step> change) {
    return find(flow, key).map(step -> replace(flow, key, change.apply(step))).orElse(flow);
  }

  /** To another place; never into itself. */
  public static FlowDefinition move(FlowDefinition flow, String key, StepPosition to) {
    var step = find(flow, key);
    var from = place(flow, key);
    if (step.isEmpty()
        || from.isEmpty()
        || to.owner() != null
            && StepTree.all(List.of(step.get())).anyMatch(one -> one.key().equals(to.owner()))) {
      return flow;
    }
    boolean behindItself = sameBlock(from.get(), to) && from.get().index() < to.index();
    var target =
        new StepPosition(to.owner(), to.block(), behindItself ? to.index() - 1 : to.index());
    return insert(remove(flow, key), target, step.get());
  }

  private static boolean sameBlock(StepPosition one, StepPosition other) {
    return one.block() == other.block() && Objects.equals(one.owner(), other.owner());
  }

  /** Up or down among its neighbours. */
  public static FlowDefinition shift(FlowDefinition flow, String key, int offset) {
    return place(flow, key)
        .map(
            at ->
                at.index() + offset < 0
                    ? flow
                    : move(
                        flow,
                        key,
                        new StepPosition(
                            at.owner(),
                            at.block(),
                            at.index() + (offset > 0 ? offset + 1 : offset))))
        .orElse(flow);
  }

  /**
   * A copy that can stand in the flow: its keys and those of the steps inside are new, and what it
   * says about steps inside it follows them.
   */
  public static Step copy(FlowDefinition flow, Step step) {
    var taken = new HashSet<>(keys(flow));
    Map<String, String> renamed = new HashMap<>();
    StepTree.all(List.of(step))
        .forEach(
            one -> {
              var fresh = freeKey(stem(one.key()), taken);
              taken.add(fresh);
              renamed.put(one.key(), fresh);
            });
    return step.withKeys(key -> renamed.getOrDefault(key, key));
  }

  /** {@code legal_2} is one of {@code legal}. */
  private static String stem(String key) {
    return key.replaceFirst("_[0-9]+$", "");
  }

  /** The wanted key, or the first of wanted_2, wanted_3 … that is free. */
  public static String freeKey(String wanted, Set<String> taken) {
    var free = wanted;
    for (int n = 2; taken.contains(free); n++) {
      free = wanted.substring(0, Math.min(LONGEST_KEY - 5, wanted.length())) + "_" + n;
    }
    return free;
  }

  /** The flow with one block changed. */
  private static FlowDefinition block(
      FlowDefinition flow, StepPosition stepPosition, UnaryOperator<List<Step>> change) {
    if (stepPosition.owner() == null) {
      return flow.withSteps(change.apply(flow.steps()));
    }
    return find(flow, stepPosition.owner())
        .filter(owner -> stepPosition.block() < StepTree.inside(owner).size())
        .map(
            owner -> {
              var blocks = new ArrayList<>(StepTree.inside(owner));
              blocks.set(stepPosition.block(), change.apply(blocks.get(stepPosition.block())));
              return replace(flow, owner.key(), StepTree.with(owner, List.copyOf(blocks)));
            })
        .orElse(flow);
  }
}
