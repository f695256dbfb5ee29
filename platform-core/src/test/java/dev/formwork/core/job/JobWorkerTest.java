package dev.formwork.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who waits for whom among jobs, and when one is given up. */
@Tag("server")
final class JobWorkerTest {

  private static final UUID WORKSPACE = UUID.randomUUID();
  private static final Duration LONG = Duration.ofSeconds(30);

  private static EmbeddedPostgres postgres;
  private static Vertx vertx;
  private static Pool pool;

  private final LinkedBlockingQueue<String> failed = new LinkedBlockingQueue<>();
  private final Semaphore stepsDone = new Semaphore(0);
  private JobQueue queue;
  private JobWorker worker;

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
    pool = pool();
    sql(
        "INSERT INTO formwork.workspace (id, key, title, schema_name) VALUES ('%s', 'main', 'Main', 'ws_main')"
            .formatted(WORKSPACE));
    pool.closeAndAwait();
  }

  private static Pool pool() {
    return Pool.newInstance(
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
    vertx.close();
    postgres.close();
  }

  @BeforeEach
  void an_empty_queue() {
    pool = pool();
    sql("DELETE FROM formwork.job");
    queue = new JobQueue(pool);
  }

  @AfterEach
  void end() {
    if (worker != null) {
      worker.stop(new ShutdownEvent());
    }
    // With it goes what the worker has under way; it would take what the next test puts in.
    pool.closeAndAwait();
  }

  private static void sql(String statement) {
    pool.query(statement).execute().await().atMost(LONG);
  }

  private static long count(String condition) {
    return pool.query("SELECT count(*) FROM formwork.job WHERE " + condition)
        .execute()
        .await()
        .atMost(LONG)
        .iterator()
        .next()
        .getLong(0);
  }

  private final class Handler implements JobHandler {

    private final String kind;
    private final Lane lane;
    private final Function<Job, Uni<Progress>> work;

    Handler(String kind, Lane lane, Function<Job, Uni<Progress>> work) {
      this.kind = kind;
      this.lane = lane;
      this.work = work;
    }

    @Override
    public String kind() {
      return kind;
    }

    @Override
    public Lane lane() {
      return lane;
    }

    @Override
    public Uni<Progress> step(Job job) {
      return work.apply(job).invoke(_ -> stepsDone.release());
    }

    @Override
    public Uni<Void> failed(Job job, String error) {
      failed.add(job.subject() + ": " + error);
      return Uni.createFrom().voidItem();
    }
  }

  private void work(JobHandler... handlers) {
    worker = new JobWorker(vertx, queue, List.of(handlers), _ -> {});
    worker.start(new StartupEvent());
  }

  private void put(String kind, String subject) {
    queue.enqueue(pool, WORKSPACE, kind, subject).await().atMost(LONG);
  }

  private static Uni<JobHandler.Progress> done() {
    return Uni.createFrom().item(JobHandler.Progress.DONE);
  }

  private void awaitSteps(int steps) throws InterruptedException {
    assertThat(stepsDone.tryAcquire(steps, 30, TimeUnit.SECONDS)).as("steps that worked").isTrue();
  }

  @Test
  void long_jobs_keep_no_short_one_waiting() throws Exception {
    var never = new CompletableFuture<JobHandler.Progress>();
    var kinds = List.of("import", "undo", "recompute", "hand-over");
    var handlers =
        kinds.stream()
            .map(
                kind ->
                    new Handler(
                        kind, JobHandler.Lane.LONG, _ -> Uni.createFrom().completionStage(never)))
            .toList();
    kinds.forEach(kind -> put(kind, "a whole day"));
    put("mail", "a new password");
    var all = new ArrayList<JobHandler>(handlers);
    all.add(new Handler("mail", JobHandler.Lane.SHORT, _ -> done()));
    work(all.toArray(JobHandler[]::new));
    awaitSteps(1);
    assertThat(count("kind <> 'mail' AND state = 'running'"))
        .as("long ones at a time")
        .isLessThanOrEqualTo(JobHandler.Lane.LONG.atOnce());
    never.complete(JobHandler.Progress.DONE);
    awaitSteps(4);
  }

  @Test
  void those_of_a_kind_wait_for_each_other_in_a_workspace() throws Exception {
    var first = new CompletableFuture<JobHandler.Progress>();
    put("import", "first");
    put("import", "second");
    var begun = new LinkedBlockingQueue<String>();
    work(
        new Handler(
            "import",
            JobHandler.Lane.LONG,
            job -> {
              begun.add(job.subject());
              return job.subject().equals("first")
                  ? Uni.createFrom().completionStage(first)
                  : done();
            }),
        new Handler("mail", JobHandler.Lane.SHORT, _ -> done()));
    put("mail", "meanwhile");
    queue.wake();
    awaitSteps(1);
    assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(begun).isEmpty();
    first.complete(JobHandler.Progress.DONE);
    awaitSteps(2);
    assertThat(begun).containsExactly("second");
  }

  @Test
  void nodes_that_look_at_once_take_one_of_a_kind() {
    for (int round = 0; round < 20; round++) {
      put("import", "first");
      put("import", "second");
      var looks =
          Collections.nCopies(8, Uni.createFrom().deferred(() -> queue.take(List.of("import"))));
      var taken = Uni.join().all(looks).andFailFast().await().atMost(LONG);
      assertThat(taken).filteredOn(Objects::nonNull).hasSize(1);
      sql("DELETE FROM formwork.job");
    }
  }

  /** A node that takes a job and ends with it leaves its lease to run out. */
  @Test
  void a_job_that_ends_its_nodes_is_given_up_after_five() throws Exception {
    put("import", "a poisonous file");
    for (int node = 0; node < 5; node++) {
      assertThat(queue.take(List.of("import")).await().atMost(LONG)).isNotNull();
      sql("UPDATE formwork.job SET leased_until = now() - interval '1 second'");
    }
    work(
        new Handler(
            "import",
            JobHandler.Lane.LONG,
            _ -> {
              throw new AssertionError("It would end this node, too");
            }),
        new Handler("mail", JobHandler.Lane.SHORT, _ -> done()));
    put("mail", "afterwards");
    queue.wake();
    awaitSteps(1);
    assertThat(failed.poll(30, TimeUnit.SECONDS)).startsWith("a poisonous file: The server ended");
  }

  @Test
  void a_step_that_works_makes_up_for_nodes_that_ended() {
    put("import", "a big file");
    for (int node = 0; node < 4; node++) {
      queue.take(List.of("import")).await().atMost(LONG);
      sql("UPDATE formwork.job SET leased_until = now() - interval '1 second'");
    }
    var job = queue.take(List.of("import")).await().atMost(LONG);
    assertThat(job.attempts()).isEqualTo(4);
    assertThat(queue.renew(job).await().atMost(LONG)).isTrue();
    sql("UPDATE formwork.job SET leased_until = now() - interval '1 second'");
    assertThat(queue.take(List.of("import")).await().atMost(LONG).attempts()).isOne();
  }

  @Test
  void the_lease_of_a_long_step_is_kept_by_whoever_holds_it_and_nobody_else() {
    put("import", "slow");
    var old = queue.take(List.of("import")).await().atMost(LONG);
    sql("UPDATE formwork.job SET leased_until = now() - interval '1 second'");
    queue.keep(List.of(old)).await().atMost(LONG);
    assertThat(queue.take(List.of("import")).await().atMost(LONG)).as("is leased").isNull();
    sql("UPDATE formwork.job SET leased_until = now() - interval '1 second'");
    assertThat(queue.take(List.of("import")).await().atMost(LONG)).isNotNull();
    sql("UPDATE formwork.job SET leased_until = now() - interval '1 second'");
    queue.keep(List.of(old)).await().atMost(LONG);
    assertThat(queue.take(List.of("import")).await().atMost(LONG))
        .as("it was another's by then")
        .isNotNull();
  }
}
