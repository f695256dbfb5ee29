package dev.formwork.workflow.definition;

import java.util.List;

/** A step whose one block is passed again and again. */
public sealed interface LoopStep extends ContainerStep permits ForEachStep, RepeatStep {

  /** What is done in each round. */
  List<Step> steps();

  /** The same loop with other rounds. */
  LoopStep withSteps(List<Step> changed);

  @Override
  default List<List<Step>> blocks() {
    return List.of(steps());
  }

  @Override
  default LoopStep withBlocks(List<List<Step>> blocks) {
    return withSteps(blocks.getFirst());
  }

  @Override
  default String blockPath(int block) {
    return "/steps";
  }

  @Override
  default boolean loops() {
    return true;
  }

  @Override
  default StepShape shape() {
    return StepShape.SUB_PROCESS;
  }
}
