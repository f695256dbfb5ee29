package dev.formwork.workflow.store;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.engine.HistoryEntry;
import dev.formwork.workflow.engine.Instance;
import java.util.UUID;

/**
 * The parts of the statement that stores transitions. Each reads {@code moved}, the instances that
 * really moved, so that what was decided on an old revision leaves no trace.
 *
 * @param name tells it from the others
 * @param text with {@code {s}} before names of tables, {@code {now}} for the time, and {@code {n}}
 *     for the rows
 */
record TransitionPart<T>(String name, ParameterTable<T> rows, String text) {

  /** A row of a part: what it belongs to, and what it says. */
  record OfInstance<T>(UUID instance, T what) {}

  /**
   * An instance that begins.
   *
   * @param parent nullable
   */
  record NewInstance(Instance instance, String title, UUID parent, int position) {}

  static final TransitionPart<NewInstance> BEGUN = insertion("moved", "");
  static final TransitionPart<NewInstance> CHILDREN =
      insertion("children", "WHERE EXISTS (SELECT 1 FROM moved)");

  static final TransitionPart<Instance> MOVED =
      new TransitionPart<>(
          "moved",
          ParameterTable.<Instance>of()
              .uuid("id", Instance::id)
              .number("revision", Instance::revision)
              .number("version", Instance::version)
              .text("status", row -> row.status().name())
              .text("outcome", Instance::outcome)
              .text("error", Instance::error)
              .text("state", row -> DefinitionJson.write(row.state()))
              .flag("is_over", row -> row.status().isOver()),
          """
          UPDATE {s}flow_instance i SET revision = i.revision + 1, version = n.version, status = n.status,
            outcome = n.outcome, error = n.error, state = n.state::jsonb, ended_at = CASE WHEN n.is_over THEN {now} END
          FROM {n} WHERE i.id = n.id AND i.revision = n.revision RETURNING i.id, i.app, i.flow""");

  static final TransitionPart<OfInstance<Effect.CloseTask>> CLOSED =
      new TransitionPart<>(
          "closed",
          ParameterTable.<OfInstance<Effect.CloseTask>>of()
              .uuid("id", row -> row.what.task())
              .member("by_id", row -> row.what.by())
              .text("outcome", row -> row.what.outcome()),
          """
          UPDATE {s}flow_task t SET closed_at = {now}, closed_by = n.by_id, outcome = n.outcome
          FROM moved m, {n} WHERE t.id = n.id AND t.instance_id = m.id AND t.closed_at IS NULL RETURNING 1""");

  static final TransitionPart<OfInstance<Effect.OpenTask>> OPENED =
      new TransitionPart<>(
          "opened",
          ParameterTable.<OfInstance<Effect.OpenTask>>of()
              .uuid("id", row -> row.what.task())
              .uuid("instance_id", OfInstance::instance)
              .number("position", row -> row.what.position())
              .text("step", row -> row.what.step())
              .text("kind", row -> row.what.kind().name())
              .member("member_id", row -> row.what.member())
              .member("principal_id", row -> row.what.principal())
              .moment("due_at", row -> row.what.due()),
          """
          INSERT INTO {s}flow_task (id, instance_id, position, step, kind, member_id, principal_id, opened_at, due_at)
          SELECT n.id, n.instance_id, n.position, n.step, n.kind, n.member_id, n.principal_id, {now}, n.due_at
          FROM moved m JOIN {n} ON n.instance_id = m.id RETURNING 1""");

  static final TransitionPart<OfInstance<Integer>> NO_TIMERS = removal("flow_timer");
  static final TransitionPart<OfInstance<Integer>> NO_JOBS = removal("flow_job");
  static final TransitionPart<OfInstance<Integer>> NO_EXPECTATIONS = removal("flow_expectation");

  static final TransitionPart<OfInstance<Effect.SetTimer>> TIMED =
      new TransitionPart<>(
          "timed",
          ParameterTable.<OfInstance<Effect.SetTimer>>of()
              .uuid("instance_id", OfInstance::instance)
              .number("position", row -> row.what.position())
              .number("stage", row -> row.what.stage())
              .moment("at", row -> row.what.at()),
          """
          INSERT INTO {s}flow_timer (instance_id, position, stage, at)
          SELECT n.* FROM moved m JOIN {n} ON n.instance_id = m.id
          ON CONFLICT (instance_id, position, stage) DO UPDATE SET at = EXCLUDED.at RETURNING 1""");

  static final TransitionPart<OfInstance<Effect.AwaitRecordChange>> EXPECTED =
      new TransitionPart<>(
          "expected",
          ParameterTable.<OfInstance<Effect.AwaitRecordChange>>of()
              .uuid("instance_id", OfInstance::instance)
              .number("position", row -> row.what.position())
              .text("form", row -> row.what.subject().form())
              .uuid("record_id", row -> RecordId.valueOrNull(row.what.subject().record())),
          """
          INSERT INTO {s}flow_expectation (instance_id, position, form, record_id)
          SELECT n.* FROM moved m JOIN {n} ON n.instance_id = m.id RETURNING 1""");

  static final TransitionPart<FlowJob.NewJob> ENQUEUED =
      new TransitionPart<>(
          "enqueued",
          ParameterTable.<FlowJob.NewJob>of()
              .uuid("id", _ -> UuidCreator.getTimeOrderedEpoch())
              .uuid("mover", FlowJob.NewJob::mover)
              .uuid("instance_id", FlowJob.NewJob::instance)
              .number("position", FlowJob.NewJob::position)
              .text("kind", row -> row.kind().name()),
          """
          INSERT INTO {s}flow_job (id, instance_id, position, kind, run_at)
          SELECT n.id, n.instance_id, n.position, n.kind, {now}
          FROM moved m JOIN {n} ON n.mover = m.id RETURNING 1""");

