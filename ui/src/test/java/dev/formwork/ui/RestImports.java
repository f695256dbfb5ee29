package dev.formwork.ui;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Somebody who brings files into an app, over REST. */
public record RestImports(TestMembers.Person person, String app) {

  /** Long enough for the largest file of the tests. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private RequestSpecification as() {
    return given().header("Authorization", "Bearer " + person.token());
  }

  /**
   * Begins an import.
   *
   * @param plan null: none
   * @return the address of its run
   */
  public String begin(String form, String file, byte[] content, String plan) {
    var request = as().multiPart("file", file, content);
    return (plan == null ? request : request.multiPart("plan", plan))
        .post("/api/v1/apps/" + app + "/forms/" + form + "/records:import")
        .then()
        .statusCode(202)
        .extract()
        .header("Location");
  }

  /** The same of a CSV file in UTF-8. */
  public String begin(String form, String csv, String plan) {
    return begin(form, "file.csv", csv.getBytes(StandardCharsets.UTF_8), plan);
  }

  /** What became of it, or of its undoing. */
  public JsonPath over(String location) {
    Eventually.holds(LONGEST, () -> !run(location).getString("state").matches("running|undoing"));
    return run(location);
  }

  private JsonPath run(String location) {
    return as().get(location).then().statusCode(200).extract().jsonPath();
  }
}
