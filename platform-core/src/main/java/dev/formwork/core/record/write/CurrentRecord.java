package dev.formwork.core.record.write;

import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.decision.VolatileFields;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.value.StoredRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;

/** A record as it is, and the refusals when it is not there or no longer what a wish was about. */
public final class CurrentRecord {

  private CurrentRecord() {}

  /** With its rows and everything it holds; its sight is the caller's. Fails as not found. */
  public static Uni<StoredRecord> read(SqlClient sql, RecordAccess access, RecordId id) {
    return RecordStore.find(sql, access, id)
        .onItem()
        .ifNull()
        .failWith(() -> notFound(id))
        .call(found -> VolatileFields.fill(sql, access.form(), List.of(found), access.moment()));
  }

  /**
   * Fails as stale.
   *
   * @param expected null: whichever is newest
   */
  static void requireVersion(Long expected, StoredRecord current) {
    if (expected != null && expected != current.version()) {
      throw stale(current.version());
    }
  }

  /** After a statement on the version that was read: somebody else may have been faster. */
  public static void requireDone(boolean done) {
    if (!done) {
      throw new RetryingTransactions.ChangedMeanwhile();
    }
  }

  public static Refusal stale(long version) {
    return Refusal.of(Refusal.Kind.STALE, CoreProblem.CHANGED_MEANWHILE, version);
  }

  public static Refusal notFound(RecordId id) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.RECORD_NOT_FOUND, id);
  }
}
