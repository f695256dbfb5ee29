package dev.formwork.workflow.task;

import dev.formwork.core.access.Caller;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.engine.TaskKind;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.task.Tasks.Box;
import dev.formwork.workflow.task.Tasks.Card;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Lists of tasks, page by page; a page costs the same however many there are. */
@ApplicationScoped
class TaskLists {

  private static final int MOST = 200;

  private static final String INSTANCE =
      "i.id, i.app, i.flow, i.form, i.record_id, i.title, i.submitter, i.outcome, i.status, i.ended_at";

  private final Pool pool;
  private final CompiledFlows flows;

  TaskLists(Pool pool, CompiledFlows flows) {
    this.pool = pool;
    this.flows = flows;
  }

  Uni<Map<Box, Long>> counts(Caller caller) {
    var schema = caller.workspace().schema();
    return pool.preparedQuery(
            """
            SELECT (SELECT count(*) FROM "%1$s".flow_task WHERE member_id = $1 AND closed_at IS NULL),
            (SELECT count(*) FROM "%1$s".flow_copy WHERE member_id = $1 AND seen_at IS NULL)"""
                .formatted(schema))
        .execute(Tuple.of(MemberId.valueOrNull(caller.memberId())))
        .map(
            rows -> {
              var row = rows.iterator().next();
              var counts = new EnumMap<Box, Long>(Box.class);
              counts.put(Box.TODO, row.getLong(0));
              counts.put(Box.COPIED, row.getLong(1));
              return counts;
            });
  }

  Uni<Tasks.Page> list(Caller caller, Tasks.Query query) {
    int limit = Math.clamp(query.limit(), 1, MOST);
    var sql = statement(caller, query);
    sql.append(" LIMIT " + (limit + 1));
    return pool.preparedQuery(sql.toString())
        .execute(Tuple.tuple(sql.parameters()))
        .chain(
            rows -> {
              var found = new ArrayList<Row>();
              rows.forEach(found::add);
              boolean more = found.size() > limit;
              if (more) {
                found.removeLast();
              }
              return flowsOf(caller, found)
                  .map(
                      known ->
                          new Tasks.Page(
                              found.stream().map(row -> card(row, known)).toList(),
                              more ? cursor(found.getLast()) : null));
            });
  }

  /** The columns of all lists are the same: id, at, then the task's own, then the instance's. */
  private static SqlBuilder statement(Caller caller, Tasks.Query query) {
    var schema = "\"" + caller.workspace().schema() + "\".";
    var sql = new SqlBuilder();
    var order =
        switch (query.box()) {
          case TODO -> "t.opened_at";
          case DONE -> "t.closed_at";
          case STARTED -> "i.started_at";
          case COPIED -> "c.at";
          case DRAFTS -> "t.saved_at";
        };
    var id =
        switch (query.box()) {
          case TODO, DONE, DRAFTS -> "t.id";
          case STARTED -> "i.id";
          case COPIED -> "c.id";
        };
    sql.append("SELECT ").append(id).append(", ").append(order).append(", ");
    switch (query.box()) {
      case TODO, DONE, DRAFTS -> {
        sql.append("t.step, t.kind, t.due_at, t.closed_at, t.outcome, t.principal_id, t.seen_at, ")
            .append(INSTANCE)
            .append(" FROM ")
            .append(schema)
            .append("flow_task t JOIN ")
            .append(schema)
            .append("flow_instance i ON i.id = t.instance_id WHERE ")
            .append(
                switch (query.box()) {
                  case TODO -> "t.closed_at IS NULL AND t.member_id = ";
                  case DRAFTS ->
                      "t.closed_at IS NULL AND t.saved_at IS NOT NULL AND t.member_id = ";
                  case DONE, STARTED, COPIED -> "t.member_id = t.closed_by AND t.closed_by = ";
                });
        sql.bind(MemberId.valueOrNull(caller.memberId()), "uuid");
      }
      case STARTED -> {
        sql.append(
                "NULL::text, NULL::text, NULL::timestamptz, NULL::timestamptz, NULL::text, NULL::uuid, i.started_at, ")
            .append(INSTANCE)
            .append(" FROM ")
            .append(schema)
            .append("flow_instance i WHERE i.submitter = ");
        sql.bind(MemberId.valueOrNull(caller.memberId()), "uuid");
      }
      case COPIED -> {
        sql.append(
                "c.step, NULL::text, NULL::timestamptz, NULL::timestamptz, NULL::text, NULL::uuid, c.seen_at, ")
            .append(INSTANCE)
            .append(" FROM ")
            .append(schema)
            .append("flow_copy c JOIN ")
            .append(schema)
            .append("flow_instance i ON i.id = c.instance_id WHERE c.member_id = ");
        sql.bind(MemberId.valueOrNull(caller.memberId()), "uuid");
      }
    }
    narrow(sql, query);
    after(sql, query.cursor(), order, id);
    return sql.append(" ORDER BY " + order + " DESC, " + id + " DESC");
  }

