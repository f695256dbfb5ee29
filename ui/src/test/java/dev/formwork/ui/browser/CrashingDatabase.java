package dev.formwork.ui.browser;

import dev.formwork.core.backup.ConnectionSource;
import dev.formwork.ui.Eventually;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A durable PostgreSQL that can be stopped as a power cut would. */
final class CrashingDatabase implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final EmbeddedPostgres postgres;
  private Process restarted;

  private CrashingDatabase(Path folder, EmbeddedPostgres postgres) {
    this.folder = folder;
    this.postgres = postgres;
    this.port = postgres.getPort();
  }

  static CrashingDatabase start(Path folder) throws IOException {
    return new CrashingDatabase(folder, builder(folder).start());
  }

  private static EmbeddedPostgres.Builder builder(Path folder) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8");
  }

  /** Makes another database beside it. */
  ConnectionSource another(String name) throws SQLException {
    run("CREATE DATABASE " + name);
    return () ->
        DriverManager.getConnection(
            "jdbc:postgresql://localhost:" + port + "/" + name, "postgres", "postgres");
  }

  /** As the server's {@code --database} takes it. */
  String address() {
    return "postgresql://postgres:postgres@localhost:" + port + "/postgres";
  }

  /** As {@code pg_ctl stop -m immediate}: nothing is written any more. */
  void crash() throws IOException, InterruptedException {
    var pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst();
    new ProcessBuilder("kill", "-QUIT", pid).start().waitFor(10, TimeUnit.SECONDS);
    Eventually.holds(() -> !Files.exists(folder.resolve("postmaster.pid")));
  }

  /** By the command that PostgreSQL noted when it was started first. */
  void restart() throws IOException {
    var command = Files.readString(folder.resolve("postmaster.opts")).strip();
    var shell = List.of("sh", "-c", command);
    var whole = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL does not run as root; in a namespace of its own it does not know.
      whole.addAll(List.of("unshare", "-U"));
    }
    whole.addAll(shell);
    restarted =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Eventually.holds(this::isUp);
  }

  private boolean isUp() {
    try {
      text("SELECT 1");
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  void run(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The only value of a query. */
  String text(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void close() throws IOException {
    if (restarted != null) {
      restarted.destroyForcibly();
    }
    postgres.close();
  }
}
