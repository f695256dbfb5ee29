package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.act;
import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.flow;
import static dev.formwork.ui.process.Office.member;
import static dev.formwork.ui.process.Office.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A flow is published anew while a thousand instances run. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MigrationTest {

  private static final int INSTANCES = 1_000;
  private static final String ON_CREATE = "{\"on\": \"record.created\"}";

  @Inject Office office;
  @Inject Pool pool;

  private RestRecords admin;

  @Test
  void they_finish_on_their_version_and_go_over_after_a_check() throws Exception {
    admin = office.open();
    var first = office.hire(admin);
    var second = office.hire(admin);
    publish(
        admin,
        "buy",
        flow(
            "buy",
            ON_CREATE,
            "",
            approve("one", member(first), "") + ", " + approve("two", member(second), "")));
    bringIn();
    Eventually.holds(() -> open("one") == INSTANCES);
    var tasks = tasks(first);
    tasks.subList(0, 10).forEach(task -> act(first, task, "approve", "{}").statusCode(200));
    assertThat(open("two")).isEqualTo(10);

    publish(
        admin,
        "buy",
        flow(
            "buy",
            ON_CREATE,
            "",
            approve("one", member(first), "") + ", " + approve("three", member(second), "")));
    act(first, tasks.get(10), "approve", "{}").statusCode(200);
    assertThat(open("two")).as("it goes on by its own version").isEqualTo(11);

    var check =
        admin
            .as()
            .post("/api/v1/apps/office/flows/buy:checkMigration")
            .then()
            .statusCode(200)
            .extract();
    assertThat(check.<Integer>path("movable")).isEqualTo(INSTANCES - 11);
    assertThat(check.<List<List<String>>>path("stuck.steps"))
        .hasSize(11)
        .containsOnly(List.of("two"));
    assertThat(
            admin
                .as()
                .post("/api/v1/apps/office/flows/buy:migrate")
                .then()
                .statusCode(200)
                .extract()
                .<Integer>path("moved"))
        .isEqualTo(INSTANCES - 11);
    act(first, tasks.get(11), "approve", "{}").statusCode(200);
    assertThat(open("three")).isEqualTo(1);
    assertThat(open("two")).isEqualTo(11);
  }

  private void bringIn() {
    var csv =
        IntStream.range(0, INSTANCES)
            .mapToObj(i -> "Request " + i)
            .collect(Collectors.joining("\n", "name\n", "\n"));
    RestAssured.given()
        .header("Authorization", "Bearer " + admin.person().token())
        .contentType("multipart/form-data")
        .multiPart("file", "requests.csv", csv.getBytes(StandardCharsets.UTF_8), "text/csv")
        .post("/api/v1/apps/office/forms/request/records:import")
        .then()
        .statusCode(202);
  }

  private static List<String> tasks(RestRecords person) {
    return person
        .as()
        .get("/api/v1/tasks?limit=50")
        .then()
        .statusCode(200)
        .extract()
        .path("items.id");
  }

  /** Open tasks at a step. */
  private long open(String step) {
    var schema = admin.person().caller().workspace().schema();
    return ServiceCalls.await(
        () ->
            pool.query(
                    "SELECT count(*) FROM \"%s\".flow_task WHERE closed_at IS NULL AND step = '%s'"
                        .formatted(schema, step))
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
  }
}