  /** How long a task lay, and how long somebody had it open, is read with its key, row by row. */
  static final TransitionPart<OfInstance<HistoryEntry>> TOLD =
      new TransitionPart<>(
          "told",
          ParameterTable.<OfInstance<HistoryEntry>>of()
              .uuid("instance_id", OfInstance::instance)
              .text("kind", row -> row.what.kind().json())
              .text("step", row -> row.what.step())
              .member("member_id", row -> row.what.member())
              .member("principal_id", row -> row.what.principal())
              .uuid("task_id", row -> row.what.task())
              .text("comment", row -> row.what.comment())
              .text(
                  "detail", row -> row.what.detail() == null ? null : row.what.detail().toString())
              .numbered("place"),
          """
          INSERT INTO {s}flow_event
            (instance_id, at, kind, step, member_id, principal_id, task_id, comment, detail, waited_ms, worked_ms)
          SELECT n.instance_id, {now}, n.kind, n.step, n.member_id, n.principal_id, n.task_id, n.comment, n.detail::jsonb,
            (extract(epoch FROM coalesce(t.seen_at, {now}) - t.opened_at) * 1000)::bigint,
            (extract(epoch FROM {now} - t.seen_at) * 1000)::bigint
          FROM moved m JOIN {n} ON n.instance_id = m.id
          LEFT JOIN LATERAL (SELECT opened_at, seen_at FROM {s}flow_task WHERE id = n.task_id LIMIT 1) t ON true
          ORDER BY n.place RETURNING 1""");

  static final TransitionPart<OfInstance<Transition.CopyRow>> COPIED =
      new TransitionPart<>(
          "copied",
          ParameterTable.<OfInstance<Transition.CopyRow>>of()
              .uuid("id", _ -> UuidCreator.getTimeOrderedEpoch())
              .uuid("instance_id", OfInstance::instance)
              .member("member_id", row -> row.what.member())
              .text("step", row -> row.what.step())
              .text("text", row -> row.what.text()),
          """
          INSERT INTO {s}flow_copy (id, instance_id, member_id, step, text, at)
          SELECT n.id, n.instance_id, n.member_id, n.step, n.text, {now}
          FROM moved m JOIN {n} ON n.instance_id = m.id RETURNING 1""");

  static final TransitionPart<OfInstance<Transition.NoticeRow>> NOTICED =
      new TransitionPart<>(
          "noticed",
          ParameterTable.<OfInstance<Transition.NoticeRow>>of()
              .uuid("id", _ -> UuidCreator.getTimeOrderedEpoch())
              .uuid("instance_id", OfInstance::instance)
              .member("member_id", row -> row.what.member())
              .text("kind", row -> row.what.kind())
              .text("step", row -> row.what.step())
              .uuid("task_id", row -> row.what.task())
              .text("title", row -> row.what.title())
              .text("text", row -> row.what.text())
              .member("by_id", row -> row.what.by()),
          """
          INSERT INTO {s}notice (id, member_id, at, kind, app, flow, step, instance_id, task_id, title, text, by_id)
          SELECT n.id, n.member_id, {now}, n.kind, m.app, m.flow, n.step, n.instance_id, n.task_id, n.title, n.text, n.by_id
          FROM moved m JOIN {n} ON n.instance_id = m.id RETURNING 1""");

  private static TransitionPart<NewInstance> insertion(String name, String where) {
    return new TransitionPart<>(
        name,
        ParameterTable.<NewInstance>of()
            .uuid("id", row -> row.instance.id())
            .text("app", row -> row.instance.app().value())
            .text("flow", row -> row.instance.flow())
            .number("version", row -> row.instance.version())
            .text(
                "form",
                row -> row.instance.subject() == null ? null : row.instance.subject().form())
            .uuid(
                "record_id",
                row ->
                    row.instance.subject() == null ? null : row.instance.subject().record().value())
            .text("title", NewInstance::title)
            .member("submitter", row -> row.instance.submitter())
            .number("depth", row -> row.instance.depth())
            .uuid("parent_id", NewInstance::parent)
            .number("parent_position", NewInstance::position)
            .text("status", row -> row.instance.status().name())
            .text("outcome", row -> row.instance.outcome())
            .text("error", row -> row.instance.error())
            .moment("started_at", row -> row.instance.startedAt())
            .flag("is_over", row -> row.instance.status().isOver())
            .text("state", row -> DefinitionJson.write(row.instance.state())),
        """
        INSERT INTO {s}flow_instance (id, app, flow, version, form, record_id, title, submitter, depth, parent_id,
          parent_position, revision, status, outcome, error, started_at, ended_at, state)
        SELECT n.id, n.app, n.flow, n.version, n.form, n.record_id, n.title, n.submitter, n.depth, n.parent_id,
          n.parent_position, 1, n.status, n.outcome, n.error, n.started_at, CASE WHEN n.is_over THEN {now} END, n.state::jsonb
        FROM {n} %s RETURNING id, app, flow"""
            .formatted(where));
  }

  private static TransitionPart<OfInstance<Integer>> removal(String table) {
    return new TransitionPart<>(
        "no_" + table,
        ParameterTable.<OfInstance<Integer>>of()
            .uuid("instance_id", OfInstance::instance)
            .number("position", OfInstance::what),
        """
        DELETE FROM {s}%s t USING moved m, {n}
        WHERE t.instance_id = n.instance_id AND t.position = n.position AND n.instance_id = m.id RETURNING 1"""
            .formatted(table));
  }
}
