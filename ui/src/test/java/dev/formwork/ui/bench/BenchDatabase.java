package dev.formwork.ui.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The one PostgreSQL under everything that is measured, a database in it for each application. Set
 * as Formwork sets its embedded one, durable, with connections for several servers at once.
 */
final class BenchDatabase implements AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final long pid;

  private BenchDatabase(EmbeddedPostgres postgres, long pid) {
    this.postgres = postgres;
    this.pid = pid;
  }

  static BenchDatabase start(Path folder) throws IOException {
    var data = folder.resolve("postgres");
    var postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "150")
            .setServerConfig("shared_buffers", "128MB")
            .start();
    var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    return new BenchDatabase(postgres, Long.parseLong(pid));
  }

  /** An empty database; gives its address, {@code host:port/name}. */
  String create(String name) throws SQLException {
    run("postgres", "CREATE DATABASE " + name);
    return "127.0.0.1:" + postgres.getPort() + "/" + name;
  }

  void run(String database, String statement) throws SQLException {
    try (var connection = postgres.getDatabase("postgres", database).getConnection();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  /** The first column of every row. */
  List<String> texts(String database, String query) throws SQLException {
    try (var connection = postgres.getDatabase("postgres", database).getConnection();
        var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  /** Brings a database to rest: no dead rows, statistics as they should be, all written to disk. */
  void settle(String database) throws SQLException {
    run(database, "VACUUM ANALYZE");
    run(database, "CHECKPOINT");
  }

  /** Microseconds of processor time that all its processes have used so far. */
  long cpuMicros() {
    return CpuTime.micros(pid);
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
