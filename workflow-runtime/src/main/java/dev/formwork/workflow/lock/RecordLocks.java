package dev.formwork.workflow.lock;

import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.field.Field;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.engine.Engine;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.store.InstanceStore.StoredInstance;
import dev.formwork.workflow.store.NoticeStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Tells people what of a record is locked to them and why, and lets administrators unlock it. */
@ApplicationScoped
public class RecordLocks {

  private static final int LONGEST_REASON = 2_000;

  private final Pool pool;
  private final RecordRuns runs;
  private final RecordService records;
  private final LiveTasks live;

  RecordLocks(Pool pool, RecordRuns runs, RecordService records, LiveTasks live) {
    this.pool = pool;
    this.runs = runs;
    this.records = records;
    this.live = live;
  }

  /**
   * A run that locks the record.
   *
   * @param step where it stands; null: it is through
   */
  public record Lock(UUID instance, String flow, Title flowTitle, Title step) {}

  /**
   * What is locked to the reader.
   *
   * @param locks the runs that do it; with an unlock, those that would
   * @param fields keys of the fields that are locked now
   * @param unlock nullable: nobody unlocked it
   * @param mayUnlock whether the reader may unlock it, or lock it again
   */
  public record State(
      List<Lock> locks, Set<String> fields, RecordUnlock unlock, boolean mayUnlock) {

    /** Whether anything but single fields is locked. */
    public boolean isLocked() {
      return !locks.isEmpty() && unlock == null;
    }
  }

  /** Fails as not found for whoever may not read the record. */
  public Uni<State> of(Caller caller, CompiledForm form, RecordId record) {
    return records.get(caller, form, record).chain(found -> state(caller, form, found));
  }

  private Uni<State> state(Caller caller, CompiledForm form, StoredRecord record) {
    return runs.all(pool, caller, form, record)
        .chain(
            all ->
                RecordUnlock.current(pool, caller.workspace().schema(), record.id())
                    .map(unlock -> state(caller, form, record, all, unlock)));
  }

  private static State state(
      Caller caller,
      CompiledForm form,
      StoredRecord record,
      List<RecordRuns.Locking> all,
      RecordUnlock unlock) {
    var whole = all.stream().filter(one -> one.lock().fields() == null).toList();
    var opened =
        unlock != null && all.stream().allMatch(one -> unlock.opens(one.stored().instance()))
            ? unlock
            : null;
    var fields = new TreeSet<String>();
    if (opened == null) {
      form.definition().fields().stream()
          .filter(Field::isEntered)
          .map(field -> field.key().value())
          .filter(key -> all.stream().anyMatch(one -> isLocked(form, record, one.lock(), key)))
          .forEach(fields::add);
    }
    return new State(
        whole.stream().map(RecordLocks::lock).toList(),
        fields,
        opened,
        !caller.readOnly() && caller.guest() == null && caller.isAdministrator());
  }

  /**
   * What keeps a flow from being started on a record by hand: an earlier run of its own that
   * decides on the record, or has decided; unless the flow lets itself in.
   *
   * @param record as the caller sees it
   * @return null: nothing
   */
  public Uni<Problem> againstStart(
      SqlClient sql, Caller caller, CompiledFlow flow, StoredRecord record) {
    return flow.definition().rules().openTo().contains(flow.key())
        ? Uni.createFrom().nullItem()
        : runs.locking(sql, caller, flow.form(), record)
            .map(
                locks ->
                    locks.stream()
                        .filter(one -> one.lock().fields() == null)
                        .filter(one -> one.flow().key().equals(flow.key()))
                        .findFirst()
                        .map(one -> FlowLocks.problem(one, ""))
                        .orElse(null));
  }

  /** What the flow leaves to people is not locked by what became of the record. */
  private static boolean isLocked(
      CompiledForm form, StoredRecord record, RunLock lock, String key) {
    var owned = form.links().owned(form.key()).get(key);
    boolean left =
        lock.kind() == RunLock.Kind.APPROVED
            && owned != null
            && !owned.movesFrom(EnteredChanges.value(form, record, key)).isEmpty();
    return lock.locks(key) && !left;
  }

  private static Lock lock(RecordRuns.Locking one) {
    return new Lock(
        one.stored().instance().id(),
        one.flow().key(),
        one.flow().definition().title(),
        one.lock().kind() == RunLock.Kind.APPROVED
            ? null
            : FlowLocks.step(one.flow(), one.lock().step()));
  }

