package dev.formwork.ui.start;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL as a child process, durable, with its data in the data folder. A server left behind by
 * a killed Formwork is stopped first.
 */
public final class EmbeddedDatabase {

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

  /**
   * The database of a data folder that a Formwork serves just now; empty when none runs.
   *
   * @param folder the data folder
   */
  public static Optional<DatabaseAddress> running(Path folder) throws IOException {
    var data = folder.resolve("postgres");
    var file = PostmasterFile.read(data);
    if (file.isEmpty() || file.get().server(data).isEmpty()) {
      return Optional.empty();
    }
    var password = folder.resolve("database-password");
    return Optional.of(
        Files.exists(password)
            ? new DatabaseAddress(
                "127.0.0.1",
                file.get().port(),
                "postgres",
                "formwork",
                Files.readString(password).strip())
            : new DatabaseAddress(
                "127.0.0.1", file.get().port(), "postgres", "postgres", "postgres"));
  }

  /** Never that of another folder, from which this one may have been copied. */
  private static void stopLeftOver(Path data) throws IOException {
    var leftOver = PostmasterFile.read(data).flatMap(file -> file.server(data));
    if (leftOver.isPresent()) {
      DataFolder.say("Stopping the PostgreSQL that the last run left behind …");
      leftOver.get().destroy();
      try {
        leftOver.get().onExit().get(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException(
            "PostgreSQL process "
                + leftOver.get().pid()
                + " does not stop; end it and start again",
            e);
      }
    }
    Files.deleteIfExists(PostmasterFile.in(data));
  }
}
