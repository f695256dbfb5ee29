package dev.formwork.ui.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A packaged application in a process of its own, with the settings {@code ./formwork start} gives
 * the JVM.
 */
final class ServerProcess implements AutoCloseable {

  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=4",
          "-XX:+UseCompactObjectHeaders",
          "-Xmx1g",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final Duration LONGEST_START = Duration.ofMinutes(5);
  private static final Duration LONGEST_WORK = Duration.ofMinutes(2);
  private static final int PAUSE_MS = 100;
  private static final int LOOK_MS = 500;

  /** Of one processor: what a server uses that has nothing to do, and a little more. */
  private static final double CALM = 0.1;

  private final Process process;
  private final int port;
  private final Path log;

  private ServerProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * Starts one, and waits until it answers.
   *
   * @param port where the settings or arguments tell it to listen
   * @param settings as {@code -Dname=value}
   * @param log for what it prints
   */
  static ServerProcess start(
      Path jar, int port, List<String> settings, List<String> arguments, Path log)
      throws IOException, InterruptedException {
    if (!Files.exists(jar)) {
      throw new IllegalStateException("There is no built application " + jar.toAbsolutePath());
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(settings);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    var server = new ServerProcess(process, port, log);
    server.awaitAnswer();
    return server;
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!answers()) {
      boolean ended = !process.isAlive();
      if (ended || System.nanoTime() > end) {
        close();
        throw new IllegalStateException(
            (ended ? "It ended:\n" : "It does not answer:\n") + Files.readString(log));
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  private boolean answers() throws InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(URI.create(address())).build(),
          HttpResponse.BodyHandlers.discarding());
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Waits until it has done what it does after its answer: announcing, starting flows. */
  void awaitCalm() throws InterruptedException {
    long end = System.nanoTime() + LONGEST_WORK.toNanos();
    double share = 1;
    while (share > CALM && System.nanoTime() < end) {
      long before = cpuMicros();
      Thread.sleep(LOOK_MS);
      share = (cpuMicros() - before) / (LOOK_MS * 1e3);
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Microseconds of processor time that it has used so far. */
  long cpuMicros() {
    return CpuTime.micros(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
