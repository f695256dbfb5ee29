package dev.formwork.core.importexport;

import static dev.formwork.core.thread.VirtualThreads.await;

import dev.formwork.core.access.Caller;
import dev.formwork.core.access.TokenScope;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.job.Job;
import dev.formwork.core.job.JobHandler;
import dev.formwork.core.member.Members;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.thread.VirtualThreads;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Undoes imports, from the last batch to the first, each in one transaction: records that were made
 * go to the recycle bin, those that were changed get the values they had before. A record that
 * somebody changed since stays as it is, and is named.
 */
@ApplicationScoped
class UndoJob implements JobHandler {

  static final String KIND = "import-undo";

  private final Pool pool;
  private final ImportStore imports;
  private final UndoStore store;
  private final RecordService records;
  private final CompiledForms forms;
  private final Workspaces workspaces;
  private final Members members;

  UndoJob(
      Pool pool,
      ImportStore imports,
      UndoStore store,
      RecordService records,
      CompiledForms forms,
      Workspaces workspaces,
      Members members) {
    this.pool = pool;
    this.imports = imports;
    this.store = store;
    this.records = records;
    this.forms = forms;
    this.workspaces = workspaces;
    this.members = members;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Uni<Void> failed(Job job, String error) {
    return store.finish(UUID.fromString(job.subject()), ImportRun.State.FAILED, error);
  }

  @Override
  public Uni<Progress> step(Job job) {
    return VirtualThreads.run(() -> batch(job));
  }

  private Progress batch(Job job) {
    var id = UUID.fromString(job.subject());
    var stored = await(imports.work(id));
    if (stored.run().state() != ImportRun.State.UNDOING) {
      return Progress.DONE;
    }
    var batch = await(store.last(id));
    if (batch == null) {
      await(store.finish(id, ImportRun.State.UNDONE, null));
      return Progress.DONE;
    }
    var workspace = await(workspaces.byId(job.workspaceId()));
    var by = await(store.undoneBy(id));
    var caller =
        await(members.caller(by.member(), workspace))
            .within(TokenScope.of(by.scope()))
            .with(Locale.of(stored.language()), ZoneId.of(stored.zone()));
    var form = await(forms.form(workspace, stored.run().app(), stored.run().form()));
    await(
        RetryingTransactions.withSavepoints(
            pool, sql -> VirtualThreads.run(() -> undo(sql, id, caller, form, batch))));
    records.batchCommitted(workspace);
    return Progress.MORE;
  }

  private Void undo(
      LockingTransaction sql, UUID id, Caller caller, CompiledForm form, UndoStore.Batch batch) {
    var joined = records.joining(sql, null);
    var kept = new ArrayList<KeptRecord>();
    int undone = 0;
    for (var created : batch.created().reversed()) {
      undone +=
          undo(
              sql,
              new Wanted(caller, form, created, kept),
              () -> joined.delete(caller, form, created, 1L, false));
    }
    for (var changed : batch.updated().reversed()) {
      undone +=
          undo(
              sql,
              new Wanted(caller, form, changed.id(), kept),
              () ->
                  store
                      .change(sql, form.table().schema(), form.key(), changed)
                      .map(changes -> EarlierValues.of(form, changes == null ? "{}" : changes))
                      .chain(
                          earlier ->
                              joined.change(caller, form, changed.id(), changed.version(), earlier))
                      .replaceWithVoid());
    }
    if (!await(store.undone(sql, id, batch, undone, kept))) {
      throw new IllegalStateException("Another node went on undoing import " + id);
    }
    return null;
  }

  /**
   * A record that is to be as it was.
   *
   * @param kept told of it when it stays as it is
   */
  private record Wanted(Caller caller, CompiledForm form, RecordId id, List<KeptRecord> kept) {}

  /** How many were undone: one, or none. One that is gone already needs nothing. */
  private int undo(LockingTransaction sql, Wanted wanted, Supplier<Uni<Void>> command) {
    try {
      await(sql.inSavepoint(command));
      return 1;
    } catch (Refusal refusal) {
      if (refusal.kind() == Refusal.Kind.NOT_SIGNED_IN) {
        throw refusal;
      }
      if (refusal.kind() != Refusal.Kind.NOT_FOUND) {
        wanted.kept.add(kept(sql, wanted, refusal.problems().getFirst()));
      }
      return 0;
    }
  }

  private KeptRecord kept(LockingTransaction sql, Wanted wanted, Problem why) {
    var title =
        await(
            records
                .joining(sql, null)
                .get(wanted.caller, wanted.form, wanted.id)
                .map(found -> found.title())
                .onFailure(Refusal.class)
                .recoverWithItem(""));
    return new KeptRecord(wanted.id, title, why.code(), why.message(wanted.caller.locale()));
  }
}
