package dev.formwork.ui.failure;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The TCP sockets of a process and of whoever is connected to it, with their states and what lies
 * unread or unsent in their buffers: bytes unread at the server mean that it does not read. From
 * {@code /proc}, so on Linux only.
 */
final class Sockets {

  private static final List<String> STATES =
      List.of(
          "?",
          "ESTABLISHED",
          "SYN_SENT",
          "SYN_RECV",
          "FIN_WAIT1",
          "FIN_WAIT2",
          "TIME_WAIT",
          "CLOSE",
          "CLOSE_WAIT",
          "LAST_ACK",
          "LISTEN",
          "CLOSING");

  private Sockets() {}

  static String of(WatchedServer server) throws IOException {
    var own = inodes(server.pid());
    int port = URI.create(server.address()).getPort();
    var answer = new StringBuilder("local -> remote  state  unsent  unread  whose\n");
    for (var table : List.of("tcp", "tcp6")) {
      var file = Path.of("/proc", Long.toString(server.pid()), "net", table);
      for (var line : Files.readAllLines(file).stream().skip(1).toList()) {
        var columns = line.strip().split("\\s+");
        boolean isOwn = own.contains(columns[9]);
        if (isOwn || port(columns[1]) == port || port(columns[2]) == port) {
          var queues = columns[4].split(":");
          answer.append(
              "%d -> %d  %s  %d  %d  %s%n"
                  .formatted(
                      port(columns[1]),
                      port(columns[2]),
                      STATES.get(Integer.parseInt(columns[3], 16)),
                      Long.parseLong(queues[0], 16),
                      Long.parseLong(queues[1], 16),
                      isOwn ? "server" : "other side"));
        }
      }
    }
    return answer.toString();
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }

  private static Set<String> inodes(long pid) throws IOException {
    var inodes = new HashSet<String>();
    try (var files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (var file : files.toList()) {
        if (Files.isSymbolicLink(file)) {
          var target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring(8, target.length() - 1));
          }
        }
      }
    }
    return inodes;
  }
}
