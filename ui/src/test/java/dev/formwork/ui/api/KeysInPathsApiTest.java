package dev.formwork.ui.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A path that names an app or form by what cannot be a key is answered like one that names none.
 */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class KeysInPathsApiTest {

  @Inject TestMembers people;

  private TestMembers.Person admin;

  @BeforeEach
  void somebody() {
    admin = people.administrator();
  }

  private ValidatableResponse get(String path) {
    return given()
        .header("Authorization", "Bearer " + admin.token())
        .get("/api/v1/apps/" + path)
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  @Test
  void a_form_that_is_not_there() {
    for (var path : new String[] {"none/forms/deal", "No-App/forms/deal", "none/forms/A%20B"}) {
      get(path + "/records").body("type", equalTo("urn:formwork:problem:form-not-found"));
    }
    get("No-App/forms/deal/records")
        .body("errors[0].message", equalTo("App “No-App” has no form “deal”."));
    get("No-App/forms/deal/events").body("errors[0].code", equalTo("form-not-found"));
  }

  @Test
  void an_app_that_is_not_there() {
    get("none/openapi.json").body("type", equalTo("urn:formwork:problem:app-not-found"));
    get("No-App/openapi.json")
        .body("type", equalTo("urn:formwork:problem:app-not-found"))
        .body("errors[0].message", equalTo("There is no app “No-App”."));
  }
}
