package dev.formwork.ui.start;

import dev.formwork.core.outbound.CidrRange;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The command-line options.
 *
 * @param host the address to listen on
 * @param managementPort where health and metrics answer, on this machine alone; 0: a free one
 * @param data folder of the embedded database
 * @param database an external server; null: embedded
 * @param tls null: without TLS
 * @param proxies addresses of proxies that are believed, with commas between; empty: none
 */
public record StartOptions(
    String host,
    int port,
    int managementPort,
    Path data,
    DatabaseAddress database,
    Tls tls,
    String proxies) {

  /** Nobody else reaches it unless somebody says so. */
  private static final String THIS_MACHINE = "127.0.0.1";

  /**
   * The server's certificate with those that vouch for it, and its key; PEM files, read again when
   * they change.
   */
  public record Tls(Path certificate, Path key) {}

  /** Ends the program with a sentence when an option is not understood. */
  public static StartOptions of(String[] arguments) {
    var host = THIS_MACHINE;
    int port = 8080;
    int managementPort = 0;
    var data = Path.of("data");
    DatabaseAddress database = null;
    var proxies = "";
    Path certificate = null;
    Path key = null;
    for (int i = 0; i < arguments.length; i += 2) {
      var value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (arguments[i]) {
        case "--host" -> host = host(value);
        case "--port" -> port = port(arguments[i], value);
        case "--management-port" -> managementPort = port(arguments[i], value);
        case "--data" -> data = Path.of(value);
        case "--database" -> database = DatabaseAddress.parse(value);
        case "--proxy" -> proxies = proxies(value);
        case "--tls-cert" -> certificate = file(arguments[i], value);
        case "--tls-key" -> key = file(arguments[i], value);
        default ->
            throw stop(
                "Unknown option "
                    + arguments[i]
                    + ". There are --host, --port, --management-port, --data, --database,"
                    + " --proxy, --tls-cert and --tls-key.");
      }
    }
    if ((certificate == null) != (key == null)) {
      throw stop("--tls-cert and --tls-key go together: a certificate and its key, PEM files.");
    }
    return new StartOptions(
        host,
        port,
        managementPort,
        data.toAbsolutePath().normalize(),
        database,
        certificate == null ? null : new Tls(certificate, key),
        proxies);
  }

  private static String host(String text) {
    if (!text.matches("[A-Za-z0-9.:_-]{1,255}")) {
      throw stop(
          "--host takes an address to listen on, such as 0.0.0.0 for all, not '" + text + "'.");
    }
    return text;
  }

  private static String proxies(String text) {
    try {
      if (!CidrRange.list(text).isEmpty()) {
        return text;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw stop(
        "--proxy takes the addresses of your proxies, such as 10.0.0.5 or 10.0.0.0/24, not '"
            + text
            + "'.");
  }

  private static Path file(String option, String text) {
    var file = Path.of(text).toAbsolutePath();
    if (text.isEmpty() || !Files.isReadable(file)) {
      throw stop(option + " takes a PEM file that can be read, not '" + text + "'.");
    }
    return file;
  }

  private static int port(String option, String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
      throw stop(option + " takes a number up to 65535, not '" + text + "'.");
    }
    return Integer.parseInt(text);
  }

  static IllegalStateException stop(String sentence) {
    DataFolder.say(sentence);
    Runtime.getRuntime().halt(2);
    return new IllegalStateException(sentence);
  }
}
