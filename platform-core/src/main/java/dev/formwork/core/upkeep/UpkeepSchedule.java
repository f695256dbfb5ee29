package dev.formwork.core.upkeep;

import dev.formwork.core.job.JobQueue;
import dev.formwork.core.thread.RepeatingTask;
import dev.formwork.core.workspace.Workspace;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Begins tasks of upkeep when their time has come: once, whichever node sees it first. It puts a
 * job in for them, in the transaction that sets their next time.
 */
@ApplicationScoped
public class UpkeepSchedule {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  /** After there is a workspace. */
  private static final int LATE = 5_000;

  private final Pool pool;
  private final JobQueue jobs;
  private final List<UpkeepTask> tasks;
  private final RepeatingTask looking;

  /** It stays the first; null: not asked for yet. */
  private volatile UUID first;

  UpkeepSchedule(Vertx vertx, Pool pool, JobQueue jobs, @All List<UpkeepTask> tasks) {
    this.pool = pool;
    this.jobs = jobs;
    this.tasks = tasks;
    this.looking = new RepeatingTask(vertx, "Looking for upkeep", LOOK_EVERY, this::look);
  }

  void start(@Observes @Priority(LATE) StartupEvent event) {
    looking.start();
  }

  void stop(@Observes ShutdownEvent event) {
    looking.stop();
  }

  private Uni<Boolean> look() {
    return Multi.createFrom()
        .iterable(tasks)
        .onItem()
        .transformToUniAndConcatenate(task -> begin(task, Instant.now()))
        .collect()
        .asList()
        .replaceWith(false);
  }

  /**
   * Begins a task if it is due, and gives a new one its first time.
   *
   * @return whether it began
   */
  Uni<Boolean> begin(UpkeepTask task, Instant now) {
    return task.next(now)
        .chain(
            next ->
                pool.withTransaction(
                    sql ->
                        sql.preparedQuery(
                                """
                                INSERT INTO formwork.upkeep (task, due_at) VALUES ($1, $2) ON CONFLICT (task) DO NOTHING\
                                """)
                            .execute(Tuple.from(Arrays.asList(task.name(), at(next))))
                            .chain(
                                () ->
                                    sql.preparedQuery(
                                            "UPDATE formwork.upkeep SET due_at = $2 WHERE task = $1"
                                                + " AND due_at <= $3")
                                        .execute(
                                            Tuple.from(
                                                Arrays.asList(task.name(), at(next), at(now)))))
                            .chain(
                                due ->
                                    due.rowCount() == 0
                                        ? Uni.createFrom().item(false)
                                        : enqueue(sql, task).replaceWith(true))))
        .invoke(
            began -> {
              if (began) {
                jobs.wake();
              }
            });
  }

  private Uni<Void> enqueue(SqlClient sql, UpkeepTask task) {
    return task.begin(sql).chain(subject -> enqueue(sql, task.name(), subject));
  }

  /** The job belongs to no workspace in particular; the first one has it. */
  private Uni<Void> enqueue(SqlClient sql, String kind, String subject) {
    return first().chain(workspace -> jobs.enqueue(sql, workspace, kind, subject));
  }

  private static Object at(Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  /**
   * Another time was chosen for a task.
   *
   * @param next null: not at all any more
   */
  public Uni<Void> move(SqlClient sql, UpkeepTask task, Instant next) {
    return sql.preparedQuery(
            "INSERT INTO formwork.upkeep (task, due_at) VALUES ($1, $2) ON CONFLICT (task) DO"
                + " UPDATE SET due_at = EXCLUDED.due_at")
        .execute(Tuple.from(Arrays.asList(task.name(), at(next))))
        .replaceWithVoid();
  }

  /** Whether a workspace is the one that the installation began with. */
  public Uni<Boolean> isFirst(Workspace workspace) {
    return first().map(workspace.id()::equals);
  }

  private Uni<UUID> first() {
    return first != null
        ? Uni.createFrom().item(first)
        : pool.query("SELECT id FROM formwork.workspace ORDER BY created_at, id LIMIT 1")
            .execute()
            .map(rows -> rows.iterator().next().getUUID(0))
            .invoke(found -> first = found);
  }
}
