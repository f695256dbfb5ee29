package dev.formwork.ui.process;

import dev.formwork.ui.command.ServiceCalls;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Sets times of due work in the database, as if time had passed, and has it looked after, as nodes
 * ask each other to.
 */
final class TestClock {

  private TestClock() {}

  /**
   * @param work a kind of due work
   * @param change sets times; {@code %s} stands for the schema
   */
  static void set(Pool pool, String schema, String work, String change) {
    ServiceCalls.await(() -> pool.query(change.replace("%s", schema)).execute());
    ServiceCalls.await(
        () ->
            pool.preparedQuery("SELECT pg_notify('formwork_due', $1)")
                .execute(Tuple.of(schema + " " + work)));
  }
}
