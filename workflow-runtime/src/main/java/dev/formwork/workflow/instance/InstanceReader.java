package dev.formwork.workflow.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.engine.Engine;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.Withdrawal;
import dev.formwork.workflow.instance.InstanceView.HistoryLine;
import dev.formwork.workflow.instance.InstanceView.OpenTask;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.runtime.FailureText;
import dev.formwork.workflow.store.InstanceStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Reads instances with their open tasks and history. It does not check whether the caller may see
 * them.
 */
@ApplicationScoped
public class InstanceReader {

  /** Entries of a history that are read at once. */
  private static final int PAGE = 1_000;

  private static final String LINE =
      "id, at, kind, step, member_id, principal_id, comment, detail::text, waited_ms, worked_ms";

  private final Pool pool;
  private final CompiledFlows flows;
  private final AppAuthorization authority;

  InstanceReader(Pool pool, CompiledFlows flows, AppAuthorization authority) {
    this.authority = authority;
    this.pool = pool;
    this.flows = flows;
  }

  /** As a reader sees it. */
  public Uni<InstanceView> view(Caller caller, InstanceStore.StoredInstance storedInstance) {
    var instance = storedInstance.instance();
    var schema = caller.workspace().schema();
    return flows
        .version(caller.workspace(), instance.app(), instance.flow(), instance.version())
        .chain(
            flow ->
                open(schema, instance.id())
                    .chain(
                        open ->
                            designs(caller, instance.app())
                                .chain(designs -> newest(caller, schema, instance.id(), designs))
                                .map(
                                    history -> view(caller, storedInstance, flow, open, history))));
  }

  private static InstanceView view(
      Caller caller,
      InstanceStore.StoredInstance storedInstance,
      CompiledFlow flow,
      List<OpenTask> open,
      Newest newest) {
    var instance = storedInstance.instance();
    var subjectRecord = instance.subject();
    var history = newest.lines;
    return new InstanceView(
        instance.id(),
        instance.app(),
        instance.flow(),
        instance.version(),
        flow.definition().title(),
        flow.definition(),
        subjectRecord == null ? null : subjectRecord.form(),
        subjectRecord == null ? null : subjectRecord.record(),
        storedInstance.title(),
        instance.status(),
        instance.outcome(),
        FailureText.text(instance.error(), caller.locale()),
        instance.submitter(),
        instance.startedAt(),
        endedAt(instance, history),
        open,
        history,
        newest.earlier,
        Set.copyOf(instance.state().passed()),
        Set.copyOf(Engine.standing(instance.state())),
        mayDo(caller, instance, flow, open));
  }

  private static OffsetDateTime endedAt(Instance instance, List<HistoryLine> history) {
    return instance.status().isOver() && !history.isEmpty() ? history.getLast().at() : null;
  }

  private static List<ActionKind> mayDo(
      Caller caller, Instance instance, CompiledFlow flow, List<OpenTask> open) {
    var may = new ArrayList<ActionKind>();
    if (caller.readOnly()) {
      return may;
    }
    boolean own = caller.memberId() != null && caller.memberId().equals(instance.submitter());
    if (own && !instance.status().isOver()) {
      if (!open.isEmpty()) {
        may.add(ActionKind.URGE);
      }
      if (Withdrawal.isAllowed(flow, instance, caller.memberId())) {
        may.add(ActionKind.WITHDRAW);
      }
    }
    var undo = instance.state().undo();
    if (undo != null && undo.member().equals(caller.memberId()) && !instance.status().isOver()) {
      may.add(ActionKind.TAKE_BACK);
    }
    may.add(ActionKind.COMMENT);
    return List.copyOf(may);
  }

