package dev.formwork.workflow.schedule;

import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the schedule of a flow has been handled. Only valid for the trigger it was stored with.
 *
 * @param at the next time of a schedule; until when the dates of records were looked at; null:
 *     nothing is known, or it comes never again
 * @param rule what the trigger said then; nullable
 */
record ScheduleState(OffsetDateTime at, String rule) {

  private static final ScheduleState NOTHING = new ScheduleState(null, null);

  /** What makes the times of a flow what they are; when it changes, they are counted anew. */
  static String rule(CompiledFlow flow) {
    return DefinitionJson.write(flow.definition().trigger());
  }

  /** Of the flows of an app, by their keys. */
  static Uni<Map<String, ScheduleState>> of(SqlClient sql, Workspace workspace, String app) {
    return sql.preparedQuery(
            "SELECT flow, next_at, next_cron FROM \"%s\".flow_setting WHERE app = $1"
                .formatted(workspace.schema()))
        .execute(Tuple.of(app))
        .map(
            rows -> {
              var kept = new HashMap<String, ScheduleState>();
              rows.forEach(row -> kept.put(row.getString(0), read(row)));
              return kept;
            });
  }

  /** From a row of flow, time and rule. */
  static ScheduleState read(Row row) {
    return new ScheduleState(row.getOffsetDateTime(1), row.getString(2));
  }

  /** What was kept under this rule of the flow; what was kept under another one does not count. */
  static ScheduleState under(ScheduleState scheduleState, CompiledFlow flow) {
    return scheduleState != null && rule(flow).equals(scheduleState.rule) ? scheduleState : NOTHING;
  }
}
