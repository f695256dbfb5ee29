package dev.formwork.workflow.schedule;

import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Trigger;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the schedule of a flow has been handled. Only valid for the trigger it was stored with.
 *
 * @param at the next time of a schedule; until when the dates of records were looked at; null:
 *     nothing is known, or it comes never again
 * @param rule what the trigger said then; nullable
 * @param due when the flow is to be looked after next, as stored; null: not by itself
 */
record ScheduleState(OffsetDateTime at, String rule, OffsetDateTime due) {

  /** Looked after at once. */
  private static final OffsetDateTime NOW = Instant.EPOCH.atOffset(ZoneOffset.UTC);

  /** What makes the times of a flow what they are; when it changes, they are counted anew. */
  static String rule(CompiledFlow flow) {
    return DefinitionJson.write(flow.definition().trigger());
  }

  /** Of the flows of an app, by their keys. */
  static Uni<Map<String, ScheduleState>> of(SqlClient sql, Workspace workspace, AppKey app) {
    return sql.preparedQuery(
            "SELECT flow, next_at, next_cron, due_at FROM \"%s\".flow_setting WHERE app = $1"
                .formatted(workspace.schema()))
        .execute(Tuple.of(app.value()))
        .map(
            rows -> {
              var kept = new HashMap<String, ScheduleState>();
              rows.forEach(row -> kept.put(row.getString(0), read(row)));
              return kept;
            });
  }

  /** From a row of flow, time, rule and when it is due. */
  static ScheduleState read(Row row) {
    return new ScheduleState(row.getOffsetDateTime(1), row.getString(2), row.getOffsetDateTime(3));
  }

  /** What was kept under this rule of the flow; what was kept under another one does not count. */
  static ScheduleState forRuleOf(ScheduleState scheduleState, CompiledFlow flow) {
    if (scheduleState == null) {
      return new ScheduleState(null, null, null);
    }
    return rule(flow).equals(scheduleState.rule)
        ? scheduleState
        : new ScheduleState(null, null, scheduleState.due);
  }

  /** When a flow is to be looked after next; null: never again. */
  OffsetDateTime nextLook(CompiledFlow flow, ZoneId zone) {
    return switch (flow.definition().trigger()) {
      case Trigger.Schedule _ -> rule == null ? NOW : at;
      case Trigger.DateReached dateReached ->
          at == null ? NOW : DateTrigger.nextLook(flow, dateReached, at, zone);
      default -> null;
    };
  }
}
