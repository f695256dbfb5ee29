package dev.formwork.ui.record;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every kind of writer at the same few records: people, batches, the recycle bin, flows, and
 * changes that draw others after them. All lock in one order, so that PostgreSQL never has to end
 * one of two that wait for each other, and nobody is answered with an error of the server.
 */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class WritersTogetherTest {

  /** What they left to flows and jobs is done one after the other. */
  private static final Duration LONGEST_AFTERWARDS = Duration.ofMinutes(2);

  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("formwork.writers.seconds", 6));

  /** Formulas of deliveries read it; it counts the orders below. */
  private static final String ACCOUNT =
      form(
          "account",
          "\"recordTitle\": \"name\"",
          field("text", "name", ""),
          field("number", "factor", ""),
          field(
              "rollup",
              "ordered",
              "\"from\": \"order\", \"via\": \"account\", \"aggregate\": \"sum\", \"value\": \"delivered\""));

  private static final String ORDER =
      form(
          "order",
          "\"recordTitle\": \"name\"",
          field("text", "name", ""),
          field("lookup", "account", "\"form\": \"account\""),
          field(
              "rollup",
              "delivered",
              "\"from\": \"delivery\", \"via\": \"order\", \"aggregate\": \"sum\", \"value\": \"quantity\""));

  private static final String DELIVERY =
      form(
          "delivery",
          "",
          field("lookup", "order", "\"form\": \"order\""),
          field("lookup", "account", "\"form\": \"account\""),
          field("number", "quantity", ""),
          field("number", "checked", ""),
          field("computed", "weighed", "\"expression\": \"quantity * account.factor\""));

  /** Nothing depends on it. */
  private static final String NOTE =
      form("note", "", field("text", "text", ""), field("number", "count", ""));

  /** Changes the delivery it is pressed on, and another form's records. */
  private static final String CHECK =
      """
      {"key": "check", "title": {"en": "Check"}, "form": "delivery", "trigger": {"on": "button"},
       "steps": [
         {"type": "update", "key": "mark", "set": {"checked": "DEFAULT(checked, 0) + 1"}},
         {"type": "update", "key": "notes", "form": "note", "where": "TRUE", "set": {"count": "quantity"}}]}""";

  /** Pressed on a note, it changes deliveries: the other way round. */
  private static final String SPREAD =
      """
      {"key": "spread", "title": {"en": "Spread"}, "form": "note", "trigger": {"on": "button"},
       "steps": [
         {"type": "update", "key": "own", "set": {"count": "DEFAULT(count, 0) + 1"}},
         {"type": "update", "key": "all", "form": "delivery", "where": "TRUE", "set": {"checked": "count"}}]}""";

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject Pool pool;

  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
  private RestRecords admin;
  private final List<String> accounts = new ArrayList<>();
  private final List<String> orders = new ArrayList<>();
  private final List<String> deliveries = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** What one writer does, over and over. */
  @FunctionalInterface
  private interface Writer {
    int write(ThreadLocalRandom random);
  }

  private void someRecords() {
    for (int i = 0; i < 2; i++) {
      accounts.add(admin.made("account", "{\"name\": \"A%d\", \"factor\": 2}".formatted(i)));
      orders.add(
          admin.made(
              "order", "{\"name\": \"O%d\", \"account\": \"%s\"}".formatted(i, accounts.get(i))));
      notes.add(admin.made("note", "{\"text\": \"N%d\"}".formatted(i)));
    }
    for (int i = 0; i < 6; i++) {
      deliveries.add(
          admin.made(
              "delivery",
              "{\"order\": \"%s\", \"account\": \"%s\", \"quantity\": 1}"
                  .formatted(orders.get(i % 2), accounts.get((i + 1) % 2))));
    }
  }

  private static String any(List<String> ids, ThreadLocalRandom random) {
    return ids.get(random.nextInt(ids.size()));
  }

  private int patch(String form, String id, String body) {
    return admin.patch(form, id, body).extract().statusCode();
  }

  private int post(String path, String body) {
    return admin.as().body(body).post(path).then().extract().statusCode();
  }

  private int imported(String file) {
    return given()
        .header("Authorization", "Bearer " + admin.person().token())
        .multiPart("file", "file.csv", file.getBytes(StandardCharsets.UTF_8), "text/csv")
        .post(admin.records("delivery") + ":import")
        .then()
        .extract()
        .statusCode();
  }

  private List<Writer> writers() {
    var delivery = admin.records("delivery");
    return List.of(
        random ->
            patch(
                "delivery",
                any(deliveries, random),
                "{\"quantity\": %d}".formatted(random.nextInt(9))),
        random ->
            patch(
                "delivery",
                any(deliveries, random),
                "{\"order\": \"%s\"}".formatted(any(orders, random))),
        random ->
            patch(
                "account", any(accounts, random), "{\"factor\": %d}".formatted(random.nextInt(9))),
        random ->
            patch(
                "order",
                any(orders, random),
                "{\"account\": \"%s\"}".formatted(any(accounts, random))),
        random -> {
          var id = any(deliveries, random);
          int removed = admin.as().delete(delivery + "/" + id).then().extract().statusCode();
          post(delivery + "/" + id + ":restore", "{}");
          return removed;
        },
        random ->
            post(
                delivery + ":bulk",
                "{\"ids\": [\"%s\", \"%s\"], \"change\": {\"quantity\": %d}}"
                    .formatted(
                        any(deliveries, random), any(deliveries, random), random.nextInt(9))),
        _ -> imported("order,account,quantity\nO1,A0,1\nO0,A1,2\nO1,A1,3\n"),
        random ->
            post(
                "/api/v1/apps/office/flows/check:start",
                "{\"record\": \"%s\"}".formatted(any(deliveries, random))),
        random ->
            post(
                "/api/v1/apps/office/flows/spread:start",
                "{\"record\": \"%s\"}".formatted(any(notes, random))),
        random -> patch("note", any(notes, random), "{\"text\": \"" + random.nextInt() + "\"}"));
  }

  private void hammer(Writer writer, long end) {
    while (System.nanoTime() < end) {
      answers.merge(writer.write(ThreadLocalRandom.current()), 1, Integer::sum);
    }
  }

  private long number(String sql) {
    return ServiceCalls.await(
        () -> pool.query(sql).execute().map(rows -> rows.iterator().next().getLong(0)));
  }

  private void publish(String key, String flow) {
    var at = "/api/v1/apps/office/definitions/flow/" + key;
    admin.as().body(flow).put(at + "/draft").then().statusCode(204);
    admin.as().body("{}").post(at + "/publish").then().statusCode(200);
  }

  @Test
  void writers_of_all_kinds_never_wait_for_each_other_in_a_ring() throws Exception {
    var person = people.administrator();
    apps.publish(person.caller(), "office", ACCOUNT, ORDER, DELIVERY, NOTE);
    admin = new RestRecords(person, "office");
    publish("check", CHECK);
    publish("spread", SPREAD);
    someRecords();
    var deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
    long before = number(deadlocks);
    long end = System.nanoTime() + LENGTH.toNanos();
    try (var threads = Executors.newCachedThreadPool()) {
      var running = new ArrayList<Future<?>>();
      for (var writer : writers()) {
        for (int i = 0; i < 3; i++) {
          running.add(threads.submit(() -> hammer(writer, end)));
        }
      }
      for (var one : running) {
        one.get();
      }
    }
    Eventually.holds(LONGEST_AFTERWARDS, () -> instances(person, "RUNNING") == 0);
    Eventually.holds(
        LONGEST_AFTERWARDS,
        () ->
            number("SELECT count(*) FROM formwork.job WHERE state IN ('waiting', 'running')") == 0);
    assertThat(number(deadlocks) - before).as("deadlocks").isZero();
    assertThat(answers.keySet()).as("answers %s", answers).allMatch(status -> status < 500);
    assertThat(answers.getOrDefault(200, 0)).isPositive();
    assertThat(whyFlowsStandStill(person)).allMatch(error -> error.contains("There is no record"));
  }

  /** Some find their record in the recycle bin; nothing else may stop one. */
  private List<String> whyFlowsStandStill(TestMembers.Person person) {
    return ServiceCalls.await(
        () ->
            pool.query(
                    "SELECT DISTINCT error FROM \"%s\".flow_instance WHERE status = 'FAILED'"
                        .formatted(person.caller().workspace().schema()))
                .execute()
                .map(
                    rows -> {
                      var errors = new ArrayList<String>();
                      rows.forEach(row -> errors.add(row.getString(0)));
                      return errors;
                    }));
  }

  private long instances(TestMembers.Person person, String status) {
    return number(
        "SELECT count(*) FROM \"%s\".flow_instance WHERE status = '%s'"
            .formatted(person.caller().workspace().schema(), status));
  }
}
