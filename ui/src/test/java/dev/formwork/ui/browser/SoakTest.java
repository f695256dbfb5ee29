package dev.formwork.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.credential.SecretHashes;
import dev.formwork.ui.Eventually;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server at work for long: what should stay level does. Memory that is in use after a collection,
 * connections and open files do not grow from the second quarter to the last, and the tables of
 * what waits are empty when nothing does. Only {@code ./formwork test long soak} has the time.
 */
final class SoakTest {

  private static final Logger LOG = Logger.getLogger(SoakTest.class);

  private static final long MINUTES = Long.getLong("formwork.soak.minutes", 0);
  private static final int CLIENTS = 4;
  private static final int SAMPLES = 24;
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final String RECORDS = "/api/v1/apps/ltc/forms/soak/records";

  private static final String FORM =
      """
      {"key": "soak", "title": {"en": "Soak"}, "fields": [
        {"type": "text", "key": "name", "title": {"en": "Name"}, "unique": true},
        {"type": "number", "key": "price", "title": {"en": "Price"}},
        {"type": "computed", "key": "twice", "title": {"en": "Twice"}, "expression": "price * 2"}]}\
      """;

  private static final String FLOW =
      """
      {"key": "soak", "title": {"en": "Soak"}, "form": "soak", "trigger": {"on": "record.created"}, "steps": [
        {"type": "approve", "key": "look", "assign": [{"member": "%s"}]},
        {"type": "wait", "key": "pause", "for": "PT1S"},
        {"type": "http", "key": "call", "url": "%s"},
        {"type": "update", "key": "done", "set": {"price": "price + 1"}}]}\
      """;

  private record Sample(long heapKilobytes, long connections, long files) {}

  @TempDir static Path data;

  private final String token = "fw_" + UUID.randomUUID() + UUID.randomUUID();
  private final AtomicLong done = new AtomicLong();
  private CrashingDatabase database;
  private RunningFormwork server;
  private volatile boolean working = true;

