package dev.formwork.ui.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A server that other servers call; it counts under which keys. */
final class CountingReceiver implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Integer> keys = new ConcurrentHashMap<>();

  private CountingReceiver(HttpServer server) {
    this.server = server;
  }

  static CountingReceiver start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var receiver = new CountingReceiver(server);
    server.createContext(
        "/",
        exchange -> {
          receiver.keys.merge(
              String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
              1,
              Integer::sum);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    return receiver;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** How often it was called, by key. */
  Map<String, Integer> keys() {
    return keys;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