  private static void narrow(SqlBuilder sql, Tasks.Query query) {
    if (query.app() != null) {
      sql.append(" AND i.app = ").bind(query.app(), "text");
    }
    if (query.flow() != null) {
      sql.append(" AND i.flow = ").bind(query.flow(), "text");
    }
    if (query.search() != null && !query.search().isBlank()) {
      sql.append(" AND strpos(lower(i.title), ")
          .bind(query.search().strip().toLowerCase(Locale.ROOT), "text")
          .append(") > 0");
    }
    if (query.box() == Box.TODO) {
      switch (query.due()) {
        case ALL -> {}
        case OVERDUE -> sql.append(" AND t.due_at < now()");
        case TODAY -> sql.append(" AND t.due_at < now() + interval '1 day'");
      }
    }
  }

  private static void after(SqlBuilder sql, String cursor, String order, String id) {
    if (cursor == null) {
      return;
    }
    var pageEnd = PageEnd.of(cursor);
    sql.append(" AND (" + order + ", " + id + ") < (").bind(pageEnd.at, "timestamptz").append(", ");
    sql.bind(pageEnd.id, "uuid").append(")");
  }

  private static String cursor(Row last) {
    return new PageEnd(last.getOffsetDateTime(1), last.getUUID(0)).cursor();
  }

  /** Where a page ended. */
  record PageEnd(OffsetDateTime at, UUID id) {

    static PageEnd of(String cursor) {
      try {
        var parts = cursor.split("_", 2);
        return new PageEnd(OffsetDateTime.parse(parts[0]), UUID.fromString(parts[1]));
      } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
        throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_CURSOR);
      }
    }

    String cursor() {
      return at + "_" + id;
    }
  }

  private Uni<Map<AppKey, Map<String, CompiledFlow>>> flowsOf(Caller caller, List<Row> rows) {
    var apps = rows.stream().map(row -> new AppKey(row.getString(10))).distinct().toList();
    var known = new HashMap<AppKey, Map<String, CompiledFlow>>();
    return Multi.createFrom()
        .iterable(apps)
        .onItem()
        .transformToUniAndConcatenate(
            app -> flows.of(caller.workspace(), app).invoke(found -> known.put(app, found)))
        .collect()
        .asList()
        .replaceWith(known);
  }

  private static Card card(Row row, Map<AppKey, Map<String, CompiledFlow>> known) {
    var app = new AppKey(row.getString(10));
    var flow = known.getOrDefault(app, Map.of()).get(row.getString(11));
    var key = row.getString(2);
    var step =
        flow == null || key == null ? null : flow.step(key).map(CompiledStep::step).orElse(null);
    boolean isTask = row.getString(3) != null;
    return new Card(
        isTask ? row.getUUID(0) : row.getUUID(9),
        row.getUUID(9),
        app,
        row.getString(11),
        flow == null ? Title.of(row.getString(11)) : flow.definition().title(),
        row.getString(12),
        RecordId.of(row.getUUID(13)),
        row.getString(14),
        key,
        step == null ? null : step.title(),
        isTask ? TaskKind.valueOf(row.getString(3)) : null,
        MemberId.of(row.getUUID(15)),
        row.getOffsetDateTime(1),
        row.getOffsetDateTime(4),
        isTask ? row.getOffsetDateTime(5) : row.getOffsetDateTime(18),
        isTask ? row.getString(6) : row.getString(16),
        InstanceStatus.valueOf(row.getString(17)),
        MemberId.of(row.getUUID(7)),
        row.getOffsetDateTime(8) != null || isTask && row.getOffsetDateTime(5) != null,
        step instanceof ApproveStep approve
            && !approve.comment()
            && !approve.sign()
            && TaskRights.required(approve).isEmpty());
  }
}
