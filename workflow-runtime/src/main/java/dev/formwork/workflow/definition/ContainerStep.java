package dev.formwork.workflow.definition;

import java.util.List;

/** A step with blocks of steps inside. */
public sealed interface ContainerStep extends Step permits BranchStep, ParallelStep, LoopStep {

  /** The blocks inside, in their order; those of a branch end with what is otherwise. */
  List<List<Step>> blocks();

  /**
   * The same step around other blocks.
   *
   * @param blocks as many as {@link #blocks} gave
   */
  ContainerStep withBlocks(List<List<Step>> blocks);

  /** Where a block stands in the JSON of the step: {@code /cases/0/steps}. */
  String blockPath(int block);

  /** Whether its one block is passed again and again, rather than one or several side by side. */
  boolean loops();

  /** Whether one may go into its blocks from outside, as by a return: no other lane is lost. */
  default boolean enterable() {
    return false;
  }

  /** The block that a lane goes through: in a loop, all go through the one there is. */
  default int blockOf(int lane) {
    return loops() ? 0 : lane;
  }
}
