package dev.formwork.core.backup;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.UUID;

/** Whoever is to hear that backups do not come about any more. */
public interface BackupAlarm {

  /**
   * Called once, by the first one that failed since one came about, in the transaction that says
   * so.
   *
   * @param workspace the first one, whose administrators look after backups
   * @param reason why it failed, for them
   */
  Uni<Void> failing(SqlClient sql, UUID workspace, String reason);
}
