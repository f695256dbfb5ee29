package dev.formwork.designer.recompute;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.AppLinks;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.job.JobQueue;
import dev.formwork.core.workspace.CompiledForms;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Starts recomputations and tells how far they are. */
@ApplicationScoped
public class Recomputations {

  static final String JOB = "recompute";

  /**
   * One form being brought up to date.
   *
   * @param total records it had when it began; an estimate
   */
  public record Progress(
      UUID id, String app, String form, long total, long done, UUID last, boolean over) {}

  private final Pool pool;
  private final JobQueue jobs;
  private final CompiledForms forms;

  Recomputations(Pool pool, JobQueue jobs, CompiledForms forms) {
    this.pool = pool;
    this.jobs = jobs;
    this.forms = forms;
  }

  /** A form whose formulas changed, and then those that read it, one after the other. */
  public Uni<Void> start(Caller caller, String app, String form) {
    return forms
        .form(caller.workspace(), app, form)
        .chain(
            compiled ->
                Multi.createFrom()
                    .iterable(concerned(compiled))
                    .onItem()
                    .transformToUniAndConcatenate(one -> enqueue(caller.workspace(), one))
                    .collect()
                    .asList())
        .invoke(jobs::wake)
        .replaceWithVoid();
  }

  /** All forms of an app, as after a change that any formula may rest on. */
  public Uni<Void> startAll(Caller caller, String app) {
    return forms
        .forms(caller.workspace(), app)
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all.values())
                    .onItem()
                    .transformToUniAndConcatenate(form -> enqueue(caller.workspace(), form))
                    .collect()
                    .asList())
        .invoke(jobs::wake)
        .replaceWithVoid();
  }

  /** All forms of an app in whose definitions any of these functions is called. */
  public Uni<Void> startWhereCalled(Caller caller, String app, Set<String> functions) {
    if (functions.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var call =
        Pattern.compile(
            "\\b(?:" + String.join("|", functions) + ")\\s*\\(", Pattern.CASE_INSENSITIVE);
    return forms
        .forms(caller.workspace(), app)
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all.values())
                    .filter(form -> call.matcher(DefinitionJson.write(form.definition())).find())
                    .onItem()
                    .transformToUniAndConcatenate(form -> start(caller, app, form.key()))
                    .collect()
                    .asList())
        .replaceWithVoid();
  }

  /** The form, its readers, theirs, and so on: each once, readers behind what they read. */
  private static List<CompiledForm> concerned(CompiledForm first) {
    var found = new ArrayList<CompiledForm>();
    var seen = new HashSet<String>();
    var waiting = new ArrayDeque<CompiledForm>();
    waiting.add(first);
    while (!waiting.isEmpty()) {
      var next = waiting.removeFirst();
      if (seen.add(next.key())) {
        found.add(next);
        next.links().readers(next.key()).stream()
            .map(AppLinks.Reader::form)
            .forEach(waiting::addLast);
      }
    }
    return found;
  }

  private Uni<Void> enqueue(Workspace workspace, CompiledForm form) {
    var id = UuidCreator.getTimeOrderedEpoch();
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(
                    """
                    INSERT INTO formwork.recomputation (id, workspace_id, app, form, total, last_id, state)
                    SELECT $1, $2, $3, $4, count(*), '00000000-0000-0000-0000-000000000000', 'running' FROM %s
                    WHERE deleted_at IS NULL"""
                        .formatted(form.table().sql()))
                .execute(Tuple.of(id, workspace.id(), form.app().value(), form.key()))
                .chain(() -> jobs.enqueue(sql, workspace, JOB, id.toString())));
  }

  /** Those of an app that are not over, in the order they were started. */
  public Uni<List<Progress>> running(Workspace workspace, String app) {
    return pool.preparedQuery(
            "SELECT id, app, form, total, done, last_id, state <> 'running' FROM formwork.recomputation WHERE workspace_id = $1 AND app = $2 AND state = 'running' ORDER BY started_at, id")
        .execute(Tuple.of(workspace.id(), app))
        .map(
            rows -> {
              var running = new ArrayList<Progress>();
              rows.forEach(row -> running.add(progress(row)));
              return running;
            });
  }

  Uni<Progress> find(UUID id) {
    return pool.preparedQuery(
            "SELECT id, app, form, total, done, last_id, state <> 'running' FROM formwork.recomputation WHERE id = $1")
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
        row.getUUID(5),
        row.getBoolean(6));
  }

  Uni<Void> advance(UUID id, UUID last, int size) {
    return pool.preparedQuery(
            "UPDATE formwork.recomputation SET last_id = $2, done = done + $3 WHERE id = $1")
        .execute(Tuple.of(id, last, (long) size))
        .replaceWithVoid();
  }

  Uni<Void> finish(UUID id, String state, String error) {
    return pool.preparedQuery(
            "UPDATE formwork.recomputation SET state = $2, error = $3, finished_at = now() WHERE id = $1")
        .execute(Tuple.of(id, state, error))
        .replaceWithVoid();
  }
}
