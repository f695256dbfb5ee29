package dev.formwork.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * An entry in the history of an instance.
 *
 * @param kind such as approved; see the messages of the same name
 * @param step nullable
 * @param member who; nullable: the platform
 * @param principal for whom; nullable
 * @param task nullable
 * @param detail nullable
 */
public record HistoryEntry(
    String kind,
    String step,
    UUID member,
    UUID principal,
    UUID task,
    String comment,
    JsonNode detail) {

  static HistoryEntry of(String kind, String step) {
    return new HistoryEntry(kind, step, null, null, null, null, null);
  }
}