  @Test
  void what_should_stay_level_stays_level() throws Exception {
    Assumptions.assumeTrue(MINUTES > 0, "it takes long");
    try (var pg = CrashingDatabase.start(data.resolve("pg"));
        var receiver = CountingReceiver.start();
        var running =
            RunningFormwork.start(
                data.resolve("node"),
                List.of(
                    "-Dformwork.outbound.allow=127.0.0.1",
                    "-Dformwork.limit.token-requests-per-second=0"),
                List.of("--database", pg.address()))) {
      database = pg;
      server = running;
      prepare(receiver);
      var samples = new ArrayList<Sample>();
      try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
        for (int i = 0; i < CLIENTS; i++) {
          clients.submit(this::work);
        }
        var end = Instant.now().plus(Duration.ofMinutes(MINUTES));
        while (Instant.now().isBefore(end)) {
          TimeUnit.SECONDS.sleep(Math.max(1, MINUTES * 60 / SAMPLES));
          samples.add(sample());
        }
        working = false;
      }
      report(samples);
      level(samples);
      nothingIsLeft();
    }
  }

  private void prepare(CountingReceiver receiver) throws Exception {
    database.run(
        """
        INSERT INTO formwork.api_token (id, workspace_id, member_id, name, hash, hint, read_only, created_at)
        SELECT gen_random_uuid(), s.workspace_id, s.member_id, 'soak', '%s', 'x', false, now() FROM formwork.membership s LIMIT 1\
        """
            .formatted(SecretHashes.sha256(token)));
    as().post("/api/v1/packs/ltc:install").then().statusCode(200);
    publish("form", FORM);
    publish(
        "flow",
        FLOW.formatted(
            database.text("SELECT member_id FROM formwork.membership LIMIT 1"),
            receiver.address()));
  }

  private void publish(String kind, String definition) {
    var at = "/api/v1/apps/ltc/definitions/" + kind + "/soak";
    as().body(definition).put(at + "/draft").then().statusCode(204);
    as().body("{}").post(at + "/publish").then().statusCode(200);
  }

  private RequestSpecification as() {
    return RestAssured.given()
        .baseUri(server.address())
        .header("Authorization", "Bearer " + token)
        .contentType(ContentType.JSON);
  }

  /** A day at the office, over and over. */
  private void work() {
    while (working) {
      var name = UUID.randomUUID().toString();
      String id =
          as().body(Map.of("name", name, "price", 7))
              .post(RECORDS)
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      as().queryParam("filter", "price > 3 AND name = \"" + name + "\"").get(RECORDS);
      as().queryParam("search", name.substring(0, 8)).get(RECORDS);
      as().get(RECORDS + "/" + id + "/changes");
      decideAll();
      as().contentType(ContentType.MULTIPART)
          .multiPart("file", "f.csv", ("name\n" + name + " 2\n").getBytes(StandardCharsets.UTF_8))
          .post(RECORDS + ":import");
      as().body(Map.of("format", "csv", "filter", "name = \"" + name + "\""))
          .post(RECORDS + ":export");
      done.incrementAndGet();
    }
  }

  private void decideAll() {
    List<String> tasks = as().get("/api/v1/tasks?limit=20").then().extract().path("items.id");
    tasks.forEach(task -> as().body("{}").post("/api/v1/tasks/" + task + ":approve"));
  }

  private Sample sample() throws Exception {
    jcmd("GC.run");
    var used = USED.matcher(jcmd("GC.heap_info"));
    long heap = 0;
    while (used.find()) {
      heap = Math.max(heap, Long.parseLong(used.group(1)));
    }
    long files;
    try (var open = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
      files = open.count();
    }
    return new Sample(
        heap,
        Long.parseLong(
            database.text(
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")),
        files);
  }

  private String jcmd(String command) throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private void report(List<Sample> samples) {
    LOG.infof("%d rounds of work in %d minutes", done.get(), MINUTES);
    samples.forEach(
        one ->
            LOG.infof(
                "heap after a collection %d MB, connections %d, open files %d",
                one.heapKilobytes >> 10, one.connections, one.files));
  }

  private static void level(List<Sample> samples) {
    int quarter = samples.size() / 4;
    var before = samples.subList(quarter, 2 * quarter);
    var after = samples.subList(samples.size() - quarter, samples.size());
    assertThat(median(after, Sample::heapKilobytes))
        .as("heap in use, in kilobytes")
        .isLessThan(median(before, Sample::heapKilobytes) * 11 / 10 + 20_000);
    assertThat(median(after, Sample::connections))
        .as("connections to PostgreSQL")
        .isLessThanOrEqualTo(median(before, Sample::connections) + 2);
    assertThat(median(after, Sample::files))
        .as("open files")
        .isLessThanOrEqualTo(median(before, Sample::files) + 20);
  }

  private static long median(List<Sample> samples, ToLongFunction<Sample> of) {
    return samples.stream().mapToLong(of).sorted().skip(samples.size() / 2).findFirst().orElse(0);
  }

  private void nothingIsLeft() throws Exception {
    var schema = '"' + database.text("SELECT schema_name FROM formwork.workspace LIMIT 1") + '"';
    Eventually.holds(
        Duration.ofMinutes(2),
        () -> {
          decideAll();
          return database
              .text(
                  "SELECT count(*) FROM %s.flow_instance WHERE ended_at IS NULL".formatted(schema))
              .equals("0");
        });
    for (var table : List.of("outbox", "flow_timer", "flow_job", "flow_expectation")) {
      Eventually.holds(
          () -> database.text("SELECT count(*) FROM %s.%s".formatted(schema, table)).equals("0"));
    }
    Eventually.holds(
        () ->
            database
                .text("SELECT count(*) FROM formwork.job WHERE state IN ('waiting', 'running')")
                .equals("0"));
  }
}
