package dev.formwork.ui.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
import dev.formwork.designer.draft.FormDrafts;
import dev.formwork.designer.publish.FormPublisher;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The generated endpoints beside a hand-written handler on the same table in one run: 20 fields,
 * 100,000 rows, 32 connections, driven by wrk. {@code ./formwork bench endpoints}.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@EnabledIfSystemProperty(named = "formwork.bench", matches = "endpoints")
final class EndpointBench {

  private static final int ROWS = 100_000;
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern ERRORS = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");

  @Inject TestMembers people;
  @Inject FormPublisher publisher;
  @Inject Pool pool;

  @TestHTTPResource("/")
  String address;

  private TestMembers.Person admin;
  private Path ids;

  @Test
  void compare() throws Exception {
    prepare();
    var base = address.replaceAll("/$", "");
    var generated = base + "/api/v1/apps/bench/forms/item/records";
    var hand = base + "/hand";
    var lines = new ArrayList<String>();
    lines.add(
        ratio(
            "read-by-id", 0.7, script("GET", "", true), generated, script("GET", "", true), hand));
    lines.add(
        ratio(
            "page-of-50",
            0.7,
            script("GET", "?filter=n1%20%3E%2050&sort=n0&limit=50", false),
            generated,
            script("GET", "", false),
            hand));
    var body =
        "{\\\"t0\\\": \\\"new\\\", \\\"t1\\\": \\\"made by the load\\\", \\\"n0\\\": 7, \\\"n1\\\": 3}";
    lines.add(
        ratio(
            "create",
            0.4,
            script("POST", body, false),
            generated,
            script("POST", body, false),
            hand));
    var change = "{\\\"n1\\\": COUNTER}";
    lines.add(
        ratio(
            "change",
            0.4,
            script("PATCH", change, true),
            generated,
            script("PATCH", change, true),
            hand));
    lines.forEach(EndpointBench::print);
  }

  @SuppressWarnings("SystemOut")
  static void print(String line) {
    System.out.println(line);
  }

  private void prepare() throws Exception {
    admin = people.administrator();
    var json = DefinitionJson.mapper().createObjectNode();
    json.put("key", "item").putObject("title").put("en", "Items");
    var fields = json.putArray("fields");
    for (int i = 0; i < 10; i++) {
      fields
          .addObject()
          .put("type", "text")
          .put("key", "t" + i)
          .putObject("title")
          .put("en", "Text " + i);
      var number = fields.addObject().put("type", "number").put("key", "n" + i);
      number.putObject("title").put("en", "Number " + i);
      if (i < 2) {
        number.put("indexed", true);
      }
    }
    var form = FormDrafts.definition((JsonNode) json);
    var app =
        new AppDefinition(
            new AppKey("bench"),
            Title.of("Bench"),
            null,
            null,
            List.of(new FormKey("item")),
            null,
            List.of(),
            List.of());
    var caller = admin.caller();
    ServiceCalls.await(() -> publisher.publishApp(caller, app, List.of(form)));
    HandWritten.schema = caller.workspace().schema();
    var columns = new StringBuilder();
    var values = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      columns.append(", t").append(i).append(", n").append(i);
      values.append(", 'text ' || g, (g * 7919) % 1000 + ").append(i);
    }
    var table = String.format(Locale.ROOT, HandWritten.TABLE, HandWritten.schema);
    ServiceCalls.await(
        () ->
            pool.query(
                    "INSERT INTO "
                        + table
                        + " (id, version, created_at, updated_at, record_title, search_text"
                        + columns
                        + ") SELECT gen_random_uuid(), 1, now(), now(), 'text ' || g, ''"
                        + values
                        + " FROM generate_series(1, "
                        + ROWS
                        + ") g")
                .execute());
    ServiceCalls.await(() -> pool.query("VACUUM ANALYZE " + table).execute());
    ids = Files.createTempFile("ids", ".txt");
    var found =
        ServiceCalls.await(
            () ->
                pool.preparedQuery("SELECT id::text FROM " + table + " ORDER BY random() LIMIT $1")
                    .execute(Tuple.of(5_000L)));
    var text = new StringBuilder();
    found.forEach(row -> text.append(row.getString(0)).append('\n'));
    Files.writeString(ids, text);
  }

  /** A wrk script: the rest of the path and the body of each request. */
  private String script(String method, String bodyOrQuery, boolean withId) {
    return script(admin.token(), ids, method, bodyOrQuery, withId);
  }

  /** The same for anyone. */
  static String script(String token, Path ids, String method, String bodyOrQuery, boolean withId) {
    var query = method.equals("GET") ? bodyOrQuery : "";
    var body = method.equals("GET") ? "" : bodyOrQuery;
    return """
        local ids = {}
        for line in io.lines("%s") do ids[#ids + 1] = line end
        local n = 0
        local headers = { ["Authorization"] = "Bearer %s", ["Content-Type"] = "application/json" }
        request = function()
          n = n + 1
          local path = wrk.path %s .. "%s"
          return wrk.format("%s", path, headers, string.gsub("%s", "COUNTER", tostring(n)) .. "")
        end
        """
        .formatted(
            ids, token, withId ? ".. \"/\" .. ids[(n * 31) % #ids + 1]" : "", query, method, body);
  }

  private String ratio(
      String name, double aim, String ours, String generated, String theirs, String hand)
      throws Exception {
    run(ours, generated, 3);
    run(theirs, hand, 3);
    double ourRate = 0;
    double theirRate = 0;
    for (int round = 0; round < 2; round++) {
      ourRate += run(ours, generated, 4);
      theirRate += run(theirs, hand, 4);
    }
    print(
        String.format(
            Locale.ROOT, "%s: generated %.0f/s, by hand %.0f/s", name, ourRate / 2, theirRate / 2));
    return String.format(
        Locale.ROOT, "figure %s-ratio = %.2f (aim %.1f)", name, ourRate / theirRate, aim);
  }

  static double run(String script, String url, int seconds) throws Exception {
    var file = Files.createTempFile("load", ".lua");
    Files.writeString(file, script);
    var process =
        new ProcessBuilder("wrk", "-t1", "-c32", "-d" + seconds + "s", "-s", file.toString(), url)
            .redirectErrorStream(true)
            .start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var errors = ERRORS.matcher(out);
    var rate = RATE.matcher(out);
    if (errors.find() || !rate.find()) {
      throw new IllegalStateException("wrk met errors at " + url + ":\n" + out);
    }
    return Double.parseDouble(rate.group(1));
  }
}
