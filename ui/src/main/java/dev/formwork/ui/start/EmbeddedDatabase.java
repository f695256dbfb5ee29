package dev.formwork.ui.start;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * PostgreSQL as a child process, durable, with its data in the data folder. A server left behind by
 * a killed Formwork is stopped first.
 */
public final class EmbeddedDatabase {

  private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class.getName());
  private static final int ANSWERS_WITHIN_SECONDS = 5;

  /** Of {@code postmaster.pid}, from zero. */
  private static final int PORT_LINE = 3;

  private final EmbeddedPostgres postgres;

  private EmbeddedDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  public static EmbeddedDatabase start(Path folder) {
    var data = folder.resolve("postgres");
    try {
      stopLeftOver(data);
      return new EmbeddedDatabase(
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(folder.resolve("postgres-software").toFile())
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "60")
              .setServerConfig("shared_buffers", "128MB")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
    }
  }

  public DatabaseAddress address() {
    return new DatabaseAddress("127.0.0.1", postgres.getPort(), "postgres", "postgres", "postgres");
  }

  public void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line of {@code postmaster.pid} names the server process of this data folder. */
  private static void stopLeftOver(Path data) throws IOException {
    var pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    var lines = Files.readAllLines(pidFile);
    long pid = Long.parseLong(lines.getFirst().strip());
    var leftOver =
        ProcessHandle.of(pid)
            .filter(
                process ->
                    process
                        .info()
                        .command()
                        .map(command -> command.contains("postgres"))
                        .orElse(false));
    if (leftOver.isPresent()) {
      DataFolder.say("Stopping the PostgreSQL that the last run left behind …");
      endSessions(Integer.parseInt(lines.get(PORT_LINE).strip()));
      leftOver.get().destroy();
      try {
        leftOver.get().onExit().get(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        throw new IOException(
            "PostgreSQL process " + pid + " does not stop; end it and start again", e);
      }
    }
    Files.deleteIfExists(pidFile);
  }

  /**
   * PostgreSQL waits for them when it is asked to stop, and a long statement of a server that is
   * gone would go on: nobody can commit it any more.
   */
  private static void endSessions(int port) {
    var address =
        "jdbc:postgresql://127.0.0.1:%d/postgres?connectTimeout=%d"
            .formatted(port, ANSWERS_WITHIN_SECONDS);
    try (var connection = DriverManager.getConnection(address, "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()""");
    } catch (SQLException e) {
      LOG.log(Level.FINE, "The PostgreSQL left behind takes no connections; it is stopping", e);
    }
  }
}
