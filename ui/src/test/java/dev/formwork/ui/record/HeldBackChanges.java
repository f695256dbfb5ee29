package dev.formwork.ui.record;

import dev.formwork.core.compile.TableName;
import dev.formwork.ui.command.ServiceCalls;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Changes of a table's rows wait until they are released, so that a test sees a job in the middle
 * of its work however fast the machine is. New rows do not wait.
 */
final class HeldBackChanges {

  private static final String WAITS =
      """
      CREATE FUNCTION "%1$s".held_back() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock_shared(%3$d); RETURN NEW; END $$;
      CREATE TRIGGER held_back BEFORE UPDATE ON %2$s FOR EACH ROW EXECUTE FUNCTION "%1$s".held_back()""";

  private final int lock = System.identityHashCode(this);
  private final SqlConnection connection;

  HeldBackChanges(Pool pool, TableName table) {
    connection = ServiceCalls.await(pool::getConnection);
    run("SELECT pg_advisory_lock(%d)".formatted(lock));
    run(WAITS.formatted(table.schema(), table.sql(), lock));
  }

  void release() {
    run("SELECT pg_advisory_unlock(%d)".formatted(lock));
    ServiceCalls.await(connection::close);
  }

  private void run(String sql) {
    ServiceCalls.await(() -> connection.query(sql).execute());
  }
}
