package dev.formwork.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.formwork.core.naming.MemberId;
import java.util.Locale;
import java.util.UUID;

/**
 * An entry in the history of an instance.
 *
 * @param step nullable
 * @param member who; nullable: the platform
 * @param principal for whom; nullable
 * @param task nullable
 * @param detail nullable
 */
public record HistoryEntry(
    Kind kind,
    String step,
    MemberId member,
    MemberId principal,
    UUID task,
    String comment,
    JsonNode detail) {

  /** What happened. The history table, REST and the events of triggers know it by {@link #json}. */
  public enum Kind {
    ADDED,
    ANSWERED,
    APPROVED,
    ASKED,
    CALLED,
    COMPLETED,
    ENDED,
    ENTERED,
    FAILED,
    JUMPED,
    MIGRATED,
    NOTIFIED,
    OCCURRED,
    OVERDUE,
    RECORD_GONE,
    REASSIGNED,
    REJECTED,
    RESUBMITTED,
    RETRIED,
    RETURNED,
    SKIPPED,
    STARTED,
    STOPPED,
    TERMINATED,
    TIMED_OUT,
    TOOK_BACK,
    TRANSFERRED,
    URGED,
    WAITING,
    WITHDRAWN,
    WORKED;

    /** {@code tookBack}. */
    public String json() {
      var words = name().toLowerCase(Locale.ROOT).split("_");
      return words.length == 1
          ? words[0]
          : words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
    }
  }

  /** What a participant did with their task. */
  static HistoryEntry of(
      Kind kind, Token token, Participant participant, Event.TaskDecided taskDecided) {
    return new HistoryEntry(
        kind,
        token.step(),
        participant.member(),
        participant.principal(),
        participant.task(),
        taskDecided.comment(),
        taskDecided.detail());
  }

  /**
   * Work on several records.
   *
   * @param records how many it was done with
   * @param total how many there were
   */
  static HistoryEntry counted(Kind kind, String step, int records, int total) {
    var detail = JsonNodeFactory.instance.objectNode();
    detail.put("records", records).put("total", total);
    return new HistoryEntry(
        kind,
        step,
        null,
        null,
        null,
        kind == Kind.STOPPED ? Integer.toString(records) : null,
        detail);
  }

  static HistoryEntry of(Kind kind, String step) {
    return new HistoryEntry(kind, step, null, null, null, null, null);
  }
}
