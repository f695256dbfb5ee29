package dev.formwork.workflow.administration;

import dev.formwork.core.access.Caller;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.runtime.FailureText;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Lists instances page by page, and computes the statistics of flows. */
@ApplicationScoped
class InstanceLists {

  private static final int MOST = 200;

  private final Pool pool;

  InstanceLists(Pool pool) {
    this.pool = pool;
  }

  Uni<InstanceQuery.Page> page(Caller caller, InstanceQuery query) {
    int limit = Math.clamp(query.limit(), 1, MOST);
    var sql =
        new SqlBuilder()
            .append(
                "SELECT id, flow, version, form, record_id, title, status, outcome, error, submitter, started_at, ended_at FROM \"")
            .append(caller.workspace().schema())
            .append("\".flow_instance WHERE app = ");
    sql.bind(query.app().value(), "text");
    if (query.flow() != null) {
      sql.append(" AND flow = ").bind(query.flow(), "text");
    }
    if (query.status() != null) {
      sql.append(" AND status = ").bind(query.status().name(), "text");
    }
    after(sql, query.cursor());
    sql.append(" ORDER BY started_at DESC, id DESC LIMIT " + (limit + 1));
    return pool.preparedQuery(sql.toString())
        .execute(Tuple.tuple(sql.parameters()))
        .map(
            rows -> {
              var lines = new ArrayList<InstanceQuery.Line>();
              rows.forEach(row -> lines.add(line(caller, row)));
              boolean more = lines.size() > limit;
              if (more) {
                lines.removeLast();
              }
              return new InstanceQuery.Page(
                  List.copyOf(lines),
                  more ? lines.getLast().startedAt() + "_" + lines.getLast().id() : null);
            });
  }

  private static void after(SqlBuilder sql, String cursor) {
    if (cursor == null) {
      return;
    }
    try {
      var parts = cursor.split("_", 2);
      sql.append(" AND (started_at, id) < (")
          .bind(OffsetDateTime.parse(parts[0]), "timestamptz")
          .append(", ");
      sql.bind(UUID.fromString(parts[1]), "uuid").append(")");
    } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_CURSOR);
    }
  }

  private static InstanceQuery.Line line(Caller caller, Row row) {
    return new InstanceQuery.Line(
        row.getUUID(0),
        row.getString(1),
        row.getInteger(2),
        row.getString(3),
        RecordId.of(row.getUUID(4)),
        row.getString(5),
        InstanceStatus.valueOf(row.getString(6)),
        row.getString(7),
        FailureText.text(row.getString(8), caller.locale()),
        MemberId.of(row.getUUID(9)),
        row.getOffsetDateTime(10),
        row.getOffsetDateTime(11));
  }

  private record Figures(
      long running, long failed, long finished, Double median, OffsetDateTime next) {}

  Uni<List<FlowStatistics>> summaries(
      Workspace workspace, AppKey app, Map<String, CompiledFlow> current, Set<String> paused) {
    return pool.preparedQuery(
            """
            SELECT i.flow, count(*) FILTER (WHERE ended_at IS NULL AND status <> 'FAILED'), count(*) FILTER (WHERE status = 'FAILED'),
            count(*) FILTER (WHERE ended_at > now() - interval '30 days'),
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - started_at))
              FILTER (WHERE ended_at > now() - interval '30 days'),
            (SELECT s.next_at FROM "%1$s".flow_setting s WHERE s.app = $1 AND s.flow = i.flow AND s.next_at > now())
            FROM "%1$s".flow_instance i
            WHERE app = $1 AND (ended_at IS NULL OR ended_at > now() - interval '30 days') GROUP BY i.flow"""
                .formatted(workspace.schema()))
        .execute(Tuple.of(app.value()))
        .map(
            rows -> {
              var figures = new HashMap<String, Figures>();
              rows.forEach(
                  row ->
                      figures.put(
                          row.getString(0),
                          new Figures(
                              row.getLong(1),
                              row.getLong(2),
                              row.getLong(3),
                              row.getDouble(4),
                              row.getOffsetDateTime(5))));
              var none = new Figures(0, 0, 0, null, null);
              return current.values().stream()
                  .sorted(Comparator.comparing(CompiledFlow::key))
                  .map(flow -> summary(flow, figures.getOrDefault(flow.key(), none), paused))
                  .toList();
            });
  }

  private static FlowStatistics summary(CompiledFlow flow, Figures figures, Set<String> paused) {
    return new FlowStatistics(
        flow.definition(),
        flow.version(),
        paused.contains(flow.key()),
        figures.running,
        figures.failed,
        figures.finished,
        figures.median,
        figures.next);
  }
}
