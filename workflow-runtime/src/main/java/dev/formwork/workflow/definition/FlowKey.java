package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.formwork.core.naming.Key;

/** The name of a flow that never changes; see {@link Key} for its shape. */
public record FlowKey(@JsonValue String value) {

  @JsonCreator
  public FlowKey {
    if (!Key.isValid(value)) {
      throw new IllegalArgumentException("Flow key must match " + Key.SHAPE + ": " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
