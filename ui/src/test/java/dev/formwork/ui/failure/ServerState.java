package dev.formwork.ui.failure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * The state of a server, one file a subject: sockets, threads, heap, pools and requests by its own
 * metrics, sessions and locks of its database, its last output.
 */
final class ServerState {

  private static final int PATIENCE_S = 15;

  private static final String SESSIONS =
      """
      SELECT pid, application_name, client_port, state, wait_event_type, wait_event, now() - xact_start AS in_transaction,
        now() - state_change AS since, pg_blocking_pids(pid) AS waits_for, left(query, 400) AS query
      FROM pg_stat_activity WHERE backend_type = 'client backend' ORDER BY state_change\
      """;

  private static final String LOCKS =
      """
      SELECT pid, locktype, relation::regclass, mode, granted, objid FROM pg_locks
      WHERE pid IN (SELECT pid FROM pg_locks WHERE NOT granted) OR locktype = 'advisory' ORDER BY pid\
      """;

  private ServerState() {}

  /** Something that is asked of the server, and may fail as the server did. */
  private interface Question {
    String answer() throws IOException, InterruptedException, SQLException;
  }

  static void write(WatchedServer server, Path folder) throws IOException {
    keep(folder.resolve("sockets.txt"), () -> Sockets.of(server));
    keep(folder.resolve("connections.txt"), () -> said(List.of("ss", "-tnpi")));
    keep(folder.resolve("threads.txt"), () -> jcmd(server, "Thread.print", "-l"));
    var all = folder.resolve("threads-with-virtual.txt");
    keep(
        folder.resolve("jcmd.txt"),
        () ->
            jcmd(server, "Thread.dump_to_file", "-overwrite", all.toString())
                + jcmd(server, "GC.heap_info"));
    keep(folder.resolve("database.txt"), () -> database(server));
    keep(folder.resolve("metrics.txt"), () -> metrics(server));
    keep(folder.resolve("load.txt"), ServerState::load);
    Files.write(folder.resolve("output.txt"), server.output().get());
  }

  private static void keep(Path file, Question question) throws IOException {
    String answer;
    try {
      answer = question.answer();
    } catch (IOException | SQLException e) {
      answer = "Not to be had: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer = "Interrupted";
    }
    Files.writeString(file, answer);
  }

  private static String jcmd(WatchedServer server, String... command)
      throws IOException, InterruptedException {
    var all = new ArrayList<String>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    all.add(Long.toString(server.pid()));
    all.addAll(List.of(command));
    return said(all);
  }

  private static String said(List<String> command) throws IOException, InterruptedException {
    var output = Files.createTempFile("said", ".txt");
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    var said = Files.readString(output);
    Files.delete(output);
    return ended ? said : said + "\nIt did not end within " + PATIENCE_S + " s: " + command;
  }

  /** As the server said at its start. */
  private static String management(WatchedServer server) {
    return server.output().get().stream()
        .filter(line -> line.contains("Health and metrics: "))
        .map(line -> line.substring(line.indexOf("http")).strip())
        .findFirst()
        .orElse(server.address() + "/q");
  }

  private static String metrics(WatchedServer server) throws IOException, InterruptedException {
    try (var client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(PATIENCE_S)).build()) {
      var request =
          HttpRequest.newBuilder(URI.create(management(server) + "/metrics"))
              .timeout(Duration.ofSeconds(PATIENCE_S))
              .build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  private static String database(WatchedServer server) throws SQLException {
    var address = server.database().get();
    if (address.isEmpty()) {
      return "The database's address is not known";
    }
    try (var connection =
        DriverManager.getConnection(
            address
                + (address.contains("?") ? "&" : "?user=postgres&password=postgres&")
                + "connectTimeout=5&socketTimeout=5")) {
      var answer = new StringBuilder();
      for (var sql : List.of(SESSIONS, LOCKS)) {
        try (var statement = connection.createStatement();
            var rows = statement.executeQuery(sql)) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            var line = new StringJoiner(" | ");
            for (int i = 1; i <= columns; i++) {
              line.add(rows.getMetaData().getColumnName(i) + "=" + rows.getString(i));
            }
            answer.append(line).append('\n');
          }
        }
        answer.append('\n');
      }
      return answer.toString();
    }
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")) + Files.readString(Path.of("/proc/meminfo"));
  }
}
