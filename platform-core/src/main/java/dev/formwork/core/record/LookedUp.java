package dev.formwork.core.record;

import dev.formwork.core.expression.Titled;
import java.util.UUID;

/** The record a lookup points to. */
public record LookedUp(UUID id, String title) implements Titled {

  @Override
  public String toString() {
    return title == null ? id.toString() : title;
  }

  /** Two lookups are the same when they point to the same record, whatever it is called by now. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LookedUp lookedUp && lookedUp.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
