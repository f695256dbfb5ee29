package dev.formwork.ui.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.formwork.core.access.TokenScope;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who gets what answer at every endpoint, as data. A new endpoint fails the test until it has its
 * line here.
 */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AccessMatrixTest {

  /** The order of the columns below. */
  private static final List<String> PEOPLE =
      List.of(
          "nobody", "elsewhere", "no set", "reading", "own rows", "department", "hidden", "admin");

  /**
   * Endpoint, body by its name, and the status for each of {@link #PEOPLE}. The record asked about
   * belongs to a colleague of the one in the department. {@code reading} has all rights and a token
   * that only reads; {@code hidden} has all rights but may not see the amount.
   */
  private static final String MATRIX =
      """
      GET /api/v1/apps/{app}/forms/{form}/records                    |          | 401 200 404 200 200 200 200 200
      POST /api/v1/apps/{app}/forms/{form}/records                   | record   | 401 201 404 403 201 201 201 201
      GET /api/v1/apps/{app}/forms/{form}/records/{id}               |          | 401 404 404 200 404 200 200 200
      PATCH /api/v1/apps/{app}/forms/{form}/records/{id}             | amount   | 401 404 404 403 404 200 422 200
      PUT /api/v1/apps/{app}/forms/{form}/records/{id}               | record   | 401 201 404 403 404 403 200 200
      PUT /api/v1/apps/{app}/forms/{form}/records/by/{field}/{value} | empty    | 401 201 404 403 201 201 201 201
      DELETE /api/v1/apps/{app}/forms/{form}/records/{id}            |          | 401 404 404 403 404 204 204 204
      POST /api/v1/apps/{app}/forms/{form}/records/{id}:submit       | empty    | 401 404 404 403 404 200 200 200
      POST /api/v1/apps/{app}/forms/{form}/records/{id}:restore      |          | 401 404 404 403 404 200 200 200
      GET /api/v1/apps/{app}/forms/{form}/records/{id}/changes       |          | 401 200 404 200 404 200 200 200
      GET /api/v1/apps/{app}/forms/{form}/records/{id}/references    |          | 401 404 404 200 404 200 200 200
      POST /api/v1/apps/{app}/forms/{form}/records:aggregate         | sum      | 401 200 404 200 200 200 400 200
      POST /api/v1/apps/{app}/forms/{form}/records:import            | csv      | 401 202 404 403 202 202 202 202
      POST /api/v1/apps/{app}/forms/{form}/records:export            | empty    | 401 200 404 200 200 200 200 200
      POST /api/v1/apps/{app}/forms/{form}/records:bulk              | bulk     | 401 200 404 403 200 200 200 200
      GET /api/v1/apps/{app}/forms/{form}/events                     |          | 401 200 404 200 200 200 200 200
      GET /api/v1/apps/{app}/forms/{form}/links                      |          | 401 200 404 200 200 200 200 200
      POST /api/v1/apps/{app}/forms/{form}/links                     | link     | 401 201 404 403 201 201 201 201
      DELETE /api/v1/apps/{app}/forms/{form}/links/{id}              |          | 401 404 404 403 404 404 404 404
      GET /api/v1/apps/{app}/imports/{id}                            |          | 401 404 404 404 404 404 404 404
      GET /api/v1/apps/{app}/imports/{id}/failed.csv                 |          | 401 404 404 404 404 404 404 404
      POST /api/v1/apps/{app}/imports/{id}:undo                      |          | 401 404 404 403 404 404 404 404
      GET /api/v1/apps/{app}/openapi.json                            |          | 401 200 200 200 200 200 200 200
      GET /api/v1/schemas/{name}                                     |          | 200 200 200 200 200 200 200 200
      GET /api/v1/apps/{app}/definitions/form/{form}/draft           |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/definitions/form/{form}/draft           | form     | 401 204 403 403 403 403 403 204
      POST /api/v1/apps/{app}/definitions/form/{form}/validate       | form     | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/form/{form}/publish        |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/form/{form}/versions        |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/form/{form}/recomputation   |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/functions                               |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/functions                               | list     | 401 204 403 403 403 403 403 204
      GET /api/v1/apps/{app}/scripts                                 |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/scripts                                 | list     | 401 204 403 403 403 403 403 204
      POST /api/v1/apps/{app}/scripts/{key}:run                      | empty    | 401 404 404 403 404 404 404 404
      GET /api/v1/apps/{app}/access                                  |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/access                                  | grants   | 401 204 403 403 403 403 403 204
      GET /api/v1/apps/{app}/permissions/{form}                      |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/permissions/{form}                      | bad      | 401 422 403 403 403 403 403 422
      GET /api/v1/apps/{app}/permissions/{form}/explanation          |          | 401 404 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/flow                        |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/flow/{flow}/draft           |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/definitions/flow/{flow}/draft           | flow     | 401 204 403 403 403 403 403 204
      POST /api/v1/apps/{app}/definitions/flow/{flow}/validate       | flow     | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/flow/{flow}/publish        |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/flow/{flow}/versions        |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/flow/{flow}/bpmn            |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/flow/{flow}/svg             |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/flows                                   |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/flows/{flow}/instances                  |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/flows/{flow}/secrets                    |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/flows/{flow}/secrets/{secret}           | empty    | 401 422 403 403 403 403 403 422
      DELETE /api/v1/apps/{app}/flows/{flow}/secrets/{secret}        |          | 401 204 403 403 403 403 403 204
      POST /api/v1/apps/{app}/flows/{flow}:start                     | empty    | 401 422 422 403 422 422 422 422
      POST /api/v1/apps/{app}/flows/{flow}:{deed}                    | empty    | 401 204 403 403 403 403 403 204
      GET /api/v1/apps/{app}/forms/{form}/records/{id}/flows         |          | 401 404 404 200 404 200 200 200
      GET /api/v1/apps/{app}/forms/{form}/records/{id}/locks         |          | 401 404 404 200 404 200 200 200
      POST /api/v1/apps/{app}/forms/{form}/records/{id}/unlock       | empty    | 401 422 403 403 403 403 403 422
      DELETE /api/v1/apps/{app}/forms/{form}/records/{id}/unlock     |          | 401 404 403 403 403 403 403 200
      GET /api/v1/settings                                           |          | 401 200 200 200 200 200 200 200
      PUT /api/v1/settings                                           | empty    | 401 422 403 403 403 403 403 422
      PUT /api/v1/settings/mail                                      | empty    | 401 422 403 403 403 403 403 422
      DELETE /api/v1/settings/mail                                   |          | 401 200 403 403 403 403 403 200
      POST /api/v1/settings/mail:test                                |          | 401 409 403 403 403 403 403 409
      GET /api/v1/settings/logo                                      |          | 401 404 404 404 404 404 404 404
      PUT /api/v1/settings/logo                                      | empty    | 401 422 403 403 403 403 403 422
      DELETE /api/v1/settings/logo                                   |          | 401 204 403 403 403 403 403 204
      GET /api/v1/settings/use                                       |          | 401 200 403 403 403 403 403 200
      GET /api/v1/tasks                                              |          | 401 200 200 200 200 200 200 200
      GET /api/v1/tasks/events                                       |          | 401 200 200 200 200 200 200 200
      GET /api/v1/tasks/{id}                                         |          | 401 404 404 404 404 404 404 404
      POST /api/v1/tasks/{id}:{action}                               | empty    | 401 404 404 404 404 404 404 404
      POST /api/v1/tasks:batch                                       | batch    | 401 200 200 403 200 200 200 200
      GET /api/v1/instances/{id}                                     |          | 401 404 404 404 404 404 404 404
      GET /api/v1/instances/{id}/history                             |          | 401 404 404 404 404 404 404 404
      POST /api/v1/instances/{id}:{action}                           | empty    | 401 404 404 403 404 404 404 404
      POST /api/v1/attachments                                       | empty    | 401 201 201 403 201 201 201 201
      DELETE /api/v1/attachments/{id}                                |          | 401 204 204 403 204 204 204 204
      GET /api/v1/instances/{id}/attachments/{attachment}            |          | 401 404 404 404 404 404 404 404
      GET /api/v1/delegations                                        |          | 401 200 200 200 200 200 200 200
      POST /api/v1/delegations                                       | empty    | 401 422 422 403 422 422 422 422
      DELETE /api/v1/delegations/{id}                                |          | 401 204 204 403 204 204 204 204
      POST /api/hooks/{token}                                        | empty    | 404 404 404 404 404 404 404 404
      GET /api/v1/packs                                              |          | 401 200 200 200 200 200 200 200
      POST /api/v1/packs/{key}:install                               |          | 401 404 403 403 403 403 403 404
      GET /api/v1/calendar                                           |          | 401 200 200 200 200 200 200 200
      PUT /api/v1/calendar                                           | list     | 401 204 403 403 403 403 403 204
      GET /api/v1/calendar/zone                                      |          | 401 200 200 200 200 200 200 200
      PUT /api/v1/calendar/zone                                      | zone     | 401 204 403 403 403 403 403 204
      GET /api/v1/organization                                       |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/organization/members/{id}                          | empty    | 401 404 403 403 403 403 403 204
      POST /api/v1/organization/members:import                       | people   | 401 201 403 403 403 403 403 201
      POST /api/v1/organization/members/{id}:handOver                | to       | 401 404 403 403 403 403 403 202
      GET /api/v1/organization/members/{id}/handOver                 |          | 401 404 403 403 403 403 403 200
      POST /api/v1/organization/departments                          | dept     | 401 201 403 403 403 403 403 201
      PUT /api/v1/organization/departments/{id}                      | dept     | 401 404 403 403 403 403 403 204
      DELETE /api/v1/organization/departments/{id}                   |          | 401 404 403 403 403 403 403 204
      PUT /api/v1/organization/roles/{key}                           | title    | 401 204 403 403 403 403 403 204
      DELETE /api/v1/organization/roles/{key}                        |          | 401 204 403 403 403 403 403 204
      POST /api/v1/organization/services                             | dept     | 401 201 403 403 403 403 403 201
      POST /api/v1/organization/services/{id}/tokens                 | token    | 401 404 403 403 403 403 403 404
      POST /api/v1/organization/invitations                          | empty    | 401 201 403 403 403 403 403 201
      DELETE /api/v1/organization/invitations/{id}                   |          | 401 204 403 403 403 403 403 204
      GET /api/v1/backups                                            |          | 401 403 403 403 403 403 403 403
      POST /api/v1/backups                                           |          | 401 403 403 403 403 403 403 403
      DELETE /api/v1/backups/{id}                                    |          | 401 403 403 403 403 403 403 403
      PUT /api/v1/backups/plan                                       | empty    | 401 403 403 403 403 403 403 403
      GET /api/v1/audit                                              |          | 401 200 403 403 403 403 403 200
      GET /api/v1/audit/export                                       |          | 401 200 403 403 403 403 403 200
      GET /api/v1/audit/verification                                 |          | 401 200 403 403 403 403 403 200
      GET /api/v1/tokens                                             |          | 401 200 200 200 200 200 200 200
      POST /api/v1/tokens                                            | token    | 401 201 201 403 201 201 201 201
      POST /api/v1/tokens/{id}:rotate                                |          | 401 404 404 403 404 404 404 404
      DELETE /api/v1/tokens/{id}                                     |          | 401 204 204 403 204 204 204 204
      GET /api/v1/apps/{app}/definitions/app                         |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/app/{app}/draft             |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/definitions/app/{app}/draft             | app      | 401 204 403 403 403 403 403 204
      POST /api/v1/apps/{app}/definitions/app/{app}/validate         | app      | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/app/{app}/publish          |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/app/{app}/versions          |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/app/{app}/versions/{version} |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/app/{app}/differences       |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/app/{app}/uses              |          | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/app/{app}/versions/{version}:rollback |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/functions                   |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/functions/{app}/draft       |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/definitions/functions/{app}/draft       | list     | 401 204 403 403 403 403 403 204
      POST /api/v1/apps/{app}/definitions/functions/{app}/validate   | list     | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/functions/{app}/publish    |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/functions/{app}/versions    |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/functions/{app}/versions/{version} |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/functions/{app}/differences |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/functions/{app}/uses        |          | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/functions/{app}/versions/{version}:rollback |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/scripts                     |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/scripts/{app}/draft         |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/definitions/scripts/{app}/draft         | list     | 401 204 403 403 403 403 403 204
      POST /api/v1/apps/{app}/definitions/scripts/{app}/validate     | list     | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/scripts/{app}/publish      |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/scripts/{app}/versions      |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/scripts/{app}/versions/{version} |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/scripts/{app}/differences   |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/scripts/{app}/uses          |          | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/scripts/{app}/versions/{version}:rollback |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/form                        |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/form/{form}/versions/{version} |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/form/{form}/differences     |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/form/{form}/uses            |          | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/form/{form}/versions/{version}:rollback |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/permissions                 |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/permissions/{form}/draft    |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/definitions/permissions/{form}/draft    | sets     | 401 204 403 403 403 403 403 204
      POST /api/v1/apps/{app}/definitions/permissions/{form}/validate | sets     | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/permissions/{form}/publish |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/permissions/{form}/versions |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/permissions/{form}/versions/{version} |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/permissions/{form}/differences |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/permissions/{form}/uses     |          | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/permissions/{form}/versions/{version}:rollback |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/access                      |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/access/{app}/draft          |          | 401 200 403 403 403 403 403 200
      PUT /api/v1/apps/{app}/definitions/access/{app}/draft          | grants   | 401 204 403 403 403 403 403 204
      POST /api/v1/apps/{app}/definitions/access/{app}/validate      | grants   | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/access/{app}/publish       |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/access/{app}/versions       |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/access/{app}/versions/{version} |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/access/{app}/differences    |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/access/{app}/uses           |          | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/access/{app}/versions/{version}:rollback |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/flow/{flow}/versions/{version} |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/flow/{flow}/differences     |          | 401 200 403 403 403 403 403 200
      GET /api/v1/apps/{app}/definitions/flow/{flow}/uses            |          | 401 200 403 403 403 403 403 200
      POST /api/v1/apps/{app}/definitions/flow/{flow}/versions/{version}:rollback |          | 401 200 403 403 403 403 403 200
      """;

  private static final String FLOW =
      "{\"key\": \"hello\", \"title\": {\"en\": \"Hello\"}, \"form\": \"deal\", \"trigger\": {\"on\": \"button\"}, \"steps\": []}";

  @Inject Crm crm;

  private final Map<String, RestRecords> people = new LinkedHashMap<>();
  private RestRecords admin;
  private String colleague;

  private void prepare() {
    admin = crm.administrator();
    people.put("elsewhere", crm.administrator());
    for (var one : List.of(admin, people.get("elsewhere"))) {
      var at = "/api/v1/apps/crm/definitions/flow/hello";
      one.as().body(FLOW).put(at + "/draft").then().statusCode(204);
      one.as().body("{}").post(at + "/publish").then().statusCode(200);
    }
    for (var one : List.of("no set", "own rows", "department", "hidden")) {
      people.put(one, crm.member(admin));
    }
    var reader = crm.member(admin);
    people.put("reading", crm.with(reader, true, TokenScope.WHOLE));
    people.put("admin", admin);
    var other = crm.member(admin);
    colleague = other.person().caller().memberId().toString();
    var sales = crm.department(admin, "Sales");
    crm.place(admin, other, sales, true);
    crm.place(admin, people.get("department"), sales, true);
    var all =
        "\"actions\": [\"create\", \"read\", \"change\", \"delete\", \"import\", \"history\", \"export\", \"print\", \"share\", \"bulk\"]";
    for (var form : List.of("deal", "client")) {
      var covered = form.equals("deal") ? ", \"fields\": {\"amount\": \"hidden\"}" : "";
      var sets =
          List.of(
              set("reading", all),
              set("own rows", all + ", \"rows\": \"owner = ME()\""),
              set("department", all + ", \"rows\": \"INDEPARTMENT(owner, MYDEPARTMENT())\""),
              set("hidden", all + covered));
      admin
          .as()
          .body("{\"sets\": " + sets + "}")
          .put("/api/v1/apps/crm/permissions/" + form)
          .then()
          .statusCode(204);
    }
  }

  private String set(String who, String more) {
    return "{\"key\": \"%s\", \"title\": {\"en\": \"S\"}, \"who\": {\"members\": [\"%s\"]}, %s}"
        .formatted(who.replace(' ', '_'), people.get(who).person().caller().memberId(), more);
  }

  @Test
  void every_endpoint_answers_everyone_as_written() {
    prepare();
    var actual = new StringBuilder();
    for (var line : MATRIX.lines().toList()) {
      var parts = line.split("\\|", -1);
      var endpoint = parts[0].strip();
      actual.append("%-62s | %-8s |".formatted(endpoint, parts[1].strip()));
      for (var person : PEOPLE) {
        actual.append(' ').append(status(endpoint, parts[1].strip(), person));
      }
      actual.append('\n');
    }
    assertThat(actual.toString()).isEqualTo(MATRIX);
  }

  @Test
  void every_endpoint_is_in_the_table() {
    var known = new TreeSet<>(MATRIX.lines().map(line -> line.split("\\|")[0].strip()).toList());
    assertThat(known).isEqualTo(endpoints());
  }

  private static Set<String> endpoints() {
    var endpoints = new TreeSet<String>();
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                "dev.formwork.core.api", "dev.formwork.designer.api", "dev.formwork.workflow");
    for (var resource : classes) {
      if (resource.isAnnotatedWith(Path.class)) {
        for (var method : resource.getMethods()) {
          var root = resource.getAnnotationOfType(Path.class).value();
          verb(method)
              .ifPresent(verb -> endpoints.addAll(ofEachKind(verb + " " + root + path(method))));
        }
      }
    }
    return endpoints;
  }

  /** Endpoints for definitions of every kind are as many as there are kinds. */
  private static List<String> ofEachKind(String endpoint) {
    return endpoint.contains("{kind}")
        ? Arrays.stream(DefinitionKind.values())
            .map(kind -> endpoint.replace("{kind}", kind.json()).replace("{key}", key(kind)))
            .toList()
        : List.of(endpoint);
  }

  private static String key(DefinitionKind kind) {
    return switch (kind) {
      case APP, FUNCTIONS, SCRIPTS, ACCESS -> "{app}";
      case FORM, PERMISSIONS -> "{form}";
      case FLOW -> "{flow}";
    };
  }

  private static java.util.Optional<String> verb(JavaMethod method) {
    return List.<Class<? extends Annotation>>of(
            GET.class, POST.class, PUT.class, PATCH.class, DELETE.class)
        .stream()
        .filter(method::isAnnotatedWith)
        .map(Class::getSimpleName)
        .findFirst();
  }

  private static String path(JavaMethod method) {
    return method.isAnnotatedWith(Path.class) ? method.getAnnotationOfType(Path.class).value() : "";
  }

  private int status(String endpoint, String body, String person) {
    var parts = endpoint.split(" ", 2);
    var path = filled(parts[0], parts[1]);
    RequestSpecification request =
        RestAssured.given().urlEncodingEnabled(false).contentType(ContentType.JSON);
    if (!person.equals("nobody")) {
      request.header("Authorization", "Bearer " + people.get(person).person().token());
    }
    if (endpoint.endsWith("/events")) {
      return streamStatus(path, person);
    }
    if (body.equals("people")) {
      request
          .contentType("text/csv")
          .body("Name,Login\nX,x" + UUID.randomUUID().toString().substring(0, 8) + "\n");
    } else if (body.equals("csv")) {
      request
          .contentType("multipart/form-data")
          .multiPart("file", "a.csv", "name\nx\n".getBytes(StandardCharsets.UTF_8), "text/csv");
    } else if (!body.isEmpty()) {
      request.body(bodies().get(body));
    }
    try {
      return request.request(parts[0], path).statusCode();
    } catch (Exception e) {
      // REST-assured throws what it does not declare.
      throw new IllegalStateException(endpoint + " for " + person, e);
    }
  }

  /** A stream never ends: its head is enough. */
  private int streamStatus(String path, String person) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
            .header("Accept", "text/event-stream");
    if (!person.equals("nobody")) {
      request.header("Authorization", "Bearer " + people.get(person).person().token());
    }
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request.build(), BodyHandlers.ofInputStream());
      answer.body().close();
      client.shutdownNow();
      return answer.statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With a record, a department and a token of their own, so that no answer hangs on another. */
  private String filled(String verb, String path) {
    var filled = path.replace("{app}", "crm").replace("{form}", "deal").replace("{name}", "form");
    if (filled.contains("/records/{id}")
        || filled.contains("{id}") && filled.contains("/records/")) {
      var id =
          admin.made(
              "deal",
              "{\"name\": \"%s\", \"owner\": \"%s\"}".formatted(UUID.randomUUID(), colleague));
      if (filled.endsWith(":restore")) {
        admin.as().delete(admin.records("deal") + "/" + id).then().statusCode(204);
      }
      filled = filled.replace("{id}", id);
    }
    if (filled.contains("/departments/{id}")) {
      filled = filled.replace("{id}", crm.department(admin, "D" + UUID.randomUUID()).toString());
    }
    if (filled.contains("/members/{id}")) {
      filled = filled.replace("{id}", colleague);
    }
    if (filled.endsWith("/explanation")) {
      filled += "?member=" + colleague;
    }
    return filled
        .replace("{id}", UUID.randomUUID().toString())
        .replace("{secret}", "key")
        .replace("{attachment}", UUID.randomUUID().toString())
        .replace("{field}", "name")
        .replace("{value}", UUID.randomUUID().toString())
        .replace(
            "{key}",
            verb.equals("POST")
                ? "nothing"
                : "role_" + UUID.randomUUID().toString().replace("-", "").substring(0, 8))
        .replace("{flow}", "hello")
        .replace("{action}", "comment")
        .replace("{version}", "1")
        .replace("{deed}", "resume")
        .replace("{token}", "nobody.knows")
        .replace("{schema}", "form");
  }

  private Map<String, String> bodies() {
    return Map.ofEntries(
        Map.entry("record", "{\"name\": \"%s\"}".formatted(UUID.randomUUID())),
        Map.entry("amount", "{\"amount\": 1}"),
        Map.entry("empty", "{}"),
        Map.entry("list", "[]"),
        Map.entry("sets", "{\"sets\": []}"),
        Map.entry(
            "app",
            "{\"key\": \"crm\", \"title\": {\"en\": \"Crm\"}, \"forms\": [\"client\", \"deal\"]}"),
        Map.entry("sum", "{\"measures\": [{\"aggregate\": \"sum\", \"field\": \"amount\"}]}"),
        Map.entry("form", Crm.DEAL),
        Map.entry("flow", FLOW),
        Map.entry("batch", "{\"tasks\": [], \"action\": \"approve\"}"),
        Map.entry("title", "{\"en\": \"T\"}"),
        Map.entry("zone", "{\"zone\": \"UTC\"}"),
        Map.entry("dept", "{\"name\": \"%s\"}".formatted(UUID.randomUUID())),
        Map.entry("token", "{\"name\": \"t\"}"),
        Map.entry(
            "bulk",
            "{\"ids\": [\"%s\"], \"change\": {\"name\": \"x\"}}".formatted(UUID.randomUUID())),
        Map.entry("link", "{\"kind\": \"form\", \"settings\": {\"fields\": [\"name\"]}}"),
        Map.entry("people", ""),
        Map.entry("to", "{\"to\": \"" + admin.person().caller().memberId() + "\"}"),
        Map.entry("bad", "{\"sets\": [{\"key\": \"X\"}]}"),
        Map.entry("grants", "{\"grants\": [{\"who\": {\"everyone\": true}, \"as\": \"user\"}]}"));
  }
}
