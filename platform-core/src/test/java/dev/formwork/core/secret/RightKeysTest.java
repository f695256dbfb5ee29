package dev.formwork.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with other keys than the database's does not start. */
@Tag("server")
final class RightKeysTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static EmbeddedPostgres postgres;
  private static Vertx vertx;
  private static Pool pool;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .schemas("formwork")
        .locations("db/control")
        .load()
        .migrate();
    vertx = Vertx.vertx();
    pool =
        Pool.newInstance(
            PgBuilder.pool()
                .connectingTo(
                    new PgConnectOptions()
                        .setHost("localhost")
                        .setPort(postgres.getPort())
                        .setDatabase("postgres")
                        .setUser("postgres"))
                .using(vertx)
                .build());
  }

  @AfterAll
  static void stop() throws Exception {
    pool.closeAndAwait();
    vertx.close();
    postgres.close();
  }

  @BeforeEach
  void an_empty_database() {
    pool.query("DELETE FROM formwork.secret").execute().await().atMost(LONG);
  }

  private Secrets node(String keys) {
    return new Secrets(pool, new Vault(folder.resolve(keys).toString()), false);
  }

  private static void begin(Secrets node) {
    node.requireRightKeys().await().atMost(LONG);
  }

  @Test
  void nodes_with_the_same_keys_start_one_after_the_other() {
    begin(node("a"));
    begin(node("a"));
  }

  @Test
  void a_second_node_with_keys_of_its_own_does_not_start() throws Exception {
    begin(node("a"));
    Files.writeString(folder.resolve("b"), "k1 " + "B".repeat(42) + "A=");
    assertThatThrownBy(() -> begin(node("b")))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("not the one of this database");
  }

  @Test
  void lost_keys_stop_the_start_and_leave_no_others_in_their_place() {
    begin(node("a"));
    assertThatThrownBy(() -> begin(node("c")))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("is missing");
    assertThat(folder.resolve("c")).doesNotExist();
  }

  /** Databases of older versions have secrets and no text that tells. */
  @Test
  void a_secret_of_an_older_version_tells_as_well() {
    node("a").keep(pool, null, "test", "old").await().atMost(LONG);
    assertThatThrownBy(() -> begin(node("c"))).isInstanceOf(KeyFileException.class);
    begin(node("a"));
  }

  @Test
  void whoever_accepts_the_loss_starts_with_new_keys() {
    begin(node("a"));
    var lost = node("a").keep(pool, null, "test", "old").await().atMost(LONG);
    var vault = new Vault(folder.resolve("c").toString());
    begin(new Secrets(pool, vault, true));
    begin(new Secrets(pool, vault, false));
    assertThat(lost).isNotEqualTo(new UUID(0, 1));
  }

  @Test
  void a_rotated_key_still_opens_and_seals_anew() throws Exception {
    begin(node("a"));
    var file = folder.resolve("a");
    Files.writeString(file, "k2 " + "B".repeat(42) + "A=\n" + Files.readString(file));
    begin(node("a"));
    assertThat(node("a").resealAll().await().atMost(LONG)).isEqualTo(1);
    begin(node("a"));
  }
}
