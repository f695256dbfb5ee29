package dev.formwork.workflow.administration;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.engine.InstanceStatus;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * Which runs someone wants to see.
 *
 * @param flow nullable: all of the app
 * @param status nullable: any
 * @param cursor where the page before ended; nullable
 */
public record InstanceQuery(
    AppKey app, String flow, InstanceStatus status, int limit, String cursor) {

  /** One run in a list. */
  public record Line(
      UUID id,
      String flow,
      int version,
      String form,
      RecordId record,
      String title,
      InstanceStatus status,
      String outcome,
      String error,
      MemberId startedBy,
      OffsetDateTime startedAt,
      OffsetDateTime endedAt) {}

  /**
   * @param nextCursor null at the end
   */
  public record Page(List<Line> items, String nextCursor) {}
}
