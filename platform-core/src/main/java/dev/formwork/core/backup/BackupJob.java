package dev.formwork.core.backup;

import static dev.formwork.core.thread.VirtualThreads.await;

import dev.formwork.core.job.Job;
import dev.formwork.core.job.JobHandler;
import dev.formwork.core.thread.VirtualThreads;
import dev.formwork.core.upkeep.DailyTime;
import dev.formwork.core.upkeep.UpkeepTask;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes a backup, reads it once to see that it is whole, and removes those that are too many. What
 * cannot be made is told where backups are listed and to those who look after them, and is not
 * tried again before its next time.
 */
@ApplicationScoped
class BackupJob implements UpkeepTask, JobHandler {

  static final String KIND = "backup";

  private static final Logger LOG = Logger.getLogger(BackupJob.class);

  private final BackupStore store;
  private final BackupFolder folder;
  private final DatabaseBackup backup;
  private final Pool pool;
  private final List<BackupAlarm> alarms;

  BackupJob(
      Pool pool,
      BackupStore store,
      BackupFolder folder,
      @All List<BackupAlarm> alarms,
      @ConfigProperty(name = "formwork.keys.file", defaultValue = "data/keys") String keys,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.pool = pool;
    this.alarms = alarms;
    this.store = store;
    this.folder = folder;
    this.backup =
        new DatabaseBackup(() -> DriverManager.getConnection(url, user, password), Path.of(keys));
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Uni<Instant> next(Instant after) {
    return store.plan().map(plan -> next(plan, after));
  }

  /** Null: not by the clock. */
  static Instant next(BackupPlan plan, Instant after) {
    return plan.isOn() ? DailyTime.next(plan.at(), plan.zone(), after) : null;
  }

  @Override
  public Uni<String> begin(SqlClient sql) {
    return store.asked(sql, null).map(UUID::toString);
  }

  @Override
  public Uni<Progress> step(Job job) {
    return VirtualThreads.run(
        () -> {
          var run = await(store.run(UUID.fromString(job.subject())));
          if (run != null && run.finishedAt() == null) {
            make(job, run);
          }
          return Progress.DONE;
        });
  }

  @Override
  public Uni<Void> failed(Job job, String error) {
    var run = UUID.fromString(job.subject());
    return pool.withTransaction(
        sql ->
            store
                .failed(sql, run, error)
                .chain(isFirst -> isFirst ? alarm(sql, job, error) : Uni.createFrom().voidItem()));
  }

  /** The first of several that fail is told; of the others the list of backups says enough. */
  private Uni<Void> alarm(SqlClient sql, Job job, String error) {
    return Multi.createFrom()
        .iterable(alarms)
        .onItem()
        .transformToUniAndConcatenate(one -> one.failing(sql, job.workspaceId(), error))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private void make(Job job, BackupRun run) {
    await(store.began(run.id(), BackupFolder.node()));
    try {
      folder.prepare();
      var file = folder.file(run.fileName());
      // A node that ended before it could say so may have made it.
      Files.deleteIfExists(file);
      var summary = backup.write(file);
      BackupFile.checked(file).close();
      await(store.made(run.id(), summary, Files.size(file)));
      LOG.infof("Backup %s made: %d rows", file, summary.rows());
      removeOld();
    } catch (BackupException e) {
      fail(job, run, e);
    } catch (IOException e) {
      fail(job, run, new BackupException("The backup cannot be written: " + e.getMessage(), e));
    }
  }

  private void fail(Job job, BackupRun run, BackupException failure) {
    LOG.errorf("Backup %s did not come about: %s", run.fileName(), failure.getMessage());
    await(failed(job, failure.getMessage()));
  }

  /** Those that other nodes have stay until these make one. */
  private void removeOld() {
    int kept = await(store.plan()).kept();
    await(store.runs()).stream()
        .filter(BackupRun::isWhole)
        .skip(kept)
        .filter(run -> folder.remove(run.fileName()) || BackupFolder.node().equals(run.node()))
        .forEach(run -> await(store.removed(run.id())));
  }
}