  /**
   * Opens a locked record to whoever may change it otherwise, until it is locked again or
   * submitted: audited, in the history of its flows, and told to those who decide on it.
   *
   * @param reason why, in the administrator's words
   */
  public Uni<State> unlock(Caller caller, CompiledForm form, RecordId record, String reason) {
    caller.requireWriting();
    caller.requireAdministrator();
    var why = reason == null ? "" : reason.strip();
    if (why.isEmpty()) {
      throw Refusal.invalid(List.of(Problem.at("/reason", FlowProblem.RECORD_UNLOCK_REASON)));
    }
    var kept = why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) : why;
    return records
        .get(caller, form, record)
        .chain(
            found ->
                pool.withTransaction(
                    sql ->
                        RecordUnlock.end(sql, caller.workspace().schema(), record)
                            .chain(() -> RecordUnlock.add(sql, caller, form.key(), record, kept))
                            .chain(() -> tell(sql, caller, form, found, "unlocked", kept))
                            .chain(
                                () ->
                                    audit(
                                        sql,
                                        caller,
                                        form,
                                        record,
                                        "record.unlock",
                                        found.title(),
                                        kept))))
        .invoke(() -> told(caller, record))
        .chain(() -> of(caller, form, record));
  }

  /** Locks a record again that was unlocked. */
  public Uni<State> lock(Caller caller, CompiledForm form, RecordId record) {
    caller.requireWriting();
    caller.requireAdministrator();
    return records
        .get(caller, form, record)
        .chain(
            found ->
                pool.withTransaction(
                    sql ->
                        RecordUnlock.end(sql, caller.workspace().schema(), record)
                            .chain(
                                was ->
                                    was
                                        ? tell(sql, caller, form, found, "locked", null)
                                            .chain(
                                                () ->
                                                    audit(
                                                        sql,
                                                        caller,
                                                        form,
                                                        record,
                                                        "record.lock",
                                                        found.title(),
                                                        null))
                                        : Uni.createFrom().voidItem())))
        .invoke(() -> told(caller, record))
        .chain(() -> of(caller, form, record));
  }

  private void told(Caller caller, RecordId record) {
    live.changed(record);
    live.noticed(caller.workspace());
  }

  private static Uni<Void> audit(
      SqlClient sql,
      Caller caller,
      CompiledForm form,
      RecordId record,
      String event,
      String title,
      String reason) {
    var details = DefinitionJson.mapper().createObjectNode();
    details.put("form", form.key()).put("title", title);
    if (reason != null) {
      details.put("reason", reason);
    }
    return AuditLog.write(sql, AuditEvent.of(caller, event, record.toString(), details.toString()));
  }

  /** In the history of the runs that lock it, and to those who have a task in one. */
  private Uni<Void> tell(
      SqlClient sql,
      Caller caller,
      CompiledForm form,
      StoredRecord record,
      String kind,
      String reason) {
    return runs.all(sql, caller, form, record)
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(
                        one -> tell(sql, caller, one.stored(), kind, reason).replaceWith(one))
                    .collect()
                    .asList())
        .replaceWithVoid();
  }

  private Uni<Void> tell(
      SqlClient sql, Caller caller, StoredInstance stored, String kind, String reason) {
    var schema = caller.workspace().schema();
    var standing = Engine.standing(stored.instance().state());
    return sql.preparedQuery(
            """
            INSERT INTO "%s".flow_event (instance_id, at, kind, member_id, comment)
            VALUES ($1, now(), $2, $3, $4)"""
                .formatted(schema))
        .execute(
            Tuple.of(stored.instance().id(), kind, MemberId.valueOrNull(caller.memberId()), reason))
        .chain(
            () ->
                sql.preparedQuery(
                        """
                        SELECT DISTINCT member_id FROM "%s".flow_task
                        WHERE instance_id = $1 AND closed_at IS NULL"""
                            .formatted(schema))
                    .execute(Tuple.of(stored.instance().id())))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .map(row -> MemberId.of(row.getUUID(0)))
        .onItem()
        .transformToUniAndConcatenate(
            member ->
                NoticeStore.tell(
                        sql,
                        schema,
                        member,
                        kind,
                        stored,
                        standing.stream().findFirst().orElse(null),
                        reason,
                        caller.memberId())
                    .replaceWith(member))
        .collect()
        .asList()
        .invoke(members -> members.forEach(live::changed))
        .replaceWithVoid();
  }
}
