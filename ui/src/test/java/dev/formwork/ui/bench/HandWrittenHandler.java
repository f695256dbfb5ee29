package dev.formwork.ui.bench;

import java.nio.file.Path;
import java.util.List;

/** The packaged handler of {@code bench/handler}, on the table of a Formwork. */
final class HandWrittenHandler implements AutoCloseable {

  private final ServerProcess server;

  private HandWrittenHandler(ServerProcess server) {
    this.server = server;
  }

  static HandWrittenHandler start(Path jar, BuiltFormwork formwork, Path folder) throws Exception {
    int port = ServerProcess.freePort();
    return new HandWrittenHandler(
        ServerProcess.start(
            jar,
            port,
            List.of(
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.reactive.url=vertx-reactive:postgresql://"
                    + formwork.databaseAddress(),
                "-Dquarkus.datasource.username=postgres",
                "-Dquarkus.datasource.password=postgres",
                "-Dbench.table=" + formwork.itemTable()),
            List.of(),
            folder.resolve("by-hand.log")));
  }

  /**
   * @param other whose records it serves
   */
  Subject endpoints(Subject other) {
    return new Subject(
        "by hand", server, server.address() + "/items", "?above=50", "", other.ids());
  }

  @Override
  public void close() {
    server.close();
  }
}
