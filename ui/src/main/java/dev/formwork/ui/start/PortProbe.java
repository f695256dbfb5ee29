package dev.formwork.ui.start;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether a port is free, asked before anything is made that a failed start would leave behind. */
public final class PortProbe {

  private PortProbe() {}

  /** Ends the program with a sentence when it is taken. */
  public static void requireFree(String host, int port) {
    if (!isFree(host, port)) {
      throw StartOptions.stop(
          "Port %d is in use by another program. Stop that one, or name another port: ./formwork start --port %d"
              .formatted(port, port + 1));
    }
  }

  static boolean isFree(String host, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
