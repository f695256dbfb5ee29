package dev.formwork.workflow.motion;

import dev.formwork.core.record.RecordService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What is done in the transaction before an instance moves, such as changing its record. */
@FunctionalInterface
public interface Prepared {

  Uni<Void> run(SqlConnection sql, RecordService records);
}
