package dev.formwork.ui.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Tells Quarkus where to listen, and how. */
public final class Listening {

  /** How soon a new certificate is seen. */
  private static final String RELOAD = "1m";

  private Listening() {}

  public static void apply(StartOptions startOptions) {
    System.setProperty("quarkus.http.host", startOptions.host());
    if (!startOptions.proxies().isEmpty()) {
      System.setProperty("formwork.proxies", startOptions.proxies());
    }
    int management =
        startOptions.managementPort() == 0 ? freePort() : startOptions.managementPort();
    System.setProperty("quarkus.management.port", Integer.toString(management));
    var port = Integer.toString(startOptions.port());
    System.setProperty("formwork.port", port);
    if (startOptions.tls() == null) {
      System.setProperty("quarkus.http.port", port);
      return;
    }
    System.setProperty("formwork.scheme", "https");
    System.setProperty("quarkus.http.ssl-port", port);
    System.setProperty("quarkus.http.insecure-requests", "disabled");
    System.setProperty(
        "quarkus.http.ssl.certificate.files", startOptions.tls().certificate().toString());
    System.setProperty(
        "quarkus.http.ssl.certificate.key-files", startOptions.tls().key().toString());
    System.setProperty("quarkus.http.ssl.certificate.reload-period", RELOAD);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
