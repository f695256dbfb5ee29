package dev.formwork.workflow.schedule;

import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.runtime.InstanceStarter;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * The locked schedule row of one flow: while it is held, no other node starts that flow by time.
 *
 * @param zone the workspace's
 */
record ScheduleLock(
    SqlConnection sql, Workspace workspace, AppKey app, CompiledFlow flow, ZoneId zone) {

  /** What is known of its time, locked; null while another node has it. */
  Uni<ScheduleState> lock() {
    return sql.preparedQuery(
            """
            INSERT INTO "%s".flow_setting (app, flow) VALUES ($1, $2) ON CONFLICT DO NOTHING"""
                .formatted(workspace.schema()))
        .execute(Tuple.of(app.value(), flow.key()))
        .chain(
            () ->
                sql.preparedQuery(
                        """
                        SELECT flow, next_at, next_cron, due_at FROM "%s".flow_setting
                        WHERE app = $1 AND flow = $2 FOR UPDATE SKIP LOCKED"""
                            .formatted(workspace.schema()))
                    .execute(Tuple.of(app.value(), flow.key())))
        .map(rows -> rows.iterator().hasNext() ? ScheduleState.read(rows.iterator().next()) : null);
  }

  /**
   * Stores how far the schedule has been handled, and when the flow is due next.
   *
   * @param next null: never again
   */
  Uni<Void> saveNext(OffsetDateTime next) {
    var rule = ScheduleState.rule(flow);
    var due = new ScheduleState(next, rule, null).nextLook(flow, zone);
    return sql.preparedQuery(
            """
            UPDATE "%s".flow_setting SET next_at = $3, next_cron = $4, due_at = $5
            WHERE app = $1 AND flow = $2"""
                .formatted(workspace.schema()))
        .execute(
            Tuple.tuple()
                .addString(app.value())
                .addString(flow.key())
                .addOffsetDateTime(next)
                .addString(rule)
                .addOffsetDateTime(due))
        .replaceWithVoid();
  }

  /**
   * @param subjectRecord nullable
   * @param title of the record
   */
  InstanceStarter.StartRequest startRequest(SubjectRecord subjectRecord, String title) {
    return new InstanceStarter.StartRequest(
        flow, app, subjectRecord, title, null, 0, DefinitionJson.mapper().createObjectNode());
  }
}
