package dev.formwork.workflow.definition;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads and rewrites the nested blocks of steps. */
public final class StepTree {

  private StepTree() {}

  /** The blocks inside a step, in their order; none unless it is a {@link ContainerStep}. */
  public static List<List<Step>> inside(Step step) {
    return step instanceof ContainerStep container ? container.blocks() : List.of();
  }

  /** The step with other blocks inside, as {@link #inside} gave them. */
  public static Step with(Step step, List<List<Step>> blocks) {
    return step instanceof ContainerStep container ? container.withBlocks(blocks) : step;
  }

  /** All steps, each before those inside it. */
  public static Stream<Step> all(List<Step> steps) {
    return steps.stream()
        .flatMap(
            step ->
                Stream.concat(Stream.of(step), inside(step).stream().flatMap(block -> all(block))));
  }

  /** The same steps, each block changed, those inside first. */
  public static List<Step> mapped(List<Step> steps, UnaryOperator<List<Step>> change) {
    return change.apply(
        steps.stream()
            .map(
                step ->
                    with(step, inside(step).stream().map(block -> mapped(block, change)).toList()))
            .toList());
  }
}
