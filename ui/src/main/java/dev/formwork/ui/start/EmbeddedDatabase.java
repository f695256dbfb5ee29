package dev.formwork.ui.start;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL as a child process, durable, with its data in the data folder and open to the server
 * alone ({@link DatabaseAdmission}). A server left behind by a killed Formwork is stopped first.
 */
public final class EmbeddedDatabase {

  private final EmbeddedPostgres postgres;
  private final String password;

  private EmbeddedDatabase(EmbeddedPostgres postgres, String password) {
    this.postgres = postgres;
    this.password = password;
  }

  /** PostgreSQL as it was built for this machine, unpacked once for each folder. */
  private record Software(Path folder) implements PgBinaryResolver {

    @Override
    public InputStream getPgBinary(String system, String machine) throws IOException {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
    }
  }

  public static EmbeddedDatabase start(Path folder) {
    var data = folder.resolve("postgres");
    var software = folder.resolve("postgres-software");
    try {
      stopLeftOver(data);
      var admission = DatabaseAdmission.of(folder, software);
      return new EmbeddedDatabase(
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(software.toFile())
              .setPgBinaryResolver(new Software(software))
              .setDataDirectoryCustomizer(files -> admission.settle(files.toPath()))
              .setConnectConfig("user", DatabaseAdmission.ROLE)
              .setConnectConfig("password", admission.password())
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "60")
              .setServerConfig("shared_buffers", "128MB")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start(),
          admission.password());
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
    }
  }

  public DatabaseAddress address() {
    return new DatabaseAddress(
        "127.0.0.1", postgres.getPort(), "postgres", DatabaseAdmission.ROLE, password);
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
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
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
}
