package dev.formwork.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.credential.SecretHashes;
import dev.formwork.ui.Eventually;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one database, at work with records, approvals, calls outside, imports, publishes,
 * changes of many records and backups, while one or the other is killed and PostgreSQL is stopped
 * the hard way. Afterwards all that was acknowledged is there once, nothing is stuck, every timer
 * rang once, and every call outside arrived under one key. {@code ./formwork test long crash} does
 * it many times; the tests do a few.
 */
final class CrashTest {

  private static final Logger LOG = Logger.getLogger(CrashTest.class);

  private static final int KILLS = Integer.getInteger("formwork.crash.kills", 2);
  private static final int STOPS = Integer.getInteger("formwork.crash.stops", 1);
  private static final int CLIENTS = 6;

  private static final String FORM =
      """
      {"key": "crash", "title": {"en": "Crash"}, "fields": [
        {"type": "text", "key": "name", "title": {"en": "Name"}, "unique": true},
        {"type": "text", "key": "status", "title": {"en": "Status"}}]}\
      """;

  private static final String FLOW =
      """
      {"key": "crash", "title": {"en": "Crash"}, "form": "crash", "trigger": {"on": "record.created"}, "steps": [
        {"type": "approve", "key": "look", "assign": [{"member": "%s"}]},
        {"type": "wait", "key": "pause", "for": "PT1S"},
        {"type": "http", "key": "call", "url": "%s"},
        {"type": "update", "key": "done", "set": {"status": "\\"done\\""}}]}\
      """;

  /** Whoever waits for a node that is gone goes on. */
  private static final RestAssuredConfig PATIENCE =
      RestAssuredConfig.config()
          .httpClient(
              HttpClientConfig.httpClientConfig()
                  .setParam("http.socket.timeout", 8_000)
                  .setParam("http.connection.timeout", 3_000));

  /** The first requests of a server find it cold, and a busy machine makes that long. */
  static final RestAssuredConfig FIRST_REQUESTS =
      RestAssuredConfig.config()
          .httpClient(HttpClientConfig.httpClientConfig().setParam("http.socket.timeout", 60_000));

  /** What a killed node had leased is another's after 40 s at the latest; then it is to be done. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(90);

  @TempDir static Path data;

  private final Random random = new Random(Long.getLong("formwork.crash.seed", 1));
  private final Set<String> created = ConcurrentHashMap.newKeySet();
  private final Set<String> approved = ConcurrentHashMap.newKeySet();
  private final RunningFormwork[] nodes = new RunningFormwork[2];
  private CrashingDatabase database;
  private CountingReceiver receiver;
  private CrashChores chores;
  private String token;
  private final Map<String, Integer> troubles = new ConcurrentHashMap<>();
  private volatile boolean working = true;

  @AfterEach
  void stop() throws Exception {
    for (var node : nodes) {
      if (node != null) {
        node.kill();
      }
    }
    if (database != null) {
      receiver.close();
      database.close();
    }
  }

  @Test
  void killed_nodes_and_a_stopped_database_lose_nothing_and_do_nothing_twice() throws Exception {
    database = CrashingDatabase.start(data.resolve("pg"));
    receiver = CountingReceiver.start();
    nodes[0] = node(0);
    prepare();
    chores =
        new CrashChores(
            () -> as(ThreadLocalRandom.current().nextInt(2)), database, data.resolve("backups"));
    nodes[1] = nodes[0];
    chores.prepare();
    nodes[1] = node(1);
    try (var clients = Executors.newCachedThreadPool()) {
      chores.start(clients);
      for (int i = 0; i < CLIENTS; i++) {
        clients.submit(this::work);
      }
      try {
        crash();
      } finally {
        working = false;
        chores.stop();
      }
    }
    approveTheRest();
    Eventually.holds(
        TAKEN_OVER,
        () -> count("SELECT count(*) FROM %s.flow_instance WHERE ended_at IS NULL") == 0);
    check();
    chores.check();
    LOG.infof(
        "%d kills, %d stops of PostgreSQL: %d records with a flow, %d approvals, %s",
        KILLS, STOPS, created.size(), approved.size(), chores.did());
  }

  @Test
  void an_embedded_database_that_is_killed_is_served_again() throws Exception {
    try (var server = RunningFormwork.start(data.resolve("embedded"))) {
      var pid =
          Files.readAllLines(data.resolve("embedded/postgres/postmaster.pid")).getFirst().strip();
      ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
      Eventually.holds(
          TAKEN_OVER,
          () ->
              RestAssured.given().baseUri(server.address()).get("q/health").statusCode() == 200
                  && !Files.readAllLines(data.resolve("embedded/postgres/postmaster.pid"))
                      .getFirst()
                      .strip()
                      .equals(pid));
    }
  }

  private RunningFormwork node(int number) {
    return RunningFormwork.start(
        data.resolve("node" + number),
        List.of(
            "-Dformwork.keys.file=" + data.resolve("keys"),
            "-Dformwork.backup.folder=" + data.resolve("backups"),
            "-Dformwork.outbound.allow=127.0.0.1",
            "-Dformwork.limit.token-requests-per-second=0"),
        List.of("--database", database.address()));
  }

  /** An administrator's token, a form and its flow. */
  private void prepare() throws SQLException {
    token = "fw_" + UUID.randomUUID() + UUID.randomUUID();
    database.run(
        """
        INSERT INTO formwork.api_token (id, workspace_id, member_id, name, hash, hint, read_only, created_at)
        SELECT gen_random_uuid(), s.workspace_id, s.member_id, 'crash', '%s', 'x', false, now() FROM formwork.membership s LIMIT 1\
        """
            .formatted(SecretHashes.sha256(token)));
    first().post("/api/v1/packs/ltc:install").then().statusCode(200);
    publish("form", FORM);
    publish(
        "flow",
        FLOW.formatted(
            database.text("SELECT member_id FROM formwork.membership LIMIT 1"),
            receiver.address()));
  }

