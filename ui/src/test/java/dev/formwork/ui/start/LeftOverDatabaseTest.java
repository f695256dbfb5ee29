package dev.formwork.ui.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.ui.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the PostgreSQL of a server that was killed still does, at the next start. */
@Tag("server")
final class LeftOverDatabaseTest {

  @TempDir Path folder;

  private static Connection connected(EmbeddedDatabase database) throws SQLException {
    var address = database.address();
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(address.host(), address.port(), address.database()),
        address.user(),
        address.password());
  }

  @Test
  @Timeout(60)
  void a_long_statement_of_a_server_that_is_gone_does_not_keep_the_next_from_starting()
      throws Exception {
    var killed = EmbeddedDatabase.launched(folder);
    try (var session = connected(killed);
        var watching = connected(killed)) {
      var statement =
          CompletableFuture.runAsync(
              () -> {
                try (var sleeping = session.createStatement()) {
                  sleeping.execute("SELECT pg_sleep(600)");
                } catch (SQLException e) {
                  throw new CompletionException(e);
                }
              });
      Eventually.holds(() -> sleeps(watching));
      // Whoever is killed holds no locks on files any more.
      Files.delete(folder.resolve("postgres/epg-lock"));
      var next = EmbeddedDatabase.start(folder);
      try (var again = connected(next)) {
        assertThat(again.isValid(5)).isTrue();
      } finally {
        next.stop();
      }
      assertThatThrownBy(statement::join).hasCauseInstanceOf(SQLException.class);
    }
  }

  private static boolean sleeps(Connection connection) throws SQLException {
    try (var asked = connection.createStatement();
        var found =
            asked.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")) {
      found.next();
      return found.getInt(1) == 1;
    }
  }
}
