package dev.formwork.core.importexport;

import dev.formwork.core.access.Caller;
import dev.formwork.core.access.TokenScope;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.job.Job;
import dev.formwork.core.job.JobHandler;
import dev.formwork.core.member.Members;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Imports in batches. One batch is one transaction: its records, their change log, the failures and
 * the place to go on from. So a crash loses nothing and repeats nothing.
 */
@ApplicationScoped
class ImportJob implements JobHandler {

  private static final Logger LOG = Logger.getLogger(ImportJob.class);

  private static final int BATCH = 500;

  private final Pool pool;
  private final ImportStore store;
  private final ImportReferenceResolver names;
  private final ExistingRecordFinder matches;
  private final RecordService records;
  private final CompiledForms forms;
  private final Workspaces workspaces;
  private final Members members;

  ImportJob(
      Pool pool,
      ImportStore store,
      ImportReferenceResolver names,
      ExistingRecordFinder matches,
      RecordService records,
      CompiledForms forms,
      Workspaces workspaces,
      Members members) {
    this.pool = pool;
    this.store = store;
    this.names = names;
    this.matches = matches;
    this.records = records;
    this.forms = forms;
    this.workspaces = workspaces;
    this.members = members;
  }

  @Override
  public String kind() {
    return ImportService.JOB;
  }

  @Override
  public Uni<Void> failed(Job job, String error) {
    return store.finish(UUID.fromString(job.subject()), ImportRun.State.FAILED, error);
  }

  /** What the batches of one import share. */
  private record Setting(
      Caller caller,
      CompiledForm form,
      CsvTable table,
      ImportPlan plan,
      RowMapper mapper,
      Map<String, MemberId> members) {}

  @Override
  public Uni<Progress> step(Job job) {
    var id = UUID.fromString(job.subject());
    return store
        .work(id)
        .chain(
            storedImport ->
                storedImport.run().isOver()
                    ? Uni.createFrom().item(Progress.DONE)
                    : setting(job, storedImport)
                        .chain(setting -> batches(id, setting, storedImport.run().nextRow())));
  }

  private Uni<Setting> setting(Job job, ImportStore.StoredImport storedImport) {
    return WorkerThreads.run(() -> CsvTable.read(storedImport.content()))
        .chain(
            table ->
                workspaces
                    .byId(job.workspaceId())
                    .chain(workspace -> setting(workspace, storedImport, table)));
  }

  private Uni<Setting> setting(
      Workspace workspace, ImportStore.StoredImport storedImport, CsvTable table) {
    var plan = ImportService.plan(storedImport.plan());
    return caller(workspace, storedImport)
        .chain(
            caller ->
                forms
                    .form(workspace, storedImport.run().app(), storedImport.run().form())
                    .chain(
                        form ->
                            names
                                .members(workspace)
                                .map(
                                    members ->
                                        new Setting(
                                            caller,
                                            form,
                                            table,
                                            plan,
                                            new RowMapper(
                                                form, table, plan, caller.zone(), caller.locale()),
                                            members))));
  }

  /** Whoever began the import, with the rights they have now, and no more than their token. */
  private Uni<Caller> caller(Workspace workspace, ImportStore.StoredImport storedImport) {
    return members
        .caller(storedImport.memberId(), workspace)
        .map(
            caller ->
                caller
                    .within(TokenScope.of(storedImport.scope()))
                    .with(Locale.of(storedImport.language()), ZoneId.of(storedImport.zone())));
  }

  /**
   * A few batches in a row spare reading the file again for each; the job's lease is renewed
   * between steps.
   */
  private Uni<Progress> batches(UUID id, Setting setting, int from) {
    int end = Math.min(from + 4 * BATCH, setting.table.rows().size());
    var starts =
        java.util.stream.IntStream.iterate(from, start -> start < end, start -> start + BATCH)
            .boxed()
            .toList();
    return Multi.createFrom()
        .iterable(starts)
        .onItem()
        .transformToUniAndConcatenate(
            start -> batch(id, setting, start, Math.min(start + BATCH, end)))
        .collect()
        .asList()
        .chain(
            () ->
                end < setting.table.rows().size()
                    ? Uni.createFrom().item(Progress.MORE)
                    : finish(setting, id).replaceWith(Progress.DONE));
  }

