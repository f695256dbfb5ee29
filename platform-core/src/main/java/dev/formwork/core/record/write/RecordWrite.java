package dev.formwork.core.record.write;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.access.RowIdentity;
import dev.formwork.core.record.access.RowLevelCheck;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.RecordVisibility;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/** One attempt to create or change a record, and how far it has come. */
final class RecordWrite {

  /**
   * What someone wants.
   *
   * @param id of the record, new or there
   * @param expectedVersion the version a change was made on; null: whichever is newest
   * @param input what they gave; stages complete it
   * @param given what they gave themselves, before anything was filled in
   */
  record Wish(
      RecordAccess access,
      RecordId id,
      Long expectedVersion,
      RecordInput input,
      RecordInput given,
      Occasion occasion) {

    /** Each attempt is filled in anew, so it works on an input of its own. */
    Wish again() {
      return new Wish(access, id, expectedVersion, input.deepCopy(access.form()), given, occasion);
    }
  }

  private final Wish wish;
  private final RecordWriter writer;

  private SqlClient sql;
  private StoredRecord before;
  private RecordChangeSet decided;
  private StoredRecord after;
  private boolean settled;

  RecordWrite(Wish wish, SqlClient sql, RecordWriter writer) {
    this.wish = wish;
    this.sql = sql;
    this.writer = writer;
  }

  Wish wish() {
    return wish;
  }

  RecordAccess access() {
    return wish.access;
  }

  CompiledForm form() {
    return wish.access.form();
  }

  EvaluationContext moment() {
    return wish.access.moment();
  }

  RecordInput input() {
    return wish.input;
  }

  /** The pool, or the transaction once it has begun. */
  SqlClient sql() {
    return sql;
  }

  /** In a transaction, which may be one that begins again. */
  RecordWrite within(SqlClient transaction) {
    sql = transaction;
    decided = null;
    after = null;
    settled = false;
    return this;
  }

  /** The record as it is; null: it is new, or was not read yet. */
  StoredRecord before() {
    return before;
  }

  void found(StoredRecord current) {
    before = current;
  }

  /** Its values as they are; null: it is new. */
  RecordData valuesBefore() {
    return before == null ? null : before.data();
  }

  RecordVisibility sight() {
    return before == null ? access().rights().creationSight() : before.sight();
  }

  RecordChangeSet decided() {
    return decided;
  }

  /**
   * What shall be written. Whoever may not set a field is not asked to fill it in, and is told of
   * no place they may not see.
   */
  void decideOn(RecordChangeSet changes) {
    var problems =
        sight().isWhole()
            ? changes.problems()
            : RowLevelCheck.told(form(), sight(), changes.problems());
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    RowIdentity.name(form(), valuesBefore(), changes.data());
    decided = changes;
  }

  /** The record as it will be; null: that was not decided yet. */
  StoredRecord after() {
    return after;
  }

  void became(StoredRecord record) {
    after = record;
  }

  /** Nothing is to be written, and the record stays as it is. */
  void settle() {
    after = before;
    settled = true;
  }

  boolean isSettled() {
    return settled;
  }

  Uni<Void> tell(RecordEvent.Kind kind, StoredRecord from, StoredRecord to) {
    return writer.tell(sql, access(), kind, from, to);
  }
}
