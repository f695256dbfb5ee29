package dev.formwork.core.backup;

import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.job.JobQueue;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.upkeep.UpkeepSchedule;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The backups of the installation and when they are made. They hold all workspaces, so only
 * administrators of the first one, with which the installation began, look after them. Their files
 * hold the keys, too: they are fetched from the folder they lie in, and not over the network.
 */
@ApplicationScoped
public class Backups {

  private final Pool pool;
  private final BackupStore store;
  private final BackupFolder folder;
  private final BackupJob job;
  private final JobQueue jobs;
  private final UpkeepSchedule schedule;

  Backups(
      Pool pool,
      BackupStore store,
      BackupFolder folder,
      BackupJob job,
      JobQueue jobs,
      UpkeepSchedule schedule) {
    this.pool = pool;
    this.store = store;
    this.folder = folder;
    this.job = job;
    this.jobs = jobs;
    this.schedule = schedule;
  }

  /** Whether somebody looks after backups here. */
  public Uni<Boolean> mayLookAfter(Caller caller) {
    return caller.isAdministrator()
        ? schedule.isFirst(caller.workspace())
        : Uni.createFrom().item(false);
  }

  /** Whether the newest one did not come about. */
  public Uni<Boolean> isLastFailed() {
    return store.isLastFailed();
  }

  private Uni<Void> require(Caller caller) {
    caller.requireAdministrator();
    return schedule
        .isFirst(caller.workspace())
        .invoke(
            isFirst -> {
              if (!isFirst) {
                throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.BACKUPS_FIRST_WORKSPACE);
              }
            })
        .replaceWithVoid();
  }

  /** Where they lie, on the node that answers. */
  public Path folder() {
    return folder.path();
  }

  public Uni<BackupPlan> plan(Caller caller) {
    return require(caller).chain(store::plan);
  }

  /** Newest first. */
  public Uni<List<BackupRun>> runs(Caller caller) {
    return require(caller)
        .chain(store::runs)
        .chain(
            runs ->
                WorkerThreads.run(
                    () -> runs.stream().map(run -> isGone(run) ? run.gone() : run).toList()));
  }

  /** As after a restore into another folder. Files of other nodes cannot be seen. */
  private boolean isGone(BackupRun run) {
    return run.isWhole()
        && BackupFolder.node().equals(run.node())
        && !Files.exists(folder.file(run.fileName()));
  }

  public Uni<Void> replan(Caller caller, BackupPlan plan) {
    if (plan.kept() < 1 || plan.kept() > BackupPlan.MOST_KEPT) {
      return Uni.createFrom()
          .failure(
              Refusal.invalid(
                  List.of(Problem.at("/keep", CoreProblem.BACKUPS_KEPT, BackupPlan.MOST_KEPT))));
    }
    return require(caller)
        .chain(
            () ->
                pool.withTransaction(
                    sql ->
                        store
                            .keep(sql, plan)
                            .chain(
                                () -> schedule.move(sql, job, BackupJob.next(plan, Instant.now())))
                            .chain(
                                () ->
                                    AuditLog.write(
                                        sql,
                                        AuditEvent.of(
                                            caller,
                                            "backup.plan",
                                            plan.isOn() ? plan.at() + " " + plan.zone() : "off",
                                            "{\"keep\": " + plan.kept() + "}")))));
  }

  /**
   * Has one made now.
   *
   * @return its id
   */
  public Uni<UUID> make(Caller caller) {
    return require(caller)
        .chain(
            () ->
                pool.withTransaction(
                    sql ->
                        store
                            .asked(sql, caller.memberId())
                            .call(
                                id ->
                                    jobs.enqueue(
                                        sql, caller.workspace(), BackupJob.KIND, id.toString()))
                            .call(
                                id ->
                                    AuditLog.write(
                                        sql, AuditEvent.of(caller, "backup.make", id.toString())))))
        .invoke(jobs::wake);
  }

  /**
   * Removes one and its file. Fails as not found; as a conflict when it is under way, or when its
   * file lies with another node.
   */
  public Uni<Void> remove(Caller caller, UUID id) {
    return require(caller)
        .chain(() -> store.run(id))
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND))
        .call(run -> WorkerThreads.run(() -> removedHere(run)))
        .chain(
            run ->
                pool.withTransaction(
                    sql ->
                        store
                            .removed(sql, id)
                            .chain(
                                () ->
                                    AuditLog.write(
                                        sql,
                                        AuditEvent.of(caller, "backup.remove", run.fileName())))));
  }

  private boolean removedHere(BackupRun run) {
    if (run.finishedAt() == null) {
      throw Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.BACKUP_RUNNING);
    }
    boolean isHere = folder.remove(run.fileName());
    if (!isHere && run.isWhole() && !BackupFolder.node().equals(run.node())) {
      throw Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.BACKUP_ELSEWHERE, run.node());
    }
    return isHere;
  }
}
