package dev.formwork.ui.start;

import java.net.URI;

/** Where PostgreSQL is, and as whom to sign in there. */
public record DatabaseAddress(
    String host, int port, String database, String user, String password) {

  /**
   * Reads {@code postgresql://user:password@host:port/database}; ends the program with a sentence
   * when it is another kind.
   */
  static DatabaseAddress parse(String url) {
    var uri = URI.create(url.replaceFirst("^jdbc:", ""));
    if (uri.getHost() == null
        || uri.getPath() == null
        || uri.getPath().length() < 2
        || !uri.getScheme().startsWith("postgres")) {
      throw StartOptions.stop("--database takes postgresql://user:password@host:port/database.");
    }
    var userInfo = uri.getUserInfo() == null ? "postgres" : uri.getUserInfo();
    int colon = userInfo.indexOf(':');
    return new DatabaseAddress(
        uri.getHost(),
        uri.getPort() < 0 ? 5432 : uri.getPort(),
        uri.getPath().substring(1),
        colon < 0 ? userInfo : userInfo.substring(0, colon),
        colon < 0 ? "" : userInfo.substring(colon + 1));
  }

  /** Tells Quarkus. */
  public void apply() {
    var address = host + ":" + port + "/" + database;
    System.setProperty("quarkus.datasource.reactive.url", "vertx-reactive:postgresql://" + address);
    System.setProperty("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + address);
    System.setProperty("quarkus.datasource.username", user);
    System.setProperty("quarkus.datasource.password", password);
  }
}
