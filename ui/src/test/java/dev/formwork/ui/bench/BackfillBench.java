package dev.formwork.ui.bench;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
import dev.formwork.designer.form.FormType;
import dev.formwork.designer.pack.AppPublisher;
import dev.formwork.designer.recompute.Recomputations;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A form with a million records gets a formula: how long until all have its result, and what saving
 * a record takes meanwhile. {@code ./formwork bench backfill}.
 */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@EnabledIfSystemProperty(named = "formwork.bench", matches = "backfill")
final class BackfillBench {

  private static final int ROWS = Integer.getInteger("formwork.bench.rows", 1_000_000);

  @Inject TestMembers people;
  @Inject AppPublisher publisher;
  @Inject TestApps apps;
  @Inject Recomputations recomputations;
  @Inject Pool pool;

  private TestMembers.Person admin;

  @Test
  void a_formula_on_a_million_records() {
    prepare();
    for (int i = 0; i < 200; i++) {
      save();
    }
    var quiet = new ArrayList<Long>();
    for (int i = 0; i < 200; i++) {
      quiet.add(save());
    }
    var formula = form();
    formula
        .withArray("fields")
        .addObject()
        .put("type", "computed")
        .put("key", "gross")
        .put("expression", "ROUND(amount * 1.13, 2)")
        .putObject("title")
        .put("en", "Gross");
    long began = System.nanoTime();
    apps.republish(admin.caller(), "bench", formula.toString());
    double published = seconds(began);
    var busy = new ArrayList<Long>();
    while (!ServiceCalls.await(() -> recomputations.running(admin.caller().workspace(), "bench"))
        .isEmpty()) {
      busy.add(save());
    }
    double all = seconds(began);
    report(published, all, quiet, busy);
  }

  private static void report(double published, double all, List<Long> quiet, List<Long> busy) {
    quiet.sort(null);
    busy.sort(null);
    var figures = new Figures();
    figures.note(
        String.format(
            Locale.ROOT,
            "saves meanwhile: %d, half of them within %.1f ms, 99 of 100 within %.1f ms",
            busy.size(),
            milliseconds(busy, 0.5),
            milliseconds(busy, 0.99)));
    figures.add("backfill_published_after_seconds", published, 1, "<= 5");
    figures.add("backfill_records_per_second", ROWS / all, 0, "5000");
    figures.add(
        "backfill_median_save_beside_a_quiet_one",
        milliseconds(busy, 0.5) / milliseconds(quiet, 0.5),
        2,
        "<= 5");
    figures.print();
  }

  private static double milliseconds(List<Long> sorted, double share) {
    return sorted.get((int) (sorted.size() * share)) / 1e6;
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Nanoseconds that saving a record took. */
  private long save() {
    long began = System.nanoTime();
    given()
        .header("Authorization", "Bearer " + admin.token())
        .contentType("application/json")
        .body("{\"name\": \"new\", \"amount\": 100}")
        .post("/api/v1/apps/bench/forms/item/records")
        .then()
        .statusCode(201);
    return System.nanoTime() - began;
  }

  private void prepare() {
    admin = people.administrator();
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
    var form = FormType.definition((JsonNode) form());
    ServiceCalls.await(() -> publisher.publish(caller, app, List.of(form), List.of()));
    var table = "\"%s\".bench_item".formatted(caller.workspace().schema());
    ServiceCalls.await(
        () ->
            pool.query(
                    """
                    INSERT INTO %s (id, version, created_at, updated_at, record_title, search_text, name, amount)
                    SELECT gen_random_uuid(), 1, now(), now(), 'item', '', 'item ' || i, i FROM generate_series(1, %d) i"""
                        .formatted(table, ROWS))
                .execute());
    ServiceCalls.await(() -> pool.query("VACUUM ANALYZE " + table).execute());
  }

  private static ObjectNode form() {
    var form = DefinitionJson.mapper().createObjectNode();
    form.put("key", "item").putObject("title").put("en", "Items");
    var fields = form.putArray("fields");
    fields.addObject().put("type", "text").put("key", "name").putObject("title").put("en", "Name");
    fields
        .addObject()
        .put("type", "number")
        .put("key", "amount")
        .putObject("title")
        .put("en", "Amount");
    return form;
  }
}
