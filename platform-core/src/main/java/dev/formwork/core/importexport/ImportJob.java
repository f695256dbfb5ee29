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
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.thread.VirtualThreads;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
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

  /** Rows of a file. */
  private static final int BATCH = 1_000;

  /** So long a step goes on before the job's lease is renewed: the file is read once for each. */
  private static final Duration STEP = Duration.ofSeconds(5);

  private final Pool pool;
  private final ImportStore store;
  private final UndoStore undos;
  private final ImportReferenceResolver names;
  private final ExistingRecordFinder matches;
  private final RecordService records;
  private final CompiledForms forms;
  private final Workspaces workspaces;
  private final Members members;

  ImportJob(
      Pool pool,
      ImportStore store,
      UndoStore undos,
      ImportReferenceResolver names,
      ExistingRecordFinder matches,
      RecordService records,
      CompiledForms forms,
      Workspaces workspaces,
      Members members) {
    this.pool = pool;
    this.store = store;
    this.undos = undos;
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
    parsed = null;
    return store.finish(UUID.fromString(job.subject()), ImportRun.State.FAILED, error);
  }

  /** The file of the import that this node went on with last, so that not every step reads it. */
  private volatile Parsed parsed;

  private record Parsed(UUID id, CompiledForm form, RecordMapper mapper) {}

  /** What the batches of one import share. */
  private record Setting(
      Caller caller,
      CompiledForm form,
      ImportPlan plan,
      RecordMapper mapper,
      Map<String, Set<MemberId>> members) {}

  /** Several batches in a row spare reading the file again for each. */
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
    var batches = FileBatch.of(setting.mapper.records(), stored.run().nextRow(), BATCH);
    long end = System.nanoTime() + STEP.toNanos();
    var next = prepare(setting, batches, 0);
    for (int i = 0; i < batches.size(); i++) {
      if (System.nanoTime() > end) {
        return Progress.MORE;
      }
      var prepared = next;
      next = prepare(setting, batches, i + 1);
      batch(id, setting, batches.get(i), prepared);
    }
    parsed = null;
    await(store.finish(id, ImportRun.State.DONE, null));
    LOG.info(sentence(setting.caller.workspace(), await(store.progress(id))));
    return Progress.DONE;
  }

  /** Begins to read the records of a batch, while the one before it is written. */
  private PreparedBatch prepare(Setting setting, List<FileBatch> batches, int index) {
    return index >= batches.size() || setting.mapper.looksIntoItsOwnForm()
        ? PreparedBatch.NONE
        : PreparedBatch.begin(() -> mapped(pool, setting, batches.get(index).records()));
  }

  private List<MappedRecord> mapped(SqlClient sql, Setting setting, List<FileRecord> records) {
    var mentioned = setting.mapper.mentioned(records);
    var found = await(names.records(sql, setting.caller, setting.form, mentioned));
    var directory = new RecordMapper.Directory(found, setting.members);
    return records.stream().map(one -> setting.mapper.map(one, directory)).toList();
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
    var workspace = await(workspaces.byId(job.workspaceId()));
    var caller = caller(workspace, storedImport);
    var form = await(forms.form(workspace, run.app(), run.form()));
    var mapper = mapper(storedImport, form, plan, caller);
    return new Setting(caller, form, plan, mapper, await(names.members(workspace)));
  }

  @SuppressWarnings("ReferenceEquality") // Another compilation of the form is another form.
  private RecordMapper mapper(
      ImportStore.StoredImport storedImport, CompiledForm form, ImportPlan plan, Caller caller) {
    var id = storedImport.run().id();
    var known = parsed;
    if (known == null || !known.id.equals(id) || known.form != form) {
      var table = CsvTable.read(storedImport.content(), plan.fileFormat());
      known =
          new Parsed(id, form, new RecordMapper(form, table, plan, caller.zone(), caller.locale()));
      parsed = known;
    }
    return known.mapper;
  }

  /** Whoever began the import, with the rights they have now, and no more than their token. */
  private Caller caller(Workspace workspace, ImportStore.StoredImport storedImport) {
    return await(members.caller(storedImport.memberId(), workspace))
        .within(TokenScope.of(storedImport.scope()))
        .with(Locale.of(storedImport.language()), ZoneId.of(storedImport.zone()));
  }

  private void batch(UUID id, Setting setting, FileBatch batch, PreparedBatch prepared) {
    try {
      await(
          RetryingTransactions.retryingWhole(
              pool,
              sql ->
                  VirtualThreads.run(
                      () ->
                          record(sql, id, batch, write(sql, setting, batch.records(), prepared)))));
    } catch (Refusal refusal) {
      if (refusal.kind() == Refusal.Kind.NOT_SIGNED_IN) {
        throw refusal;
      }
      oneByOne(id, setting, batch);
    }
    records.batchCommitted(setting.caller.workspace());
  }

  /**
   * After a record broke a uniqueness: each one behind a savepoint of its own, so that the others
   * get in.
   */
  private void oneByOne(UUID id, Setting setting, FileBatch batch) {
    await(
        RetryingTransactions.withSavepoints(
            pool,
            sql ->
                VirtualThreads.run(
                    () -> record(sql, id, batch, writeOneByOne(sql, setting, batch.records())))));
  }

  private Result writeOneByOne(LockingTransaction sql, Setting setting, List<FileRecord> records) {
    var all = new Result(new ArrayList<>(), new ArrayList<>());
    for (var record : records) {
      try {
        add(
            all,
            await(
                sql.inSavepoint(
                    () ->
                        VirtualThreads.run(
                            () -> write(sql, setting, List.of(record), PreparedBatch.NONE)))));
      } catch (Refusal refusal) {
        refused(setting, record, refusal, all);
      }
    }
    return all;
  }

  /** What became of the records of a batch. */
  private record Result(List<RecordService.BatchOutcome> outcomes, List<ImportFailure> failures) {
    long count(Class<? extends RecordService.BatchOutcome> kind) {
      return outcomes.stream().filter(kind::isInstance).count();
    }
  }

  private Void record(LockingTransaction sql, UUID id, FileBatch batch, Result result) {
    var failedRows = result.failures.stream().map(ImportFailure::row).distinct().count();
    var counts =
        new ImportStore.Counts(
            batch.rows(),
            (int) result.count(RecordService.BatchOutcome.Created.class),
            (int) result.count(RecordService.BatchOutcome.Updated.class),
            (int) result.count(RecordService.BatchOutcome.Unchanged.class),
            (int) failedRows);
    await(store.addFailures(sql, id, result.failures));
    await(undos.add(sql, id, batch.from(), result.outcomes));
    if (!await(store.advance(sql, id, batch.from(), counts))) {
      throw new IllegalStateException("Another node went on with import " + id);
    }
    return null;
  }

  /**
   * A record may name one that an earlier round just made, such as its parent account further down
   * the file: those that wait for one are tried again as long as others get in.
   */
  private Result write(
      LockingTransaction sql, Setting setting, List<FileRecord> records, PreparedBatch prepared) {
    var result = new Result(new ArrayList<>(), new ArrayList<>());
    var wanted = records;
    while (!wanted.isEmpty()) {
      var now = wanted;
      var mapped = prepared.take().orElseGet(() -> mapped(sql, setting, now));
      var good = mapped.stream().filter(one -> !one.isRefused()).toList();
      write(sql, setting, good, result);
      var again = new ArrayList<FileRecord>();
      for (var one : mapped) {
        if (one.isRefused()) {
          if (!good.isEmpty() && setting.mapper.waitsForOwnForm(one)) {
            again.add(one.source());
          } else {
            result.failures.addAll(one.failures());
          }
        }
      }
      wanted = again;
    }
    return result;
  }

  private void write(
      LockingTransaction sql, Setting setting, List<MappedRecord> mapped, Result result) {
    if (mapped.isEmpty()) {
      return;
    }
    var inputs = mapped.stream().map(MappedRecord::input).toList();
    var existing = await(matches.find(sql, setting.form, setting.plan, inputs));
    var outcomes =
        await(
            this.records.writeBatch(
                setting.caller, setting.form, sql, items(setting, inputs, existing)));
    collect(setting, mapped, outcomes, result);
  }

  private List<RecordService.BatchItem> items(
      Setting setting, List<RecordInput> inputs, Map<Object, StoredRecord> existing) {
    return inputs.stream()
        .map(
            input -> {
              var key = matches.key(setting.form, setting.plan, input);
              var found = key == null ? null : existing.get(key);
              return new RecordService.BatchItem(
                  found, found == null ? RecordMapper.forNew(input) : input);
            })
        .toList();
  }

  private static void collect(
      Setting setting,
      List<MappedRecord> mapped,
      List<RecordService.BatchOutcome> outcomes,
      Result result) {
    for (int i = 0; i < mapped.size(); i++) {
      if (outcomes.get(i) instanceof RecordService.BatchOutcome.Refused(var problems)) {
        result.failures.addAll(setting.mapper.failures(mapped.get(i).source(), problems));
      } else {
        result.outcomes.add(outcomes.get(i));
      }
    }
  }

  private static void add(Result all, Result one) {
    all.outcomes.addAll(one.outcomes);
    all.failures.addAll(one.failures);
  }

  private static void refused(Setting setting, FileRecord record, Refusal refusal, Result all) {
    all.failures.addAll(setting.mapper.failures(record, refusal.problems()));
  }
}
