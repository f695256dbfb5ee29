package dev.formwork.designer.recompute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.job.JobQueue;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.InvariantViolation;
import dev.formwork.core.record.Recomputation;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;

/** Starts recomputations and tells how far they are. */
@ApplicationScoped
public class Recomputations {

  static final String JOB = "recompute";

  private static final String COLUMNS =
      "SELECT id, app, form, total, done, last_id, state <> 'running', broken, broken_first::text FROM formwork.recomputation";

  /** How many of those that break an invariant are named. */
  private static final int NAMED = 20;

  /**
   * One form being brought up to date.
   *
   * @param total records it had when it began
   * @param broken how many records break an invariant as they are
   * @param brokenFirst the first of them
   */
  public record Progress(
      UUID id,
      String app,
      String form,
      long total,
      long done,
      RecordId last,
      boolean over,
      long broken,
      List<InvariantViolation> brokenFirst) {}

  /**
   * A form to be brought up to date.
   *
   * @param total records it has
   */
  public record Planned(CompiledForm form, long total) {}

  private final Pool pool;
  private final JobQueue jobs;
  private final CompiledForms forms;

  Recomputations(Pool pool, JobQueue jobs, CompiledForms forms) {
    this.pool = pool;
    this.jobs = jobs;
    this.forms = forms;
  }

  /**
   * These forms, their readers, theirs, and so on: each once, readers behind what they read. Where
   * forms read each other, one has to come first.
   */
  public static List<CompiledForm> following(Collection<CompiledForm> first) {
    var found = new ArrayDeque<CompiledForm>();
    var seen = new HashSet<String>();
    first.forEach(form -> follow(form, seen, found));
    return List.copyOf(found);
  }

  private static void follow(CompiledForm form, Set<String> seen, Deque<CompiledForm> found) {
    if (seen.add(form.key())) {
      form.links().readers(form.key()).stream()
          .map(AppGraph.Dependent::form)
          .forEach(reader -> follow(reader, seen, found));
      found.addFirst(form);
    }
  }

