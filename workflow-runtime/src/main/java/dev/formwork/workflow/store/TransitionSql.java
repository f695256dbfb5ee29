package dev.formwork.workflow.store;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.SqlText;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.engine.Happening;
import dev.formwork.workflow.engine.Instance;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes transitions as one statement. Each part reads the instances that really moved, so that a
 * transition decided on an old revision leaves no trace. Parts with nothing in them are left out.
 */
final class TransitionSql {

  private final String schema;
  private final OffsetDateTime now;
  private final SqlText sql = new SqlText();

  TransitionSql(String schema, OffsetDateTime now) {
    this.schema = "\"" + schema + "\".";
    this.now = now;
  }

  /** A row of a part: what it belongs to, and what it says. */
  private record Of<T>(UUID instance, T what) {}

  /** All are new, or none is. */
  SqlText write(List<Transition> transitions) {
    sql.append("WITH ");
    moved(transitions);
    var changes =
        transitions.stream()
            .map(one -> new Of<>(one.after().id(), Changes.of(one.effects())))
            .toList();
    closed(rows(changes, one -> List.copyOf(one.closed.values())));
    opened(rows(changes, one -> List.copyOf(one.opened.values())));
    forgotten(rows(changes, one -> one.forgotten));
    timers(rows(changes, one -> one.timers));
    expectations(rows(changes, one -> one.expectations));
    jobs(transitions, rows(changes, one -> one.jobs));
    history(each(transitions, Transition::history));
    copies(each(transitions, Transition::copies));
    notices(each(transitions, Transition::notices));
    children(each(transitions, Transition::children));
    sql.append(" SELECT id FROM moved");
    return sql;
  }

  private static <T> List<Of<T>> rows(List<Of<Changes>> changes, Function<Changes, List<T>> part) {
    return changes.stream()
        .flatMap(one -> part.apply(one.what).stream().map(row -> new Of<>(one.instance, row)))
        .toList();
  }

  private static <T> List<Of<T>> each(
      List<Transition> transitions, Function<Transition, List<T>> part) {
    return transitions.stream()
        .flatMap(one -> part.apply(one).stream().map(row -> new Of<>(one.after().id(), row)))
        .toList();
  }

  private <T, V> TransitionSql array(List<T> rows, Function<T, V> value, V[] empty, String cast) {
    sql.bind(rows.stream().map(value).toList().toArray(empty), cast);
    return this;
  }

  private TransitionSql and(String text) {
    sql.append(text);
    return this;
  }

