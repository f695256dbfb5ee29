package dev.formwork.core.record.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/** Is told what happens to records of watched forms, in the transaction in which it happens. */
public interface RecordEventListener {

  Uni<Void> happened(SqlClient sql, RecordEvent happening);

  /** Transactions of this node that had something to tell are committed. */
  void committed();
}
