package dev.formwork.core.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.job.JobQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes at night, what stays, and that a task begins once however many nodes look. */
@Tag("server")
final class NightlyCleaningTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String WORKSPACE = "01890a5d-ac96-774b-bcce-b302099a8057";

  private static EmbeddedPostgres postgres;
  private static Vertx vertx;
  private static Pool pool;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    migrate("formwork", "db/control");
    migrate("ws_main", "db/workspace");
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
        "INSERT INTO formwork.workspace (id, key, title, schema_name) VALUES ('%s', 'main', 'Main', 'ws_main')"
            .formatted(WORKSPACE));
  }

  private static void migrate(String schema, String scripts) {
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .schemas(schema)
        .locations(scripts)
        .load()
        .migrate();
  }

  @AfterAll
  static void stop() throws Exception {
    pool.closeAndAwait();
    vertx.close();
    postgres.close();
  }

  @BeforeEach
  void empty() {
    sql(
        "TRUNCATE formwork.job, formwork.import_run, formwork.mail, formwork.secret,"
            + " formwork.web_session, formwork.entry_link, formwork.upkeep, ws_main.notice"
            + " CASCADE");
  }

  private static void sql(String statement) {
    pool.query(statement).execute().await().atMost(LONG);
  }

  private static long count(String from) {
    return pool.query("SELECT count(*) FROM " + from)
        .execute()
        .await()
        .atMost(LONG)
        .iterator()
        .next()
        .getLong(0);
  }

  private static Map<Retention, Integer> clean() {
    return new NightlyCleaning(pool, null).clean(List.of("ws_main")).await().atMost(LONG);
  }

  private static void job(String state, int days) {
    sql(
        "INSERT INTO formwork.job (id, workspace_id, kind, subject, state, created_at) VALUES (gen_random_uuid(), '%s', 'import', '%d', '%s', now() - interval '%d days')"
            .formatted(WORKSPACE, days, state, days));
  }

  @Test
  void finished_jobs_go_after_a_week_failed_ones_later_and_waiting_ones_never() {
    job("done", 6);
    job("done", 8);
    job("failed", 8);
    job("failed", 91);
    job("waiting", 400);
    job("running", 400);
    assertThat(clean())
        .containsOnly(Map.entry(Retention.FINISHED_JOBS, 1), Map.entry(Retention.FAILED_JOBS, 1));
    assertThat(count("formwork.job")).isEqualTo(4);
  }

  @Test
  void more_than_one_batch_goes() {
    sql(
        "INSERT INTO formwork.job (id, workspace_id, kind, subject, state, created_at) SELECT gen_random_uuid(), '%s', 'mail', '', 'done', now() - interval '9 days' FROM generate_series(1, 2500)"
            .formatted(WORKSPACE));
    assertThat(clean()).containsEntry(Retention.FINISHED_JOBS, 2_500);
    assertThat(count("formwork.job")).isZero();
  }

  private static void importRun(int number, String state, String finished) {
    sql(
        """
        INSERT INTO formwork.import_run (id, workspace_id, app, form, file_name, zone, language, plan, content, state, total_rows, finished_at)
        VALUES ('00000000-0000-7000-8000-00000000000%1$d', '%2$s', 'ltc', 'lead', 'leads.csv', 'UTC', 'en', '{}', 'Ada,+86', '%3$s', 1, %4$s);
        INSERT INTO formwork.import_failure (import_id, row_number, column_name, code, message, value)
        VALUES ('00000000-0000-7000-8000-00000000000%1$d', 1, 'phone', 'x', 'x', '+86');
        INSERT INTO formwork.import_batch (import_id, first_row, created, updated, versions)
        VALUES ('00000000-0000-7000-8000-00000000000%1$d', 0, ARRAY[gen_random_uuid()], '{}', '{}')\
        """
            .formatted(number, WORKSPACE, state, finished));
  }

  @Test
  void files_of_imports_go_and_what_their_undo_needs_stays() {
    importRun(1, "DONE", "now() - interval '8 days'");
    importRun(2, "DONE", "now() - interval '6 days'");
    importRun(3, "RUNNING", "NULL");
    importRun(4, "UNDOING", "now() - interval '400 days'");
    importRun(5, "FAILED", "now() - interval '91 days'");
    assertThat(clean())
        .containsOnly(Map.entry(Retention.IMPORT_FILES, 2), Map.entry(Retention.REFUSED_ROWS, 2));
    assertThat(count("formwork.import_run WHERE length(content) > 0")).isEqualTo(3);
    assertThat(count("formwork.import_run")).isEqualTo(5);
    assertThat(count("formwork.import_batch")).isEqualTo(5);
    assertThat(clean()).as("a second night").isEmpty();
  }

  @Test
  void mails_go_with_their_texts_unless_they_wait() {
    sql(
        """
        INSERT INTO formwork.secret (id, purpose, sealed) VALUES
          ('00000000-0000-7000-8000-000000000001', 'mail', 'x'), ('00000000-0000-7000-8000-000000000002', 'mail', 'x');
        INSERT INTO formwork.mail (id, workspace_id, recipient, subject, text_secret, made_at, sent_at, error) VALUES
          (gen_random_uuid(), '%1$s', 'a@b.c', 'sent', NULL, now() - interval '91 days', now() - interval '91 days', NULL),
          (gen_random_uuid(), '%1$s', 'a@b.c', 'never sent', '00000000-0000-7000-8000-000000000001', now() - interval '91 days', NULL, 'no such person'),
          (gen_random_uuid(), '%1$s', 'a@b.c', 'waits', '00000000-0000-7000-8000-000000000002', now() - interval '91 days', NULL, NULL)\
        """
            .formatted(WORKSPACE));
    assertThat(clean()).containsOnly(Map.entry(Retention.MAILS, 2));
    assertThat(count("formwork.mail WHERE subject = 'waits'")).isOne();
    assertThat(count("formwork.secret")).isOne();
  }

  @Test
  void notices_that_were_seen_go_before_those_that_were_not() {
    for (int days : new int[] {89, 91, 366}) {
      for (var seen : new String[] {"now()", "NULL"}) {
        sql(
            "INSERT INTO ws_main.notice (id, member_id, at, kind, app, flow, title, seen_at) VALUES (gen_random_uuid(), gen_random_uuid(), now() - interval '%d days', 'x', 'x', 'x', 'x', %s)"
                .formatted(days, seen));
      }
    }
    assertThat(clean())
        .containsOnly(Map.entry(Retention.SEEN_NOTICES, 2), Map.entry(Retention.UNSEEN_NOTICES, 1));
    assertThat(count("ws_main.notice")).isEqualTo(3);
  }

  @Test
  void sessions_and_links_of_long_ago_go() {
    sql(
        """
        INSERT INTO formwork.member (id, login, name) VALUES (gen_random_uuid(), 'ada', 'Ada');
        INSERT INTO formwork.web_session (id, member_id, seen_at, ended_at, address, agent)
          SELECT gen_random_uuid(), m.id, now() - d * interval '1 day', NULL, '', '' FROM formwork.member m, unnest(ARRAY[1, 91]) d;
        INSERT INTO formwork.entry_link (id, workspace_id, kind, hash, expires_at)
          SELECT gen_random_uuid(), '%s', 'invitation', d::text, now() - d * interval '1 day' FROM unnest(ARRAY[1, 91]) d\
        """
            .formatted(WORKSPACE));
    assertThat(clean())
        .containsOnly(
            Map.entry(Retention.ENDED_SESSIONS, 1), Map.entry(Retention.ONE_TIME_LINKS, 1));
  }

  @Test
  void the_history_of_records_and_flows_is_kept() {
    sql(
        """
        INSERT INTO ws_main.change_log (form, record_id, version, at, action, changes) VALUES ('lead', gen_random_uuid(), 1, now() - interval '20 years', 'create', '{}');
        INSERT INTO ws_main.flow_event (instance_id, at, kind) VALUES (gen_random_uuid(), now() - interval '20 years', 'ended');
        INSERT INTO formwork.audit_entry (chain, number, at, event, subject, details, hash) VALUES ('%s', 1, now() - interval '20 years', 'x', 'x', '{}', 'x')\
        """
            .formatted(WORKSPACE));
    assertThat(clean()).isEmpty();
  }

  private record Task(Instant next) implements UpkeepTask {

    @Override
    public String name() {
      return "cleaning";
    }

    @Override
    public Uni<Instant> next(Instant after) {
      return Uni.createFrom().item(next);
    }

    @Override
    public Uni<String> begin(SqlClient sql) {
      return Uni.createFrom().item("");
    }
  }

  @Test
  void a_task_begins_once_when_its_time_has_come() {
    var schedule = new UpkeepSchedule(vertx, pool, new JobQueue(pool), List.of());
    var now = Instant.parse("2026-03-01T03:00:00Z");
    var tonight = new Task(now.plus(Duration.ofHours(1)));
    assertThat(schedule.begin(tonight, now).await().atMost(LONG)).as("not yet").isFalse();
    var tomorrow = new Task(now.plus(Duration.ofHours(25)));
    var later = now.plus(Duration.ofHours(2));
    var began =
        Uni.join()
            .all(
                schedule.begin(tomorrow, later),
                schedule.begin(tomorrow, later),
                schedule.begin(tomorrow, later))
            .andFailFast()
            .await()
            .atMost(LONG);
    assertThat(began).containsOnlyOnce(true);
    assertThat(count("formwork.job WHERE kind = 'cleaning'")).isOne();
  }

  @Test
  void a_task_without_a_next_time_does_not_begin() {
    var schedule = new UpkeepSchedule(vertx, pool, new JobQueue(pool), List.of());
    assertThat(schedule.begin(new Task(null), Instant.now()).await().atMost(LONG)).isFalse();
    assertThat(schedule.begin(new Task(null), Instant.now()).await().atMost(LONG)).isFalse();
    assertThat(count("formwork.job")).isZero();
  }
}
