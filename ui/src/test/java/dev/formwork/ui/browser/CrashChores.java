package dev.formwork.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.backup.BackupFile;
import dev.formwork.core.backup.DatabaseRestore;
import dev.formwork.ui.Eventually;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What else goes on while nodes are killed: imports, publishes, changes of many records, backups.
 * Each is asked for again and again; what was acknowledged must be done in the end, and once.
 */
final class CrashChores {

  private static final String APP = "/api/v1/apps/ltc";
  private static final String RECORDS = APP + "/forms/crash_rows/records";
  private static final int ROWS = 600;
  private static final int FIELDS = 12;
  private static final Duration DONE_BY = Duration.ofMinutes(2);

  private final Supplier<RequestSpecification> anyNode;
  private final CrashingDatabase database;
  private final Path backups;
  private final AtomicInteger files = new AtomicInteger();
  private final AtomicInteger versions = new AtomicInteger();
  private final Set<String> imports = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Integer> published = new ConcurrentLinkedQueue<>();
  private volatile boolean working = true;

  CrashChores(Supplier<RequestSpecification> anyNode, CrashingDatabase database, Path backups) {
    this.anyNode = anyNode;
    this.database = database;
    this.backups = backups;
  }

  /** A form with some more fields than in the version before, the last of them with an index. */
  private static String form(int version) {
    var fields =
        new StringBuilder(
            """
            {"type": "text", "key": "name", "title": {"en": "Name"}, "unique": true},
            {"type": "text", "key": "note", "title": {"en": "Note"}}\
            """);
    for (int i = 1; i <= version % FIELDS; i++) {
      fields.append(
          ",\n{\"type\": \"text\", \"key\": \"f%1$d\", \"title\": {\"en\": \"F%1$d\"}, \"unique\": %2$s}"
              .formatted(i, i % 2 == 0));
    }
    return "{\"key\": \"crash_rows\", \"title\": {\"en\": \"Rows %d\"}, \"fields\": [%s]}"
        .formatted(version, fields);
  }

  void prepare() {
    publish(versions.incrementAndGet());
  }

  private void publish(int version) {
    var at = APP + "/definitions/form/crash_rows";
    patient().body(form(version)).put(at + "/draft").then().statusCode(204);
    patient().body("{}").post(at + "/publish").then().statusCode(200);
    published.add(version);
  }

  private RequestSpecification patient() {
    return anyNode.get().config(CrashTest.FIRST_REQUESTS);
  }

  /** Begins all of it, on threads of their own. */
  void start(ExecutorService threads) {
    threads.submit(() -> again(this::importRows, 400));
    threads.submit(() -> again(() -> publish(versions.incrementAndGet()), 300));
    threads.submit(() -> again(this::changeMany, 100));
    threads.submit(() -> again(this::backup, 2_000));
  }

  void stop() {
    working = false;
  }

