package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.LightRequests;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Flows that other programs start, by an address that is the key. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HooksTest {

  @Inject Office office;

  private RestRecords admin;

  @BeforeEach
  void people() {
    admin = office.open();
    publish(
        admin,
        "shop",
        """
        {"key": "shop", "title": {"en": "Shop"}, "trigger": {"on": "webhook", "into": {"goods": "/order/name", "price": "total"}},
         "variables": [{"key": "goods", "type": "text"}, {"key": "price", "type": "number"}],
         "steps": [{"type": "create", "key": "buy", "form": "purchase", "set": {"name": "goods", "amount": "price"}}]}""");
  }

  @Test
  void a_call_starts_the_flow_with_what_it_brings() throws Exception {
    call(address(), "{\"order\": {\"name\": \"Paper\"}, \"total\": 12.5}").statusCode(202);
    Eventually.holds(() -> purchases().equals(List.of("Paper")));
    admin.as().get(admin.records("purchase")).then().body("items[0].amount", equalTo(12.5f));
  }

  @Test
  void a_new_address_makes_the_old_one_void() {
    var old = address();
    var renewed = address();
    call(old, "{}").statusCode(404);
    call(renewed, "{}").statusCode(202);
  }

  @Test
  void what_is_no_json_is_told_so() {
    call(address(), "hello").statusCode(400);
  }

  @Test
  void who_calls_too_often_is_told_to_wait() {
    var requests = new LightRequests(null);
    var answer = requests.answer("POST", "/api/hooks/nobody.here", "{}");
    for (int i = 0; i < 3_000 && answer.statusCode() != 429; i++) {
      answer = requests.answer("POST", "/api/hooks/nobody.here", "{}");
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem");
    call(address(), "{}").statusCode(202);
  }

  private String address() {
    String url =
        admin
            .as()
            .body("{}")
            .post("/api/v1/apps/office/flows/shop:renewHook")
            .then()
            .statusCode(201)
            .extract()
            .path("url");
    return URI.create(url).getPath();
  }

  private static ValidatableResponse call(String address, String body) {
    return RestAssured.given().contentType(ContentType.JSON).body(body).post(address).then();
  }

  private List<String> purchases() {
    return admin.as().get(admin.records("purchase")).then().extract().path("items.name");
  }
}
