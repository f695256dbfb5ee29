package dev.formwork.ui;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A real PostgreSQL for the tests, new and empty. */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {

  private EmbeddedPostgres postgres;

  @Override
  public Map<String, String> start() {
    try {
      postgres = ShortLivedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var address = "localhost:" + postgres.getPort() + "/postgres";
    TestMail.start();
    var settings = new java.util.HashMap<>(TestMail.settings());
    settings.putAll(
        Map.of(
            "quarkus.datasource.reactive.url", "vertx-reactive:postgresql://" + address,
            "quarkus.datasource.jdbc.url", "jdbc:postgresql://" + address,
            "quarkus.datasource.username", "postgres",
            "quarkus.datasource.password", "postgres",
            "quarkus.http.test-port", "0",
            "formwork.limit.token-requests-per-second", "0",
            "formwork.limit.bad-tokens-per-second", "0",
            "formwork.outbound.allow", "127.0.0.1"));
    return settings;
  }

  @Override
  public void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