  private void publish(String kind, String definition) {
    var at = "/api/v1/apps/ltc/definitions/" + kind + "/crash";
    first().body(definition).put(at + "/draft").then().statusCode(204);
    first().body("{}").post(at + "/publish").then().statusCode(200);
  }

  private RequestSpecification first() {
    return as(0).config(FIRST_REQUESTS);
  }

  private RequestSpecification as(int node) {
    return RestAssured.given()
        .config(PATIENCE)
        .baseUri(nodes[node].address())
        .header("Authorization", "Bearer " + token)
        .contentType(ContentType.JSON);
  }

  /** Makes records and approves; what was not answered may have happened or not. */
  private void work() {
    var own = new Random();
    while (working) {
      int node = own.nextInt(2);
      try {
        var name = UUID.randomUUID().toString();
        var answer =
            as(node)
                .body("{\"name\": \"" + name + "\"}")
                .post("/api/v1/apps/ltc/forms/crash/records");
        if (answer.statusCode() == 201) {
          created.add(answer.path("id"));
        } else {
          troubles.merge(answer.asString(), 1, Integer::sum);
        }
        approveOne(node);
      } catch (Exception | AssertionError e) {
        // The node is gone, or its database is; REST-assured throws what it does not declare.
        troubles.merge(
            String.valueOf(e.getMessage()).lines().findFirst().orElse(""), 1, Integer::sum);
        pause(100);
      }
    }
  }

  private boolean approveOne(int node) {
    List<String> tasks =
        as(node).get("/api/v1/tasks?limit=20").then().statusCode(200).extract().path("items.id");
    if (tasks.isEmpty()) {
      return false;
    }
    var task = tasks.get(new Random().nextInt(tasks.size()));
    if (as(node).body("{}").post("/api/v1/tasks/" + task + ":approve").statusCode() == 200) {
      approved.add(task);
    }
    return true;
  }

  private void approveTheRest() throws Exception {
    Eventually.holds(
        TAKEN_OVER,
        () -> {
          boolean more = true;
          while (more) {
            more = approveOne(0);
          }
          return count("SELECT count(*) FROM %s.flow_task WHERE closed_at IS NULL") == 0
              && count("SELECT count(*) FROM %s.flow_job WHERE kind = 'START'") == 0;
        });
  }

  private void crash() throws Exception {
    for (int i = 0; i < KILLS; i++) {
      pause(500 + random.nextInt(1_500));
      int node = random.nextInt(2);
      nodes[node].kill();
      if (i < STOPS) {
        pause(300);
        database.crash();
        pause(300);
        database.restart();
      }
      nodes[node] = node(node);
    }
    pause(1_500);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long count(String sql) throws SQLException {
    var schema = database.text("SELECT schema_name FROM formwork.workspace LIMIT 1");
    return Long.parseLong(database.text(sql.replace("%s", '"' + schema + '"')));
  }

  private static String ids(Set<String> all) {
    return "'" + String.join("', '", all) + "'";
  }

  private void check() throws SQLException {
    assertThat(created)
        .as("records acknowledged; troubles met: %s", troubles)
        .hasSizeGreaterThan(10);
    long instances = count("SELECT count(*) FROM %s.flow_instance WHERE flow = 'crash'");
    assertThat(count("SELECT count(*) FROM %s.ltc_crash WHERE status = 'done'"))
        .as("records that went all the way")
        .isEqualTo(instances);
    assertThat(
            count(
                "SELECT count(DISTINCT record_id) FROM %s.flow_instance WHERE record_id IN ("
                    + ids(created)
                    + ")"))
        .as("acknowledged records that have an instance")
        .isEqualTo(created.size());
    assertThat(
            count(
                "SELECT count(*) FROM (SELECT record_id FROM %s.flow_instance WHERE flow = 'crash'"
                    + " GROUP BY record_id HAVING count(*) > 1) x"))
        .as("records with two instances")
        .isZero();
    assertThat(
            count(
                "SELECT count(DISTINCT task_id) FROM %s.flow_event WHERE kind = 'approved' AND"
                    + " task_id IN ("
                    + ids(approved)
                    + ")"))
        .as("acknowledged approvals")
        .isEqualTo(approved.size());
    assertThat(
            count(
                """
                SELECT count(*) FROM (SELECT instance_id FROM %s.flow_event WHERE kind IN ('approved', 'waiting', 'ended', 'started')
                GROUP BY instance_id, kind HAVING count(*) <> 1) x\
                """))
        .as("things that happened twice")
        .isZero();
    assertThat(count("SELECT count(*) FROM %s.flow_event WHERE kind = 'worked'"))
        .as("work done, a call and a change for each")
        .isEqualTo(2 * instances);
    assertThat(count("SELECT count(*) FROM %s.flow_timer")).as("timers left").isZero();
    assertThat(receiver.keys())
        .as("calls that arrived, each under one key")
        .hasSize((int) instances);
  }
}
