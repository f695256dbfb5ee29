package dev.formwork.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A line that fell silent is noticed, and a new one hears again. */
@Tag("server")
final class MessageLineTest {

  /** As promised to those who run several nodes. */
  private static final int NOTICED_WITHIN_SECONDS = 15;

  @Test
  void a_line_whose_other_end_is_frozen_is_replaced_within_fifteen_seconds() throws Exception {
    var vertx = Vertx.vertx();
    try (var postgres = EmbeddedPostgres.start();
        var connection = postgres.getPostgresDatabase().getConnection()) {
      var subscriptions = new LinkedBlockingQueue<Boolean>();
      var heard = new LinkedBlockingQueue<String>();
      var noticed = new CountDownLatch(1);
      var line =
          new MessageLine(
              vertx,
              new PgConnectOptions()
                  .setHost("localhost")
                  .setPort(postgres.getPort())
                  .setDatabase("postgres")
                  .setUser("postgres"),
              noticed::countDown);
      line.subscribe("news", () -> subscriptions.add(true), heard::add);
      line.open().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(subscriptions.poll(10, TimeUnit.SECONDS)).isTrue();

      var frozen = listener(connection);
      signal("STOP", frozen);
      assertThat(noticed.await(NOTICED_WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(subscriptions.poll(10, TimeUnit.SECONDS)).isTrue();
      try (var statement = connection.createStatement()) {
        statement.execute("NOTIFY news, 'hello'");
      }
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
      line.close();
      signal("CONT", frozen);
    } finally {
      vertx.close();
    }
  }

  private static String listener(Connection connection) throws Exception {
    return text(
        connection,
        "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client"
            + " backend' ORDER BY backend_start LIMIT 1");
  }

  private static String text(Connection connection, String sql) throws Exception {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void signal(String name, String pid) throws Exception {
    new ProcessBuilder("kill", "-" + name, pid).start().waitFor(10, TimeUnit.SECONDS);
  }
}
