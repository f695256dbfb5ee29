package dev.formwork.ui.record;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records read by their ids while a table is locked, as by a publish that waits for its turn. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class LockedTableTest {

  /** More than the pool has connections. */
  private static final int READS = 80;

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject Pool pool;

  private TestMembers.Person admin;

  @Test
  void who_waits_for_a_locked_table_holds_up_no_reads_of_others() throws Exception {
    admin = people.administrator();
    var forms =
        apps.publish(
            admin.caller(),
            "shop",
            form("locked", "", field("text", "name", "")),
            form("free", "", field("text", "name", "")));
    var locked = made("locked");
    var free = made("free");
    var holder = ServiceCalls.await(pool::getConnection);
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      ServiceCalls.await(() -> holder.query("BEGIN").execute());
      ServiceCalls.await(
          () ->
              holder
                  .query(
                      "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE"
                          .formatted(forms.get("locked").table().sql()))
                  .execute());
      var waiting =
          IntStream.range(0, 10)
              .mapToObj(_ -> readers.submit(() -> status("locked", locked)))
              .toList();
      var others =
          IntStream.range(0, READS)
              .mapToObj(_ -> readers.submit(() -> status("free", free)))
              .toList();
      for (var read : others) {
        assertThat(read.get()).isEqualTo(200);
      }
      assertThat(waiting).noneMatch(read -> read.isDone());
      ServiceCalls.await(() -> holder.query("COMMIT").execute());
      for (var read : waiting) {
        assertThat(read.get()).isEqualTo(200);
      }
    } finally {
      ServiceCalls.await(holder::close);
    }
  }

  private io.restassured.specification.RequestSpecification as() {
    return given()
        .header("Authorization", "Bearer " + admin.token())
        .contentType("application/json");
  }

  private String made(String form) {
    return as().body("{\"name\": \"one\"}")
        .post("/api/v1/apps/shop/forms/%s/records".formatted(form))
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private int status(String form, String id) {
    return as().get("/api/v1/apps/shop/forms/%s/records/%s".formatted(form, id))
        .then()
        .extract()
        .statusCode();
  }
}
