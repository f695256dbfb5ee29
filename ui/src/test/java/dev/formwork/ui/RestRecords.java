package dev.formwork.ui;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Somebody at work on an app's records, over REST. */
public record RestRecords(TestMembers.Person person, String app) {

  /** A request of this person. */
  public RequestSpecification as() {
    return given()
        .header("Authorization", "Bearer " + person.token())
        .contentType(ContentType.JSON);
  }

  public String records(String form) {
    return "/api/v1/apps/" + app + "/forms/" + form + "/records";
  }

  public ValidatableResponse create(String form, String body) {
    return as().body(body).post(records(form)).then();
  }

  /** Its id. */
  public String made(String form, String body) {
    return create(form, body).statusCode(201).extract().path("id");
  }

  public ValidatableResponse patch(String form, String id, String body) {
    return as().body(body).patch(records(form) + "/" + id).then();
  }

  public ValidatableResponse get(String form, String id) {
    return as().get(records(form) + "/" + id).then().statusCode(200);
  }
}