  /**
   * The forms of an app in whose definitions any of these functions is called, and those behind.
   */
  public Uni<List<CompiledForm>> calling(Caller caller, AppKey app, Set<String> functions) {
    if (functions.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    var call =
        Pattern.compile(
            "\\b(?:" + String.join("|", functions) + ")\\s*\\(", Pattern.CASE_INSENSITIVE);
    return forms
        .forms(caller.workspace(), app)
        .map(
            all ->
                following(
                    all.values().stream()
                        .filter(
                            form -> call.matcher(DefinitionJson.write(form.definition())).find())
                        .toList()));
  }

  /** Counts what there is to do. */
  public Uni<List<Planned>> planned(List<CompiledForm> wanted) {
    return Multi.createFrom()
        .iterable(wanted)
        .onItem()
        .transformToUniAndConcatenate(
            form ->
                pool.query(
                        "SELECT count(*) FROM " + form.table().sql() + " WHERE deleted_at IS NULL")
                    .execute()
                    .map(rows -> new Planned(form, rows.iterator().next().getLong(0))))
        .collect()
        .asList();
  }

  /** Puts them in line, in the transaction that makes them necessary; {@link #wake} afterwards. */
  public Uni<Void> plan(Mutiny.Session session, Workspace workspace, List<Planned> planned) {
    return Multi.createFrom()
        .iterable(planned)
        .onItem()
        .transformToUniAndConcatenate(one -> plan(session, workspace, one))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> plan(Mutiny.Session session, Workspace workspace, Planned planned) {
    var id = UuidCreator.getTimeOrderedEpoch();
    return session
        .createNativeQuery(
            """
            INSERT INTO formwork.recomputation (id, workspace_id, app, form, total, last_id, state)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'running')""")
        .setParameter(1, id)
        .setParameter(2, workspace.id())
        .setParameter(3, planned.form.app().value())
        .setParameter(4, planned.form.key())
        .setParameter(5, planned.total)
        .setParameter(6, new UUID(0, 0))
        .executeUpdate()
        .chain(() -> jobs.enqueue(session, workspace, JOB, id.toString()));
  }

  /** Begins with what was planned. */
  public void wake() {
    jobs.wake();
  }

  /** All forms of an app in whose definitions any of these functions is called. */
  Uni<Void> startWhereCalled(Caller caller, AppKey app, Set<String> functions) {
    return calling(caller, app, functions).chain(found -> start(caller.workspace(), found));
  }

  /** All forms of an app, as after a change that any formula may rest on. */
  Uni<Void> startAll(Caller caller, AppKey app) {
    return forms
        .forms(caller.workspace(), app)
        .chain(all -> start(caller.workspace(), following(all.values())));
  }

  private Uni<Void> start(Workspace workspace, List<CompiledForm> wanted) {
    return planned(wanted)
        .chain(
            planned ->
                Multi.createFrom()
                    .iterable(planned)
                    .onItem()
                    .transformToUniAndConcatenate(one -> enqueue(workspace, one))
                    .collect()
                    .asList())
        .invoke(jobs::wake)
        .replaceWithVoid();
  }

  private Uni<Void> enqueue(Workspace workspace, Planned planned) {
    var id = UuidCreator.getTimeOrderedEpoch();
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(
                    """
                    INSERT INTO formwork.recomputation (id, workspace_id, app, form, total, last_id, state)
                    VALUES ($1, $2, $3, $4, $5, $6, 'running')""")
                .execute(
                    Tuple.of(
                        id,
                        workspace.id(),
                        planned.form.app().value(),
                        planned.form.key(),
                        planned.total,
                        new UUID(0, 0)))
                .chain(() -> jobs.enqueue(sql, workspace, JOB, id.toString())));
  }

  /** Those of an app that are not over, in the order they were started. */
  public Uni<List<Progress>> running(Workspace workspace, String app) {
    return pool.preparedQuery(
            COLUMNS
                + " WHERE workspace_id = $1 AND app = $2 AND state = 'running' ORDER BY started_at, id")
        .execute(Tuple.of(workspace.id(), app))
        .map(
            rows -> {
              var running = new ArrayList<Progress>();
              rows.forEach(row -> running.add(progress(row)));
              return running;
            });
  }

  /** The last one of a form; null when there never was any. */
  public Uni<Progress> latest(Workspace workspace, String app, String form) {
    return pool.preparedQuery(
            COLUMNS
                + " WHERE workspace_id = $1 AND app = $2 AND form = $3 ORDER BY started_at DESC, id DESC LIMIT 1")
        .execute(Tuple.of(workspace.id(), app, form))
        .map(rows -> rows.iterator().hasNext() ? progress(rows.iterator().next()) : null);
  }

  Uni<Progress> find(UUID id) {
    return pool.preparedQuery(COLUMNS + " WHERE id = $1")
        .execute(Tuple.of(id))
        .map(rows -> progress(rows.iterator().next()));
  }

  private static Progress progress(Row row) {
    return new Progress(
        row.getUUID(0),
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        new RecordId(row.getUUID(5)),
        row.getBoolean(6),
        row.getLong(7),
        broken(row.getString(8)));
  }

  private static List<InvariantViolation> broken(String json) {
    try {
      return DefinitionJson.mapper().readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was written can be read", e);
    }
  }

  /** False when another node went on from there. */
  Uni<Boolean> advance(Progress progress, Recomputation.Batch batch) {
    var named = new ArrayList<>(progress.brokenFirst);
    batch.broken().stream().limit(Math.max(0, NAMED - named.size())).forEach(named::add);
    return pool.preparedQuery(
            """
            UPDATE formwork.recomputation SET last_id = $2, done = done + $3, broken = broken + $4, broken_first = $5::text::jsonb
            WHERE id = $1 AND last_id = $6""")
        .execute(
            Tuple.of(
                progress.id,
                batch.last().value(),
                (long) batch.size(),
                (long) batch.broken().size(),
                DefinitionJson.write(named),
                progress.last.value()))
        .map(rows -> rows.rowCount() == 1);
  }

  Uni<Void> finish(UUID id, String state, String error) {
    return pool.preparedQuery(
            "UPDATE formwork.recomputation SET state = $2, error = $3, finished_at = now() WHERE id = $1")
        .execute(Tuple.of(id, state, error))
        .replaceWithVoid();
  }
}