  private Uni<List<OpenTask>> open(String schema, UUID instance) {
    return pool.preparedQuery(
            """
            SELECT id, step, member_id, principal_id, opened_at, due_at, seen_at FROM "%s".flow_task
            WHERE instance_id = $1 AND closed_at IS NULL ORDER BY opened_at, id"""
                .formatted(schema))
        .execute(Tuple.of(instance))
        .map(
            rows -> {
              var open = new ArrayList<OpenTask>();
              rows.forEach(
                  row ->
                      open.add(
                          new OpenTask(
                              row.getUUID(0),
                              row.getString(1),
                              MemberId.of(row.getUUID(2)),
                              MemberId.of(row.getUUID(3)),
                              row.getOffsetDateTime(4),
                              row.getOffsetDateTime(5),
                              row.getOffsetDateTime(6))));
              return List.copyOf(open);
            });
  }

  private Uni<Boolean> designs(Caller caller, AppKey app) {
    return authority
        .requireDesigner(caller, app)
        .replaceWith(true)
        .onFailure(Refusal.class)
        .recoverWithItem(false);
  }

  /**
   * The newest entries of a history.
   *
   * @param earlier how many stand before them
   */
  private record Newest(List<HistoryLine> lines, long earlier) {}

  /**
   * @param designs whether the reader designs the app: what steps sent and got may hold fields that
   *     others do not see
   */
  private Uni<Newest> newest(Caller caller, String schema, UUID instance, boolean designs) {
    return pool.preparedQuery(
            """
            SELECT %1$s, everything FROM (
              SELECT *, count(*) OVER () AS everything FROM "%2$s".flow_event WHERE instance_id = $1
              ORDER BY id DESC LIMIT %3$d) newest
            ORDER BY id"""
                .formatted(LINE, schema, PAGE))
        .execute(Tuple.of(instance))
        .map(
            rows -> {
              var lines = new ArrayList<HistoryLine>();
              long everything = 0;
              for (var row : rows) {
                lines.add(entry(caller, row, designs));
                everything = row.getLong("everything");
              }
              return new Newest(List.copyOf(lines), everything - lines.size());
            });
  }

  /**
   * A part of a history, oldest first.
   *
   * @param nextCursor null at the end
   */
  public record HistoryPage(List<HistoryLine> items, String nextCursor) {}

  /**
   * @param after the id of the entry before the page; 0: from the first
   */
  Uni<HistoryPage> history(Caller caller, InstanceStore.StoredInstance storedInstance, long after) {
    var instance = storedInstance.instance();
    return designs(caller, instance.app())
        .chain(
            designs ->
                pool.preparedQuery(
                        """
                        SELECT %s FROM "%s".flow_event WHERE instance_id = $1 AND id > $2
                        ORDER BY id LIMIT %d"""
                            .formatted(LINE, caller.workspace().schema(), PAGE + 1))
                    .execute(Tuple.of(instance.id(), after))
                    .map(
                        rows -> {
                          var lines = new ArrayList<HistoryLine>();
                          rows.forEach(row -> lines.add(entry(caller, row, designs)));
                          return page(lines);
                        }));
  }

  private static HistoryPage page(List<HistoryLine> lines) {
    return lines.size() <= PAGE
        ? new HistoryPage(List.copyOf(lines), null)
        : new HistoryPage(
            List.copyOf(lines.subList(0, PAGE)), Long.toString(lines.get(PAGE - 1).id()));
  }

  private static HistoryLine entry(Caller caller, Row row, boolean designs) {
    var kind = row.getString(2);
    var comment = row.getString(6);
    var detail = row.getString(7) == null ? null : json(row.getString(7));
    return new HistoryLine(
        row.getLong(0),
        row.getOffsetDateTime(1),
        kind,
        row.getString(3),
        MemberId.of(row.getUUID(4)),
        MemberId.of(row.getUUID(5)),
        kind.equals("failed") ? FailureText.text(comment, caller.locale()) : comment,
        detail == null || isWork(kind) && !designs ? null : detail,
        detail != null && detail.path("records").isInt() ? detail.path("records").intValue() : null,
        millis(row.getLong(8)),
        millis(row.getLong(9)));
  }

  private static boolean isWork(String kind) {
    return kind.equals("worked") || kind.equals("failed");
  }

  private static Duration millis(Long millis) {
    return millis == null ? null : Duration.ofMillis(millis);
  }

  private static JsonNode json(String text) {
    try {
      return DefinitionJson.tree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored detail is JSON", e);
    }
  }
}
