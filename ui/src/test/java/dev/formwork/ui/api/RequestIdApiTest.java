package dev.formwork.ui.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.formwork.core.logging.RequestId;
import dev.formwork.ui.LogLines;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How an operator finds the log lines of a request. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class RequestIdApiTest {

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject Pool pool;

  @Test
  void every_answer_carries_an_id() {
    given().get("/").then().header(RequestId.HEADER, matchesPattern("[0-9a-f]{16}"));
    given()
        .get("/api/v1/tokens")
        .then()
        .statusCode(401)
        .header(RequestId.HEADER, matchesPattern("[0-9a-f]{16}"));
  }

  @Test
  void the_id_a_client_sent_is_in_the_answer_and_in_the_problem() {
    given()
        .header(RequestId.HEADER, "order-42")
        .get("/api/v1/tokens")
        .then()
        .statusCode(401)
        .header(RequestId.HEADER, "order-42")
        .body("requestId", equalTo("order-42"));
  }

  @Test
  void log_lines_of_a_request_carry_its_id() {
    var admin = people.administrator();
    var table =
        apps.publish(
                admin.caller(),
                "broken",
                TestApps.form("thing", "", TestApps.field("text", "name", "")))
            .get("thing")
            .table()
            .sql();
    ServiceCalls.await(() -> pool.query("DROP TABLE " + table + " CASCADE").execute());
    try (var log = LogLines.of("dev.formwork")) {
      new RestRecords(admin, "broken")
          .as()
          .header(RequestId.HEADER, "lost-table")
          .get("/api/v1/apps/broken/forms/thing/records")
          .then()
          .statusCode(500)
          .header(RequestId.HEADER, "lost-table")
          .body("requestId", equalTo("lost-table"))
          .body("trace", equalTo("lost-table"));
      assertThat(log.ofRequest("lost-table"))
          .singleElement()
          .asString()
          .contains("GET /api/v1/apps/broken/forms/thing/records failed");
    }
  }

  @Test
  void what_a_screen_asks_of_services_is_logged_under_its_request() {
    RequestId.begin("a-screen");
    assertThat(ServiceCalls.await(() -> Uni.createFrom().item(RequestId.current())))
        .contains("a-screen");
  }
}
