package dev.formwork.ui.browser;

import dev.formwork.ui.failure.FailureRecord;
import dev.formwork.ui.failure.WatchedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The built application in a process of its own, as a user starts it. */
final class RunningFormwork implements AutoCloseable {

  private static final Pattern PASSWORD = Pattern.compile("One-time password:\\s+(\\S+)");

  private static final Pattern COMPILATION =
      Pattern.compile("-XX:(TieredStopAtLevel=.|\\+Use\\w+GC)");
  private static final int KEPT_LINES = 500;
  private static final String REQUESTS = "requests";

  private final Process process;
  private final int port;
  private final Path data;
  private final WatchedServer watched;
  private final Deque<String> output = new ArrayDeque<>();
  private String oneTimePassword;

  private RunningFormwork(Process process, int port, Path data) {
    this.process = process;
    this.port = port;
    this.data = data;
    watched =
        new WatchedServer(
            "server-" + port,
            process.pid(),
            "http://localhost:" + port,
            () -> embeddedDatabase(data),
            this::outputAndRequests);
  }

  static RunningFormwork start(Path data) {
    return start(data, List.of(), List.of());
  }

  /**
   * @param settings of the JVM
   * @param options of the command
   */
  static RunningFormwork start(Path data, List<String> settings, List<String> options) {
    try {
      int port = freePort();
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var process =
          new ProcessBuilder(command(java, port, data, settings, options))
              .redirectErrorStream(true)
              .start();
      var running = new RunningFormwork(process, port, data);
      FailureRecord.watch(running.watched);
      running.awaitGreeting();
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(
      String java, int port, Path data, List<String> settings, List<String> options) {
    var command = new ArrayList<>(List.of(java, "-Xmx700m"));
    command.addAll(compilation());
    command.addAll(
        List.of(
            "-Dquarkus.http.access-log.enabled=true",
            "-Dquarkus.http.access-log.log-to-file=true",
            "-Dquarkus.http.access-log.pattern=%t %r %s %D ms",
            "-Dquarkus.http.access-log.base-file-name=" + REQUESTS,
            "-Dquarkus.http.access-log.log-directory=" + data));
    command.addAll(settings);
    command.addAll(List.of("-jar", System.getProperty("formwork.application")));
    command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
    command.addAll(options);
    return command;
  }

  /** How much the tests' own JVM compiles is enough for a server that lives as shortly. */
  private static List<String> compilation() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(COMPILATION.asMatchPredicate())
        .toList();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * Reads what it prints until it is ready; a thread of its own reads the rest, so that it never
   * waits for us.
   */
  private void awaitGreeting() throws IOException {
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    boolean ready = false;
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      keep(line);
      var password = PASSWORD.matcher(line);
      if (password.find()) {
        oneTimePassword = password.group(1);
      }
      ready = ready || line.contains("Formwork is ready");
      if (ready && line.isBlank()) {
        Thread.ofVirtual().start(() -> keepAll(out));
        return;
      }
    }
    throw new IllegalStateException("Formwork did not start:\n" + String.join("\n", output()));
  }

  private void keepAll(BufferedReader out) {
    try {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        keep(line);
      }
    } catch (IOException e) {
      keep("Its output ended: " + e.getMessage());
    }
  }

  private void keep(String line) {
    synchronized (output) {
      output.add(line);
      if (output.size() > KEPT_LINES) {
        output.remove();
      }
    }
  }

  private List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /** A request that is not there was never answered, or never came. */
  private List<String> outputAndRequests() {
    var lines = new ArrayList<>(output());
    lines.add("The last requests that were answered:");
    try {
      var requests = Files.readAllLines(data.resolve(REQUESTS + ".log"));
      lines.addAll(requests.subList(Math.max(0, requests.size() - KEPT_LINES), requests.size()));
    } catch (IOException e) {
      lines.add("Not to be had: " + e);
    }
    return lines;
  }

  /** The fourth line of {@code postmaster.pid} is the port; without the file there is none. */
  private static String embeddedDatabase(Path data) {
    var file = data.resolve("postgres").resolve("postmaster.pid");
    var password = data.resolve("database-password");
    try {
      return !Files.exists(file)
          ? ""
          : "jdbc:postgresql://127.0.0.1:"
              + Files.readAllLines(file).get(3).strip()
              + "/postgres"
              + (Files.exists(password)
                  ? "?user=formwork&password=" + Files.readString(password).strip()
                  : "?user=postgres&password=postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JDBC address of the embedded database. */
  String database() {
    return embeddedDatabase(data);
  }

  long pid() {
    return process.pid();
  }

  String address() {
    return "http://localhost:" + port + "/";
  }

  /** As printed at the first start. */
  String oneTimePassword() {
    return oneTimePassword;
  }

  /** As {@code kill -9} does; its PostgreSQL is left behind. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  private void await() {
    FailureRecord.forget(watched);
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroy();
    await();
  }
}
