package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.access.RecordAccess;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.BitSet;

/** Finds which permission sets apply to a record, for explanations of permissions. */
@ApplicationScoped
public class RecordPermissionSets {

  private final Pool pool;

  RecordPermissionSets(Pool pool) {
    this.pool = pool;
  }

  /**
   * Indexes into the sets of the caller's rights; null when there is no such record.
   *
   * @param caller whose rights are asked about
   */
  public Uni<BitSet> holding(Caller caller, CompiledForm form, RecordId id) {
    return RecordAccess.of(caller, form).holding(pool, id);
  }
}
