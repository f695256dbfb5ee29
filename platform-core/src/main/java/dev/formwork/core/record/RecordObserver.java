package dev.formwork.core.record;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/** Is told what happens to records of watched forms, in the transaction in which it happens. */
public interface RecordObserver {

  Uni<Void> happened(SqlClient sql, RecordHappening happening);

  /** Transactions of this node that had something to tell are committed. */
  void committed();
}