  private <T> TransitionSql uuids(List<T> rows, Function<T, UUID> value) {
    var values = new UUID[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    sql.bind(values, "uuid[]");
    return this;
  }

  private <T> TransitionSql texts(List<T> rows, Function<T, String> value) {
    var values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    sql.bind(values, "text[]");
    return this;
  }

  private <T> TransitionSql numbers(List<T> rows, Function<T, Integer> value) {
    return array(rows, value, new Integer[0], "int[]");
  }

  private <T> TransitionSql moments(List<T> rows, Function<T, OffsetDateTime> value) {
    var values = new OffsetDateTime[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    sql.bind(values, "timestamptz[]");
    return this;
  }

  private void moved(List<Transition> all) {
    if (all.getFirst().isNew()) {
      inserted(
          "moved",
          all.stream()
              .map(one -> new Fresh(one.after(), one.title(), one.parent(), one.parentPosition()))
              .toList());
      return;
    }
    and("moved AS (UPDATE ")
        .and(schema)
        .and("flow_instance i SET revision = i.revision + 1, ")
        .and("version = n.version, status = n.status, outcome = n.outcome, error = n.error, ")
        .and("state = n.state::jsonb, ended_at = n.ended_at FROM unnest(")
        .uuids(all, one -> one.after().id())
        .and(", ")
        .numbers(all, one -> one.after().revision())
        .and(", ")
        .numbers(all, one -> one.after().version())
        .and(", ")
        .texts(all, one -> one.after().status().name())
        .and(", ")
        .texts(all, one -> one.after().outcome())
        .and(", ")
        .texts(all, one -> one.after().error())
        .and(", ")
        .texts(all, one -> DefinitionJson.write(one.after().state()))
        .and(", ")
        .moments(all, one -> one.after().status().isOver() ? now : null)
        .and(") AS n(id, revision, version, status, outcome, error, state, ended_at) ")
        .and("WHERE i.id = n.id AND i.revision = n.revision RETURNING i.id)");
  }

  /** An instance that begins. */
  private record Fresh(Instance instance, String title, UUID parent, int position) {}

  private void inserted(String name, List<Fresh> all) {
    and(name)
        .and(" AS (INSERT INTO ")
        .and(schema)
        .and("flow_instance (id, app, flow, version, form, record_id, title, ")
        .and(
            "submitter, depth, parent_id, parent_position, revision, status, outcome, error, started_at, ended_at, state) ")
        .and(
            "SELECT n.id, n.app, n.flow, n.version, n.form, n.record_id, n.title, n.submitter, n.depth, n.parent_id, ")
        .and(
            "n.parent_position, 1, n.status, n.outcome, n.error, n.started_at, n.ended_at, n.state::jsonb FROM unnest(")
        .uuids(all, one -> one.instance.id())
        .and(", ")
        .texts(all, one -> one.instance.app())
        .and(", ")
        .texts(all, one -> one.instance.flow())
        .and(", ")
        .numbers(all, one -> one.instance.version())
        .and(", ")
        .texts(all, one -> one.instance.subject() == null ? null : one.instance.subject().form())
        .and(", ")
        .uuids(all, one -> one.instance.subject() == null ? null : one.instance.subject().record())
        .and(", ")
        .texts(all, Fresh::title)
        .and(", ")
        .uuids(all, one -> one.instance.submitter())
        .and(", ")
        .numbers(all, one -> one.instance.depth())
        .and(", ")
        .uuids(all, Fresh::parent)
        .and(", ")
        .numbers(all, Fresh::position)
        .and(", ")
        .texts(all, one -> one.instance.status().name())
        .and(", ")
        .texts(all, one -> one.instance.outcome())
        .and(", ")
        .texts(all, one -> one.instance.error())
        .and(", ")
        .moments(all, one -> one.instance.startedAt())
        .and(", ")
        .moments(all, one -> one.instance.status().isOver() ? now : null)
        .and(", ")
        .texts(all, one -> DefinitionJson.write(one.instance.state()))
        .and(
            ") AS n(id, app, flow, version, form, record_id, title, submitter, depth, parent_id, parent_position, ")
        .and("status, outcome, error, started_at, ended_at, state)")
        .and(name.equals("moved") ? "" : " WHERE EXISTS (SELECT 1 FROM moved)")
        .and(" RETURNING id)");
  }

  private void closed(List<Of<Effect.CloseTask>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    and(", closed AS (UPDATE ").and(schema).and("flow_task t SET closed_at = ");
    sql.bind(now, "timestamptz");
    and(", closed_by = n.by_id, outcome = n.outcome FROM moved m, unnest(")
        .uuids(rows, row -> row.what.task())
        .and(", ")
        .uuids(rows, row -> row.what.by())
        .and(", ")
        .texts(rows, row -> row.what.outcome())
        .and(
            ") AS n(id, by_id, outcome) WHERE t.id = n.id AND t.instance_id = m.id AND t.closed_at IS NULL RETURNING 1)");
  }

  private void opened(List<Of<Effect.OpenTask>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    and(", opened AS (INSERT INTO ")
        .and(schema)
        .and(
            "flow_task (id, instance_id, position, step, kind, member_id, principal_id, opened_at, due_at) ")
        .and(
            "SELECT n.id, n.instance_id, n.position, n.step, n.kind, n.member_id, n.principal_id, ");
    sql.bind(now, "timestamptz");
    and(", n.due_at FROM moved m JOIN unnest(")
        .uuids(rows, row -> row.what.task())
        .and(", ")
        .uuids(rows, Of::instance)
        .and(", ")
        .numbers(rows, row -> row.what.position())
        .and(", ")
        .texts(rows, row -> row.what.step())
        .and(", ")
        .texts(rows, row -> row.what.kind().name())
        .and(", ")
        .uuids(rows, row -> row.what.member())
        .and(", ")
        .uuids(rows, row -> row.what.principal())
        .and(", ")
        .moments(rows, row -> row.what.due())
        .and(
            ") AS n(id, instance_id, position, step, kind, member_id, principal_id, due_at) ON n.instance_id = m.id RETURNING 1)");
  }

  private void forgotten(List<Of<Integer>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    for (var table : List.of("flow_timer", "flow_job", "flow_expectation")) {
      and(", no_" + table + " AS (DELETE FROM ")
          .and(schema)
          .and(table)
          .and(" t USING moved m, unnest(")
          .uuids(rows, Of::instance)
          .and(", ")
          .numbers(rows, Of::what)
          .and(
              ") AS n(instance_id, position) WHERE t.instance_id = n.instance_id AND t.position = n.position AND n.instance_id = m.id RETURNING 1)");
    }
  }

  private void timers(List<Of<Effect.SetTimer>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    and(", timed AS (INSERT INTO ")
        .and(schema)
        .and("flow_timer (instance_id, position, stage, at) SELECT n.* FROM moved m JOIN unnest(")
        .uuids(rows, Of::instance)
        .and(", ")
        .numbers(rows, row -> row.what.position())
        .and(", ")
        .numbers(rows, row -> row.what.stage())
        .and(", ")
        .moments(rows, row -> row.what.at())
        .and(") AS n(instance_id, position, stage, at) ON n.instance_id = m.id ")
        .and(
            "ON CONFLICT (instance_id, position, stage) DO UPDATE SET at = EXCLUDED.at RETURNING 1)");
  }

  private void expectations(List<Of<Effect.Expect>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    and(", expected AS (INSERT INTO ")
        .and(schema)
        .and(
            "flow_expectation (instance_id, position, form, record_id) SELECT n.* FROM moved m JOIN unnest(")
        .uuids(rows, Of::instance)
        .and(", ")
        .numbers(rows, row -> row.what.position())
        .and(", ")
        .texts(rows, row -> row.what.subject().form())
        .and(", ")
        .uuids(rows, row -> row.what.subject().record())
        .and(") AS n(instance_id, position, form, record_id) ON n.instance_id = m.id RETURNING 1)");
  }

  /** Work outside; and whoever called an instance that ended is to hear of it. */
  private void jobs(List<Transition> transitions, List<Of<Effect.Enqueue>> wanted) {
    var rows = new ArrayList<FlowJob.Wanted>();
    wanted.forEach(
        row ->
            rows.add(
                new FlowJob.Wanted(
                    row.instance, row.instance, row.what.position(), FlowJob.Kind.OUTSIDE)));
    transitions.stream()
        .filter(one -> one.after().status().isOver() && one.parent() != null)
        .forEach(
            one ->
                rows.add(
                    new FlowJob.Wanted(
                        one.after().id(),
                        one.parent(),
                        one.parentPosition(),
                        FlowJob.Kind.CHILD_ENDED)));
    transitions.stream()
        .flatMap(
            one -> Stream.concat(Stream.of(one.after()).filter(_ -> one.isNew()), Stream.empty()))
        .filter(one -> one.state().next() == 1)
        .forEach(one -> rows.add(new FlowJob.Wanted(one.id(), one.id(), 0, FlowJob.Kind.START)));
    transitions.forEach(
        one ->
            one.children()
                .forEach(
                    child ->
                        rows.add(
                            new FlowJob.Wanted(
                                one.after().id(), child.instance().id(), 0, FlowJob.Kind.START))));
    if (rows.isEmpty()) {
      return;
    }
    and(", enqueued AS (INSERT INTO ")
        .and(schema)
        .and(
            "flow_job (id, instance_id, position, kind, run_at) SELECT n.id, n.instance_id, n.position, n.kind, ");
    sql.bind(now, "timestamptz");
    and(" FROM moved m JOIN unnest(")
        .uuids(rows, _ -> UuidCreator.getTimeOrderedEpoch())
        .and(", ")
        .uuids(rows, FlowJob.Wanted::mover)
        .and(", ")
        .uuids(rows, FlowJob.Wanted::instance)
        .and(", ")
        .numbers(rows, FlowJob.Wanted::position)
        .and(", ")
        .texts(rows, row -> row.kind().name())
        .and(") AS n(id, mover, instance_id, position, kind) ON n.mover = m.id RETURNING 1)");
  }

  private void history(List<Of<Happening>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    and(", told AS (INSERT INTO ")
        .and(schema)
        .and(
            "flow_event (instance_id, at, kind, step, member_id, principal_id, task_id, comment, detail, waited_ms, worked_ms) ")
        .and("SELECT n.instance_id, ");
    sql.bind(now, "timestamptz");
    and(", n.kind, n.step, n.member_id, n.principal_id, n.task_id, n.comment, n.detail::jsonb, ")
        .and("(extract(epoch FROM coalesce(t.seen_at, ");
    sql.bind(now, "timestamptz");
    and(") - t.opened_at) * 1000)::bigint, (extract(epoch FROM ");
    sql.bind(now, "timestamptz");
    and(" - t.seen_at) * 1000)::bigint FROM moved m JOIN unnest(")
        .uuids(rows, Of::instance)
        .and(", ")
        .texts(rows, row -> row.what.kind())
        .and(", ")
        .texts(rows, row -> row.what.step())
        .and(", ")
        .uuids(rows, row -> row.what.member())
        .and(", ")
        .uuids(rows, row -> row.what.principal())
        .and(", ")
        .uuids(rows, row -> row.what.task())
        .and(", ")
        .texts(rows, row -> row.what.comment())
        .and(", ")
        .texts(rows, row -> row.what.detail() == null ? null : row.what.detail().toString())
        .and(
            ") WITH ORDINALITY AS n(instance_id, kind, step, member_id, principal_id, task_id, comment, detail, place) ")
        .and("ON n.instance_id = m.id LEFT JOIN ")
        .and(schema)
        .and("flow_task t ON t.id = n.task_id ORDER BY n.place RETURNING 1)");
  }

  private void copies(List<Of<Transition.CopyRow>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    and(", copied AS (INSERT INTO ")
        .and(schema)
        .and(
            "flow_copy (id, instance_id, member_id, step, text, at) SELECT n.id, n.instance_id, n.member_id, n.step, n.text, ");
    sql.bind(now, "timestamptz");
    and(" FROM moved m JOIN unnest(")
        .uuids(rows, _ -> UuidCreator.getTimeOrderedEpoch())
        .and(", ")
        .uuids(rows, Of::instance)
        .and(", ")
        .uuids(rows, row -> row.what.member())
        .and(", ")
        .texts(rows, row -> row.what.step())
        .and(", ")
        .texts(rows, row -> row.what.text())
        .and(") AS n(id, instance_id, member_id, step, text) ON n.instance_id = m.id RETURNING 1)");
  }

  private void notices(List<Of<Transition.NoticeRow>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    and(", noticed AS (INSERT INTO ")
        .and(schema)
        .and(
            "notice (id, member_id, at, kind, app, flow, step, instance_id, task_id, title, text, by_id) ")
        .and("SELECT n.id, n.member_id, ");
    sql.bind(now, "timestamptz");
    and(", n.kind, i.app, i.flow, n.step, n.instance_id, n.task_id, n.title, n.text, n.by_id FROM moved m JOIN unnest(")
        .uuids(rows, _ -> UuidCreator.getTimeOrderedEpoch())
        .and(", ")
        .uuids(rows, Of::instance)
        .and(", ")
        .uuids(rows, row -> row.what.member())
        .and(", ")
        .texts(rows, row -> row.what.kind())
        .and(", ")
        .texts(rows, row -> row.what.step())
        .and(", ")
        .uuids(rows, row -> row.what.task())
        .and(", ")
        .texts(rows, row -> row.what.title())
        .and(", ")
        .texts(rows, row -> row.what.text())
        .and(", ")
        .uuids(rows, row -> row.what.by())
        .and(
            ") AS n(id, instance_id, member_id, kind, step, task_id, title, text, by_id) ON n.instance_id = m.id JOIN ")
        .and(schema)
        .and("flow_instance i ON i.id = m.id RETURNING 1)");
  }

  private void children(List<Of<Transition.Child>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    and(", ");
    inserted(
        "begun",
        rows.stream()
            .map(
                row ->
                    new Fresh(
                        row.what.instance(),
                        row.what.title(),
                        row.what.position() == 0 ? null : row.instance,
                        row.what.position()))
            .toList());
  }
}