  private Uni<Void> finish(Setting setting, UUID id) {
    return store
        .finish(id, ImportRun.State.DONE, null)
        .chain(() -> store.progress(id))
        .invoke(run -> LOG.info(sentence(setting.caller.workspace(), run)))
        .replaceWithVoid();
  }

  private static String sentence(Workspace workspace, ImportRun run) {
    return "Import %s into form %s of app %s of workspace %s done in %d ms: %d rows, %d created, %d updated, %d unchanged, %d failed"
        .formatted(
            run.id(),
            run.form(),
            run.app(),
            workspace.schema(),
            Duration.between(run.startedAt(), run.finishedAt()).toMillis(),
            run.totalRows(),
            run.created(),
            run.updated(),
            run.unchanged(),
            run.failed());
  }

  private Uni<Void> batch(UUID id, Setting setting, int from, int to) {
    var rows = setting.table.rows().subList(from, to);
    return RetryingTransactions.retryingWhole(
            pool,
            sql ->
                write(sql, setting, rows)
                    .chain(result -> record(sql, id, from, rows.size(), result)))
        .onFailure(
            failure ->
                failure instanceof Refusal refusal && refusal.kind() != Refusal.Kind.NOT_SIGNED_IN)
        .recoverWithUni(
            () ->
                pool.withConnection(
                        connection -> {
                          var sql = new LockingTransaction(connection);
                          return inOwnTransaction(
                              sql,
                              writeOneByOne(sql, setting, rows)
                                  .chain(result -> record(sql, id, from, rows.size(), result)));
                        })
                    .onFailure(RetryingTransactions::mayBeginAgain)
                    .retry()
                    .withBackOff(Duration.ofMillis(20), Duration.ofSeconds(1))
                    .atMost(8))
        .invoke(() -> records.batchCommitted(setting.caller.workspace()));
  }

  /** What became of the rows of a batch. */
  private record Result(List<RecordService.BatchOutcome> outcomes, List<ImportFailure> failures) {
    long count(Class<? extends RecordService.BatchOutcome> kind) {
      return outcomes.stream().filter(kind::isInstance).count();
    }
  }

  private Uni<Void> record(LockingTransaction sql, UUID id, int from, int rows, Result result) {
    var failedRows = result.failures.stream().map(ImportFailure::row).distinct().count();
    var counts =
        new ImportStore.Counts(
            rows,
            (int) result.count(RecordService.BatchOutcome.Created.class),
            (int) result.count(RecordService.BatchOutcome.Updated.class),
            (int) result.count(RecordService.BatchOutcome.Unchanged.class),
            (int) failedRows);
    return store
        .addFailures(sql, id, result.failures)
        .chain(() -> store.advance(sql, id, from, counts))
        .invoke(
            advanced -> {
              if (!advanced) {
                throw new IllegalStateException("Another node went on with import " + id);
              }
            })
        .replaceWithVoid();
  }

  private Uni<Result> write(LockingTransaction sql, Setting setting, List<CsvTable.Row> rows) {
    return names
        .records(sql, setting.caller, setting.form, setting.mapper.mentionedTitles(rows))
        .map(found -> new RowMapper.Directory(found, setting.members))
        .chain(
            directory -> {
              var mapped = rows.stream().map(row -> setting.mapper.map(row, directory)).toList();
              var good = mapped.stream().filter(row -> row.failures().isEmpty()).toList();
              var bad = mapped.stream().filter(row -> !row.failures().isEmpty()).toList();
              return writeInRounds(
                      sql, setting, good, new Result(new ArrayList<>(), new ArrayList<>()))
                  .chain(result -> retryOrReport(sql, setting, bad, !good.isEmpty(), result));
            });
  }

