package dev.formwork.workflow.compile;

/**
 * Where a step stands in its flow.
 *
 * @param parent key of the step whose block it is in; null: at the top
 * @param lane which of the parent's blocks
 * @param index in the block
 */
public record StepLocation(String parent, int lane, int index) {}
