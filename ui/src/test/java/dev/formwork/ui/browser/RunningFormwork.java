package dev.formwork.ui.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The built application in a process of its own, as a user starts it. */
final class RunningFormwork implements AutoCloseable {

  private static final Pattern PASSWORD = Pattern.compile("One-time password:\\s+(\\S+)");

  private final Process process;
  private final int port;
  private String oneTimePassword;

  private RunningFormwork(Process process, int port) {
    this.process = process;
    this.port = port;
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
      var running = new RunningFormwork(process, port);
      running.awaitGreeting();
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(
      String java, int port, Path data, List<String> settings, List<String> options) {
    var command = new ArrayList<>(List.of(java, "-Xmx700m"));
    command.addAll(settings);
    command.addAll(List.of("-jar", System.getProperty("formwork.application")));
    command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
    command.addAll(options);
    return command;
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
    var printed = new StringBuilder();
    boolean ready = false;
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      printed.append(line).append('\n');
      var password = PASSWORD.matcher(line);
      if (password.find()) {
        oneTimePassword = password.group(1);
      }
      ready = ready || line.contains("Formwork is ready");
      if (ready && line.isBlank()) {
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
        return;
      }
    }
    throw new IllegalStateException("Formwork did not start:\n" + printed);
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
