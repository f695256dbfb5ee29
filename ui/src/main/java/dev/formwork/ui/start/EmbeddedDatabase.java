package dev.formwork.ui.start;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * PostgreSQL as a child process, durable, with its data in the data folder and open to the server
 * alone ({@link DatabaseAdmission}). A server left behind by a killed Formwork is stopped first.
 */
public final class EmbeddedDatabase {

  private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class.getName());
  private static final int ANY_PORT = 0;
  private static final Duration SESSIONS_END = Duration.ofSeconds(2);
  private static final int ANSWERS_WITHIN_SECONDS = 5;

  private final Path folder;
  private final DatabaseWatch watch;
  private volatile EmbeddedPostgres postgres;
  private volatile String password;

  private EmbeddedDatabase(Path folder) {
    this.folder = folder;
    this.watch = new DatabaseWatch(this::restarted, EmbeddedDatabase::giveUp, Clock.systemUTC());
  }

  /** PostgreSQL as it was built for this machine, unpacked once for each folder. */
  private record Software(Path folder) implements PgBinaryResolver {

    @Override
    public InputStream getPgBinary(String system, String machine) throws IOException {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
    }
  }

  /** Starts it, and again whenever it ends before {@link #stop}. */
  public static EmbeddedDatabase start(Path folder) {
    var database = launched(folder);
    database.watch.watch(database.server());
    return database;
  }

  /** Nobody starts it again when it ends. */
  static EmbeddedDatabase launched(Path folder) {
    var database = new EmbeddedDatabase(folder);
    database.launch(ANY_PORT);
    return database;
  }

  /** On the port it had, where the server's connections look for it. */
  private ProcessHandle restarted() {
    int port = postgres.getPort();
    close();
    awaitEndOfSessions();
    launch(port);
    return server();
  }

  /**
   * The sessions of a killed server end when they next look for it, one with a long query late; no
   * other server starts before. What they do can no longer be committed.
   */
  private void awaitEndOfSessions() {
    var data = folder.resolve("postgres");
    for (var session : PostmasterFile.processesIn(data)) {
      session.onExit().completeOnTimeout(session, SESSIONS_END.toMillis(), MILLISECONDS).join();
      session.destroyForcibly();
    }
  }

  private static void giveUp() {
    DataFolder.say(
        "PostgreSQL ended three times within a minute. Formwork ends, too; look for the reason in"
            + " the log of the system and start it again.");
    Runtime.getRuntime().halt(1);
  }

  private ProcessHandle server() {
    var data = folder.resolve("postgres");
    try {
      return PostmasterFile.read(data)
          .flatMap(file -> file.server(data))
          .orElseThrow(() -> new IllegalStateException("PostgreSQL ended just after its start"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void launch(int port) {
    var data = folder.resolve("postgres");
    var software = folder.resolve("postgres-software");
    try {
      stopLeftOver(folder, data);
      var admission = DatabaseAdmission.of(folder, software);
      postgres =
          EmbeddedPostgres.builder()
              .setPort(port)
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
              .start();
      password = admission.password();
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
    }
  }

  public DatabaseAddress address() {
    return new DatabaseAddress(
        "127.0.0.1", postgres.getPort(), "postgres", DatabaseAdmission.ROLE, password);
  }

  public void stop() {
    watch.stop();
    close();
  }

  private void close() {
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
    return Optional.of(address(folder, file.get()));
  }

  private static DatabaseAddress address(Path folder, PostmasterFile file) throws IOException {
    var password = folder.resolve("database-password");
    return Files.exists(password)
        ? new DatabaseAddress(
            "127.0.0.1",
            file.port(),
            "postgres",
            DatabaseAdmission.ROLE,
            Files.readString(password).strip())
        : new DatabaseAddress("127.0.0.1", file.port(), "postgres", "postgres", "postgres");
  }

  /** Never that of another folder, from which this one may have been copied. */
  private static void stopLeftOver(Path folder, Path data) throws IOException {
    var file = PostmasterFile.read(data);
    var leftOver = file.flatMap(found -> found.server(data));
    if (leftOver.isPresent()) {
      DataFolder.say("Stopping the PostgreSQL that the last run left behind …");
      endSessions(address(folder, file.orElseThrow()));
      leftOver.get().destroy();
      try {
        leftOver.get().onExit().get(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException(
            "PostgreSQL process " + leftOver.get().pid() + " does not stop; end it and start again",
            e);
      }
    }
    forgetOthers(data);
  }

  /**
   * PostgreSQL itself sees that the process of its file is gone, and waits for the last sessions.
   * It does not start when the file is broken, or names a process that is somebody else's by now.
   */
  private static void forgetOthers(Path data) throws IOException {
    var file = PostmasterFile.read(data);
    boolean namesNobody = file.isPresent() && ProcessHandle.of(file.get().pid()).isEmpty();
    if (!namesNobody) {
      Files.deleteIfExists(PostmasterFile.in(data));
    }
  }

  /**
   * PostgreSQL waits for them when it is asked to stop, and a long statement of a server that is
   * gone would go on: nobody can commit it any more.
   */
  private static void endSessions(DatabaseAddress server) {
    var address =
        "jdbc:postgresql://%s:%d/%s?connectTimeout=%d"
            .formatted(server.host(), server.port(), server.database(), ANSWERS_WITHIN_SECONDS);
    try (var connection = DriverManager.getConnection(address, server.user(), server.password());
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