  private void again(Runnable work, int pause) {
    while (working) {
      try {
        work.run();
      } catch (Exception | AssertionError _) {
        // The node is gone, or its database is; REST-assured throws what it does not declare.
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void importRows() {
    int file = files.incrementAndGet();
    var csv = new StringBuilder("name,note\n");
    for (int i = 0; i < ROWS; i++) {
      csv.append("row ").append(file).append(' ').append(i).append(",new\n");
    }
    String location =
        anyNode
            .get()
            .contentType(ContentType.MULTIPART)
            .multiPart(
                "file", "rows.csv", csv.toString().getBytes(StandardCharsets.UTF_8), "text/csv")
            .post(RECORDS + ":import")
            .then()
            .statusCode(202)
            .extract()
            .header("Location");
    imports.add(location);
    awaitImport(location);
  }

  /** The next one begins when this one is over, or cannot be seen. */
  private void awaitImport(String location) {
    while (working && state(location).equals("running")) {
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private String state(String location) {
    return anyNode.get().get(path(location)).then().statusCode(200).extract().path("state");
  }

  private static String path(String location) {
    return location.substring(location.indexOf("/api/"));
  }

  private void changeMany() {
    List<String> ids =
        anyNode
            .get()
            .queryParam("limit", 100)
            .get(RECORDS)
            .then()
            .statusCode(200)
            .extract()
            .path("items.id");
    if (!ids.isEmpty()) {
      anyNode
          .get()
          .body(Map.of("ids", ids, "change", Map.of("note", "b" + new Random().nextInt(1_000_000))))
          .post(RECORDS + ":bulk")
          .then()
          .statusCode(200);
    }
  }

  private void backup() {
    anyNode.get().post("/api/v1/backups").then().statusCode(202);
  }

  /** After all is quiet again. */
  void check() throws Exception {
    Eventually.holds(
        DONE_BY, () -> count("formwork.job WHERE state IN ('waiting', 'running')") == 0);
    for (var location : imports) {
      assertThat(state(location)).as("import %s", location).isEqualTo("done");
    }
    // An import that was not acknowledged may have come in or not, but whole.
    assertThat(
            count(
                "(SELECT split_part(name, ' ', 2) FROM %s.ltc_crash_rows GROUP BY 1 HAVING count(*)"
                    + " <> "
                    + ROWS
                    + ") x"))
        .as("files that came in by halves, or twice")
        .isZero();
    assertThat(
            count(
                """
                %s.ltc_crash_rows r WHERE version <> (SELECT count(*) FROM %s.change_log c WHERE c.record_id = r.id)\
                """))
        .as("records whose history is not that of their versions")
        .isZero();
    publishing();
    backupsAreWhole();
  }

  private void publishing() throws SQLException {
    assertThat(published).as("publishes acknowledged").hasSizeGreaterThan(1);
    publish(versions.addAndGet(FIELDS - versions.get() % FIELDS + FIELDS - 1));
    assertThat(count("pg_index WHERE NOT indisvalid")).as("indexes left half built").isZero();
    var id = anyNode.get().get(RECORDS).then().extract().<String>path("items[0].id");
    anyNode
        .get()
        .body(Map.of("f" + (FIELDS - 1), "works"))
        .patch(RECORDS + "/" + id)
        .then()
        .statusCode(200);
  }

  private void backupsAreWhole() throws Exception {
    String last = anyNode.get().post("/api/v1/backups").then().statusCode(202).extract().path("id");
    Eventually.holds(DONE_BY, () -> "whole".equals(backup(last).get("state")));
    try (var all = Files.list(backups)) {
      for (var file : all.toList()) {
        assertThat(file.toString()).as("a finished file").endsWith(".backup");
        BackupFile.checked(file).close();
      }
    }
    assertThat(count("formwork.backup_run WHERE finished_at IS NULL")).isZero();
    var restored = database.another("restored");
    try (var file = BackupFile.checked(backups.resolve((String) backup(last).get("file")))) {
      new DatabaseRestore(restored, backups.resolveSibling("restored-keys")).read(file);
    }
    try (var connection = restored.open();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT count(*) FROM " + inSchema("%s.ltc_crash_rows"))) {
      rows.next();
      assertThat(rows.getLong(1)).isEqualTo(count("%s.ltc_crash_rows"));
    }
  }

  private Map<String, Object> backup(String id) {
    List<Map<String, Object>> items =
        anyNode.get().get("/api/v1/backups").then().statusCode(200).extract().path("items");
    return items.stream().filter(item -> item.get("id").equals(id)).findFirst().orElseThrow();
  }

  private String inSchema(String sql) throws SQLException {
    return sql.replace(
        "%s", '"' + database.text("SELECT schema_name FROM formwork.workspace LIMIT 1") + '"');
  }

  private long count(String from) throws SQLException {
    return Long.parseLong(database.text("SELECT count(*) FROM " + inSchema(from)));
  }

  /** For the report. */
  String did() {
    return "%d imports of %d rows, %d publishes".formatted(imports.size(), ROWS, published.size());
  }
}
