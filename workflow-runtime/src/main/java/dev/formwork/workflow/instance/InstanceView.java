package dev.formwork.workflow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.engine.InstanceStatus;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An instance as people see it.
 *
 * @param definition the version it runs on
 * @param form nullable
 * @param record nullable
 * @param title of the record
 * @param error why it stands still; nullable
 * @param open tasks that somebody has now
 * @param history the newest entries, oldest first
 * @param earlier how many entries stand before those
 * @param passed keys of steps that were passed
 * @param standing keys of steps where it is now
 * @param mayDo what the reader may do with it as a whole
 */
public record InstanceView(
    UUID id,
    AppKey app,
    String flow,
    int version,
    Title flowTitle,
    FlowDefinition definition,
    String form,
    RecordId record,
    String title,
    InstanceStatus status,
    String outcome,
    String error,
    MemberId startedBy,
    OffsetDateTime startedAt,
    OffsetDateTime endedAt,
    List<OpenTask> open,
    List<HistoryLine> history,
    long earlier,
    Set<String> passed,
    Set<String> standing,
    List<ActionKind> mayDo) {

  /**
   * A task somebody has.
   *
   * @param onBehalfOf nullable
   * @param dueAt nullable
   * @param seenAt nullable: not looked at yet
   */
  public record OpenTask(
      UUID task,
      String step,
      MemberId member,
      MemberId onBehalfOf,
      OffsetDateTime since,
      OffsetDateTime dueAt,
      OffsetDateTime seenAt) {}

  /**
   * Something that happened.
   *
   * @param step nullable
   * @param member nullable: the platform
   * @param detail nullable
   * @param records with how many records a step did its work; nullable
   * @param waited how long the task lay until somebody looked; nullable
   * @param worked and from then until it was decided; nullable
   */
  public record HistoryLine(
      long id,
      OffsetDateTime at,
      String kind,
      String step,
      MemberId member,
      MemberId onBehalfOf,
      String comment,
      JsonNode detail,
      Integer records,
      Duration waited,
      Duration worked) {}
}
