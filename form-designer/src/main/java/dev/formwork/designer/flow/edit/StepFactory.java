package dev.formwork.designer.flow.edit;

import dev.formwork.workflow.definition.FlowSurroundings;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepType;

/** Creates a step of a type with common settings and a key that is free in its flow. */
public final class StepFactory {

  private StepFactory() {}

  public static Step of(StepType type, FlowSurroundings surroundings) {
    var wanted = type.word().replace('-', '_');
    var key = FlowEdits.freeKey(wanted, FlowEdits.keys(surroundings.flow()));
    return type.usual(key, surroundings);
  }
}
