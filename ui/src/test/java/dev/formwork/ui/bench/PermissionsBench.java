package dev.formwork.ui.bench;

import dev.formwork.core.access.Caller;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What permissions cost, on a million records: one member with a row rule and two hidden fields
 * beside one without, and the list of a member who may read one record in a thousand beside an
 * administrator's. Two members with the same rights are measured the same way: how far they are
 * from 1 is how far the other figures can be trusted. {@code ./formwork bench permissions}.
 */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@EnabledIfSystemProperty(named = "formwork.bench", matches = "permissions")
final class PermissionsBench {

  private static final int ROWS = 1_000_000;
  private static final int ONE_IN = 1_000;

  /** Seconds that each side of a figure is driven before it counts, and then while it does. */
  private static final int WARM_UP = 12;

  private static final int MEASURED = 40;

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject Pool pool;

  @TestHTTPResource("/")
  String address;

  private TestMembers.Person admin;
  private TestMembers.Person open;
  private TestMembers.Person alike;
  private TestMembers.Person ruled;
  private TestMembers.Person narrow;
  private String table;
  private final Figures figures = new Figures();

  @Test
  void compare() throws Exception {
    prepare();
    var records = address.replaceAll("/$", "") + "/api/v1/apps/bench/forms/item/records";
    var ids = ids("true");
    var page = "?filter=n1%20%3E%2050&sort=n0&limit=50";
    figure("alike_read", "1.0", records, alike, open, ids, "", true, 1);
    figure("permitted_read", "0.9", records, ruled, open, ids, "", true, 1);
    figure("permitted_page", "0.9", records, ruled, open, ids, page, false, 4);
    figure("narrow_list", "1.0", records, narrow, admin, ids, "?limit=50", false, 1);
    figures.print();
  }

  private void prepare() throws Exception {
    admin = people.administrator();
    var workspace = admin.caller().workspace();
    open = people.in(workspace, "o" + UUID.randomUUID(), Caller.Role.MEMBER, false);
    alike = people.in(workspace, "a" + UUID.randomUUID(), Caller.Role.MEMBER, false);
    ruled = people.in(workspace, "r" + UUID.randomUUID(), Caller.Role.MEMBER, false);
    narrow = people.in(workspace, "n" + UUID.randomUUID(), Caller.Role.MEMBER, false);
    var fields = new ArrayList<String>();
    for (int i = 0; i < 9; i++) {
      fields.add(TestApps.field("text", "t" + i, ""));
      fields.add(TestApps.field("number", "n" + i, i < 2 ? "\"indexed\": true" : ""));
    }
    fields.add(TestApps.field("member", "owner", ""));
    var form =
        apps.publish(
                admin.caller(), "bench", TestApps.form("item", "", fields.toArray(String[]::new)))
            .get("item");
    table = form.table().sql();
    fill();
    RestAssured.given()
        .header("Authorization", "Bearer " + admin.token())
        .contentType(ContentType.JSON)
        .body(
            "{\"sets\": [%s, %s, %s, %s]}"
                .formatted(
                    set("open", open, ""),
                    set("alike", alike, ""),
                    set(
                        "ruled",
                        ruled,
                        ", \"rows\": \"n2 >= 0\", \"fields\": {\"t3\": \"hidden\", \"n3\": \"hidden\"}"),
                    set("narrow", narrow, ", \"rows\": \"owner = ME()\"")))
        .put("/api/v1/apps/bench/permissions/item")
        .then()
        .statusCode(204);
  }

  private static String set(String key, TestMembers.Person person, String more) {
    return """
        {"key": "%s", "title": {"en": "%s"}, "who": {"members": ["%s"]}, "actions": ["read"]%s}"""
        .formatted(key, key, person.caller().memberId(), more);
  }

  private void fill() {
    var columns = new StringBuilder();
    var values = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      columns.append(", t").append(i).append(", n").append(i);
      values.append(", 'text ' || g, (g::bigint * 7919) % 1000 + ").append(i);
    }
    var statement =
        "INSERT INTO %s (id, version, created_at, updated_at, record_title, search_text, owner%s) SELECT gen_random_uuid(), 1, now(), now(), 'text ' || g, '', CASE WHEN g %% %d = 0 THEN $1::uuid END%s FROM generate_series(1, %d) g"
            .formatted(table, columns, ONE_IN, values, ROWS);
    var owner = Tuple.of(narrow.caller().memberId().value());
    ServiceCalls.await(
        () ->
            pool.withConnection(
                sql ->
                    sql.query("SET statement_timeout = 0")
                        .execute()
                        .chain(() -> sql.preparedQuery(statement).execute(owner))
                        .chain(() -> sql.query("VACUUM ANALYZE " + table).execute())
                        .eventually(() -> sql.query("RESET statement_timeout").execute())));
  }

  private Path ids(String condition) throws Exception {
    var found =
        ServiceCalls.await(
            () ->
                pool.query("SELECT id::text FROM " + table + " WHERE " + condition + " LIMIT 5000")
                    .execute());
    var text = new StringBuilder();
    found.forEach(row -> text.append(row.getString(0)).append('\n'));
    var ids = Files.createTempFile("ids", ".txt");
    Files.writeString(ids, text);
    return ids;
  }

  /**
   * Each round runs both once, in turn the one and the other first; the median of the rounds'
   * ratios counts. Whoever always ran first would be measured on the slower server, which still
   * gets faster while the JIT compiler works; and on a machine that others share, short rounds let
   * both meet the same disturbances.
   *
   * @param seconds of one run: as short as it still has many answers
   */
  private void figure(
      String name,
      String aim,
      String url,
      TestMembers.Person ours,
      TestMembers.Person theirs,
      Path ids,
      String query,
      boolean single,
      int seconds)
      throws Exception {
    var one = requests(ours, ids, query, single);
    var other = requests(theirs, ids, query, single);
    int rounds = MEASURED / seconds;
    var ourRates = new double[rounds];
    var theirRates = new double[rounds];
    var ratios = new double[rounds];
    for (int round = -WARM_UP / seconds; round < rounds; round++) {
      boolean turned = round % 2 != 0;
      double first = Wrk.drive(url, turned ? other : one, seconds).rate();
      double second = Wrk.drive(url, turned ? one : other, seconds).rate();
      if (round >= 0) {
        ourRates[round] = turned ? second : first;
        theirRates[round] = turned ? first : second;
        ratios[round] = ourRates[round] / theirRates[round];
      }
    }
    figures.note(
        String.format(
            Locale.ROOT,
            "%s: with %.0f/s, without %.0f/s",
            name,
            median(ourRates),
            median(theirRates)));
    figures.add(name + "_ratio", median(ratios), 2, aim);
  }

  private static Wrk.Requests requests(
      TestMembers.Person person, Path ids, String query, boolean single) {
    return new Wrk.Requests("GET", single ? "/{id}" : query, "", person.token(), ids);
  }

  /** Of an even number of figures. */
  private static double median(double[] figures) {
    var sorted = Arrays.stream(figures).sorted().toArray();
    return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  }
}
