package dev.formwork.core.backup;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL that the system brings along, of whatever version, with a cluster of its own. */
final class InstalledPostgres implements AutoCloseable {

  private static final Path ALL = Path.of("/usr/lib/postgresql");

  private final Path programs;
  private final Path data;
  private final int port;

  private InstalledPostgres(Path programs, Path data, int port) {
    this.programs = programs;
    this.data = data;
    this.port = port;
  }

  /** The oldest supported one that is installed. */
  static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(ALL)) {
      return Optional.empty();
    }
    try (var versions = Files.list(ALL)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .sorted()
          .findFirst();
    }
  }

  static InstalledPostgres start(Path programs, Path folder) throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var data = folder.resolve("installed");
    var postgres = new InstalledPostgres(programs, data, port);
    postgres.run("initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "--no-sync");
    postgres.run(
        "pg_ctl",
        "-D",
        data.toString(),
        "-w",
        "-l",
        folder.resolve("installed.log").toString(),
        "-o",
        "-F -p %d -k '' -c listen_addresses=127.0.0.1".formatted(port),
        "start");
    return postgres;
  }

  Connection connection() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
  }

  /** PostgreSQL does not run as root; in a namespace of its own it does not know. */
  private void run(String program, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    var output = Files.createTempFile("postgres", ".log");
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!ended(process) || process.exitValue() != 0) {
      throw new IllegalStateException(program + " failed:\n" + Files.readString(output));
    }
    Files.delete(output);
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    run("pg_ctl", "-D", data.toString(), "-m", "immediate", "stop");
  }
}
