package dev.formwork.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.secret.Secrets;
import dev.formwork.core.secret.Vault;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
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

/** What was written before there was a key counts as it stood when the first one was made. */
@Tag("server")
final class AuditKeysTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final UUID WORKSPACE = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final String PLAIN = "d".repeat(64);

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
    sql(
        "INSERT INTO formwork.workspace (id, key, title, schema_name) VALUES ('"
            + WORKSPACE
            + "', 'w', 'W', 'ws_w')");
  }

  @AfterAll
  static void stop() throws Exception {
    pool.closeAndAwait();
    vertx.close();
    postgres.close();
  }

  private static void sql(String statement) {
    pool.query(statement).execute().await().atMost(LONG);
  }

  @BeforeEach
  void a_log_without_codes() {
    forgetKeys();
    sql("DELETE FROM formwork.audit_entry");
    plainEntry();
  }

  /** What somebody with the database alone may do. */
  private static void forgetKeys() {
    sql("DELETE FROM formwork.audit_key");
    sql("DELETE FROM formwork.secret");
  }

  private static void plainEntry() {
    pool.preparedQuery(
            "INSERT INTO formwork.audit_entry (chain, number, at, event, subject, details, hash)"
                + " VALUES ($1, 1, now(), 'x', 'x', '{}', $2)")
        .execute(Tuple.of(WORKSPACE, PLAIN))
        .await()
        .atMost(LONG);
  }

  private AuditChain begin() {
    var vault = new Vault(folder.resolve("keys").toString());
    return new AuditKeys(pool, new Secrets(pool, vault, false), vault).chain().await().atMost(LONG);
  }

  private static long entries() {
    return pool.query("SELECT count(*) FROM formwork.audit_entry WHERE hash LIKE '%.%'")
        .execute()
        .await()
        .atMost(LONG)
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void the_first_key_seals_what_stands_and_signs_over_it() {
    var chain = begin();
    assertThat(chain.mayEnd(WORKSPACE, 0, AuditChain.START)).isFalse();
    assertThat(entries()).isEqualTo(1);
    begin();
    assertThat(entries()).as("only once").isEqualTo(1);
  }

  @Test
  void removing_the_keys_does_not_make_a_first_start() throws Exception {
    begin();
    assertThat(Files.readString(folder.resolve("keys"))).contains(AuditKeys.NOTE);
    forgetKeys();
    sql("DELETE FROM formwork.audit_entry");
    plainEntry();
    var chain = begin();
    assertThat(entries()).as("nothing is signed over").isZero();
    assertThat(chain.mayEnd(WORKSPACE, 1, PLAIN)).isFalse();
  }
}
