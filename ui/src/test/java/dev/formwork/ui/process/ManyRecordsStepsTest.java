package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.history;
import static dev.formwork.ui.process.Office.onSubmit;
import static dev.formwork.ui.process.Office.publish;
import static dev.formwork.ui.process.Office.status;
import static dev.formwork.ui.process.Office.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Steps over more records than one transaction takes. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ManyRecordsStepsTest {

  private static final int MANY = 2_345;

  /** Thousands of changes one after the other, on a machine that does other things as well. */
  private static final Duration LONG = Duration.ofMinutes(2);

  @Inject Office office;
  @Inject Pool pool;
  @Inject CompiledForms forms;

  private RestRecords admin;

  @BeforeEach
  void purchases() {
    admin = office.open();
    admin.made("purchase", "{\"name\": \"P\", \"amount\": 1}");
    var table = purchaseTable();
    var columns =
        text(
            """
            SELECT string_agg('"' || column_name || '"', ', ') FROM information_schema.columns
            WHERE table_schema || '.' || table_name = $1 AND column_name <> 'id'""",
            table.replace("\"", ""));
    ServiceCalls.await(
        () ->
            pool.query(
                    "INSERT INTO %1$s (id, %2$s) SELECT gen_random_uuid(), %2$s FROM %1$s, generate_series(2, %3$d)"
                        .formatted(table, columns, MANY))
                .execute());
  }

  private String purchaseTable() {
    return ServiceCalls.await(
            () -> forms.form(admin.person().caller().workspace(), "office", "purchase"))
        .table()
        .sql();
  }

  private String text(String sql, String argument) {
    return ServiceCalls.await(() -> pool.preparedQuery(sql).execute(Tuple.of(argument)))
        .iterator()
        .next()
        .getString(0);
  }

  private long count(String filter) {
    return ((Number)
            admin
                .as()
                .queryParam("filter", filter)
                .queryParam("count", "exact")
                .queryParam("limit", 1)
                .get(admin.records("purchase"))
                .then()
                .statusCode(200)
                .extract()
                .path("count"))
        .longValue();
  }

  @Test
  void all_are_changed_and_removed_and_the_history_says_how_many() {
    publish(
        admin,
        "all",
        onSubmit(
            "all",
            """
            {"type": "update", "key": "raise", "form": "purchase", "where": "amount = 1", "set": {"amount": "2"}},
            {"type": "forEach", "key": "each", "form": "purchase", "where": "amount = 2", "steps": [
              {"type": "update", "key": "more", "set": {"amount": "amount + 1"}}]},
            {"type": "delete", "key": "gone", "form": "purchase", "where": "amount = 3"}"""));
    var made = submit(admin, "{\"name\": \"A\"}");
    Eventually.holds(LONG, () -> !status(admin, made, "status").equals("running"));
    assertThat(status(admin, made, "status") + status(admin, made, "error")).startsWith("done");
    assertThat(count("TRUE")).isZero();
    admin
        .as()
        .get("/api/v1/instances/" + status(admin, made, "id") + "/history")
        .then()
        .body("items.findAll { it.step == 'raise' }.records", equalTo(List.of(MANY)))
        .body("nextCursor", notNullValue());
    assertThat(history(admin, made)).contains("worked");
  }

  @Test
  void a_step_over_records_without_a_condition_is_not_published() {
    var at = "/api/v1/apps/office/definitions/flow/purge";
    admin
        .as()
        .body(onSubmit("purge", "{\"type\": \"delete\", \"key\": \"d\", \"form\": \"purchase\"}"))
        .put(at + "/draft")
        .then()
        .statusCode(204);
    admin
        .as()
        .body("{}")
        .post(at + "/publish")
        .then()
        .statusCode(422)
        .body("errors.path", hasItem("/steps/0/where"));
  }
}
