package dev.formwork.core.importexport;

import static dev.formwork.core.thread.VirtualThreads.await;

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
import dev.formwork.core.thread.VirtualThreads;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
      Map<String, Set<MemberId>> members) {}

  /**
   * A few batches in a row spare reading the file again for each; the job's lease is renewed
   * between steps.
   */
  @Override
  public Uni<Progress> step(Job job) {
    return VirtualThreads.run(() -> batches(job));
  }

  private Progress batches(Job job) {
    var id = UUID.fromString(job.subject());
    var stored = await(store.work(id));
    if (stored.run().isOver()) {
      return Progress.DONE;
    }
    var setting = setting(job, stored);
    int all = setting.table.rows().size();
    int begin = stored.run().nextRow();
    int end = Math.min(begin + 4 * BATCH, all);
    for (int from = begin; from < end; from += BATCH) {
      batch(id, setting, from, Math.min(from + BATCH, end));
    }
    if (end < all) {
      return Progress.MORE;
    }
    await(store.finish(id, ImportRun.State.DONE, null));
    LOG.info(sentence(setting.caller.workspace(), await(store.progress(id))));
    return Progress.DONE;
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

  private Setting setting(Job job, ImportStore.StoredImport storedImport) {
    var run = storedImport.run();
    var plan = ImportService.plan(storedImport.plan());
    var table = CsvTable.read(storedImport.content(), plan.fileFormat());
    var workspace = await(workspaces.byId(job.workspaceId()));
    var caller = caller(workspace, storedImport);
    var form = await(forms.form(workspace, run.app(), run.form()));
    var mapper = new RowMapper(form, table, plan, caller.zone(), caller.locale());
    return new Setting(caller, form, table, plan, mapper, await(names.members(workspace)));
  }

  /** Whoever began the import, with the rights they have now, and no more than their token. */
  private Caller caller(Workspace workspace, ImportStore.StoredImport storedImport) {
    return await(members.caller(storedImport.memberId(), workspace))
        .within(TokenScope.of(storedImport.scope()))
        .with(Locale.of(storedImport.language()), ZoneId.of(storedImport.zone()));
  }

  private void batch(UUID id, Setting setting, int from, int to) {
    var rows = setting.table.rows().subList(from, to);
    try {
      await(
          RetryingTransactions.retryingWhole(
              pool,
              sql ->
                  VirtualThreads.run(
                      () -> record(sql, id, from, rows.size(), write(sql, setting, rows)))));
    } catch (Refusal refusal) {
      if (refusal.kind() == Refusal.Kind.NOT_SIGNED_IN) {
        throw refusal;
      }
      oneByOne(id, setting, from, rows);
    }
    records.batchCommitted(setting.caller.workspace());
  }

  /**
   * After a row broke a uniqueness: each row behind a savepoint of its own, so that the others get
   * in.
   */
  private void oneByOne(UUID id, Setting setting, int from, List<CsvTable.Row> rows) {
    await(
        pool.withConnection(
                connection -> {
                  var sql = new LockingTransaction(connection);
                  return inOwnTransaction(
                      sql,
                      VirtualThreads.run(
                          () ->
                              record(
                                  sql, id, from, rows.size(), writeOneByOne(sql, setting, rows))));
                })
            .onFailure(RetryingTransactions::mayBeginAgain)
            .retry()
            .withBackOff(Duration.ofMillis(20), Duration.ofSeconds(1))
            .atMost(8));
  }

  private Result writeOneByOne(LockingTransaction sql, Setting setting, List<CsvTable.Row> rows) {
    var all = new Result(new ArrayList<>(), new ArrayList<>());
    for (var row : rows) {
      try {
        add(
            all,
            await(
                sql.inSavepoint(
                    () -> VirtualThreads.run(() -> write(sql, setting, List.of(row))))));
      } catch (Refusal refusal) {
        refused(setting, row, refusal, all);
      }
    }
    return all;
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

  /** What became of the rows of a batch. */
  private record Result(List<RecordService.BatchOutcome> outcomes, List<ImportFailure> failures) {
    long count(Class<? extends RecordService.BatchOutcome> kind) {
      return outcomes.stream().filter(kind::isInstance).count();
    }
  }

  private Void record(LockingTransaction sql, UUID id, int from, int rows, Result result) {
    var failedRows = result.failures.stream().map(ImportFailure::row).distinct().count();
    var counts =
        new ImportStore.Counts(
            rows,
            (int) result.count(RecordService.BatchOutcome.Created.class),
            (int) result.count(RecordService.BatchOutcome.Updated.class),
            (int) result.count(RecordService.BatchOutcome.Unchanged.class),
            (int) failedRows);
    await(store.addFailures(sql, id, result.failures));
    if (!await(store.advance(sql, id, from, counts))) {
      throw new IllegalStateException("Another node went on with import " + id);
    }
    return null;
  }

  /**
   * A row may name a record that an earlier round just made, such as its parent account further
   * down the file: rows that wait for one are tried again as long as others get in.
   */
  private Result write(LockingTransaction sql, Setting setting, List<CsvTable.Row> rows) {
    var result = new Result(new ArrayList<>(), new ArrayList<>());
    var wanted = rows;
    while (!wanted.isEmpty()) {
      var titles = setting.mapper.mentionedTitles(wanted);
      var found = await(names.records(sql, setting.caller, setting.form, titles));
      var directory = new RowMapper.Directory(found, setting.members);
      var mapped = wanted.stream().map(row -> setting.mapper.map(row, directory)).toList();
      var good = mapped.stream().filter(row -> row.failures().isEmpty()).toList();
      write(sql, setting, good, result);
      var again = new ArrayList<CsvTable.Row>();
      for (var row : mapped) {
        if (!row.failures().isEmpty()) {
          if (!good.isEmpty() && setting.mapper.waitsForOwnForm(row)) {
            again.add(row.source());
          } else {
            result.failures.addAll(row.failures());
          }
        }
      }
      wanted = again;
    }
    return result;
  }

  private void write(
      LockingTransaction sql, Setting setting, List<RowMapper.MappedRow> rows, Result result) {
    if (rows.isEmpty()) {
      return;
    }
    var inputs = rows.stream().map(RowMapper.MappedRow::input).toList();
    var existing = await(matches.find(sql, setting.form, setting.plan, inputs));
    var outcomes =
        await(
            records.writeBatch(setting.caller, setting.form, sql, items(setting, rows, existing)));
    collect(setting, rows, outcomes, result);
  }

  private List<RecordService.BatchItem> items(
      Setting setting, List<RowMapper.MappedRow> rows, Map<Object, StoredRecord> existing) {
    return rows.stream()
        .map(
            row -> {
              var key = matches.key(setting.form, setting.plan, row.input());
              var found = key == null ? null : existing.get(key);
              return new RecordService.BatchItem(
                  found, found == null ? RowMapper.forNew(row.input()) : row.input());
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