  /**
   * A row may name a record that an earlier round just made, such as its parent account further
   * down the file.
   */
  private Uni<Result> retryOrReport(
      LockingTransaction sql,
      Setting setting,
      List<RowMapper.MappedRow> bad,
      boolean somethingNew,
      Result result) {
    var rows =
        bad.stream().filter(row -> somethingNew && setting.mapper.waitsForOwnForm(row)).toList();
    bad.stream()
        .filter(row -> !rows.contains(row))
        .forEach(row -> result.failures.addAll(row.failures()));
    if (rows.isEmpty()) {
      return Uni.createFrom().item(result);
    }
    return write(sql, setting, rows.stream().map(RowMapper.MappedRow::source).toList())
        .map(
            retried -> {
              add(result, retried);
              return result;
            });
  }

  /**
   * Rows that name the same record twice go in rounds, so that the later one changes what the
   * earlier one made.
   */
  private Uni<Result> writeInRounds(
      LockingTransaction sql, Setting setting, List<RowMapper.MappedRow> rows, Result result) {
    if (rows.isEmpty()) {
      return Uni.createFrom().item(result);
    }
    var now = new ArrayList<RowMapper.MappedRow>();
    var later = new ArrayList<RowMapper.MappedRow>();
    var seen = new HashMap<Object, Boolean>();
    for (var row : rows) {
      var key = matches.key(setting.form, setting.plan, row.input());
      (key == null || seen.put(key, true) == null ? now : later).add(row);
    }
    return matches
        .find(
            sql, setting.form, setting.plan, now.stream().map(RowMapper.MappedRow::input).toList())
        .chain(
            existing ->
                records.writeBatch(
                    setting.caller, setting.form, sql, items(setting, now, existing)))
        .invoke(outcomes -> collect(setting, now, outcomes, result))
        .chain(() -> writeInRounds(sql, setting, later, result));
  }

  private List<RecordService.BatchItem> items(
      Setting setting, List<RowMapper.MappedRow> rows, Map<Object, StoredRecord> existing) {
    return rows.stream()
        .map(
            row -> {
              var key = matches.key(setting.form, setting.plan, row.input());
              return new RecordService.BatchItem(
                  key == null ? null : existing.get(key), row.input());
            })
        .toList();
  }

  private static void collect(
      Setting setting,
      List<RowMapper.MappedRow> rows,
      List<RecordService.BatchOutcome> outcomes,
      Result result) {
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      if (outcomes.get(i) instanceof RecordService.BatchOutcome.Refused(var problems)) {
        problems.forEach(
            problem -> result.failures.add(setting.mapper.failure(row.source(), problem)));
      } else {
        result.outcomes.add(outcomes.get(i));
      }
    }
  }

  /**
   * The client's own transactions end with the first failed statement; savepoints need one that is
   * ours.
   */
  private static Uni<Void> inOwnTransaction(LockingTransaction sql, Uni<Void> work) {
    return sql.query("BEGIN")
        .execute()
        .chain(() -> work)
        .call(() -> sql.query("COMMIT").execute())
        .onFailure()
        .call(() -> sql.query("ROLLBACK").execute());
  }

  /**
   * After a row broke a uniqueness: each row behind a savepoint of its own, so that the others get
   * in.
   */
  private Uni<Result> writeOneByOne(
      LockingTransaction sql, Setting setting, List<CsvTable.Row> rows) {
    var all = new Result(new ArrayList<>(), new ArrayList<>());
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(
            row ->
                sql.inSavepoint(() -> write(sql, setting, List.of(row)))
                    .invoke(result -> add(all, result))
                    .onFailure(Refusal.class)
                    .invoke(failure -> refused(setting, row, failure, all))
                    .onFailure(Refusal.class)
                    .recoverWithNull()
                    .replaceWithVoid())
        .collect()
        .asList()
        .replaceWith(all);
  }

  private static void add(Result all, Result one) {
    all.outcomes.addAll(one.outcomes);
    all.failures.addAll(one.failures);
  }

  private static void refused(Setting setting, CsvTable.Row row, Refusal refusal, Result all) {
    for (Problem problem : refusal.problems()) {
      all.failures.add(setting.mapper.failure(row, problem));
    }
  }
}
