package dev.formwork.ui.api;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.core.access.Caller;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What administrators set of their workspace, and who is told what of it. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SettingsApiTest {

  private static final String SETTINGS = "/api/v1/settings";

  @Inject TestMembers people;

  private RestRecords admin;
  private RestRecords member;

  @BeforeEach
  void people() {
    var person = people.administrator();
    admin = new RestRecords(person, "none");
    member =
        new RestRecords(
            people.in(
                person.caller().workspace(),
                "m" + java.util.UUID.randomUUID(),
                Caller.Role.MEMBER,
                false),
            "none");
  }

  @Test
  void administrators_name_and_colour_the_workspace_and_tell_everybody() {
    var settings =
        "{\"name\": \"Northwind\", \"colour\": \"#3355CC\", \"languages\": [\"zh\"],"
            + " \"announcement\": {\"en\": \"Closed on Friday\"}}";
    member.as().body(settings).put(SETTINGS).then().statusCode(403);
    admin.as().body(settings).put(SETTINGS).then().statusCode(200);
    member
        .as()
        .get(SETTINGS)
        .then()
        .statusCode(200)
        .body("name", equalTo("Northwind"))
        .body("colour", equalTo("#3355CC"))
        .body("languages", equalTo(java.util.List.of("zh")))
        .body("announcement.en", equalTo("Closed on Friday"));
    admin.as().get("/api/v1/audit").then().body("items.event", hasItem("settings.change"));
    admin
        .as()
        .body("{\"name\": \"N\", \"colour\": \"red\"}")
        .put(SETTINGS)
        .then()
        .statusCode(422)
        .body("errors[0].path", equalTo("/colour"));
  }

  @Test
  void the_mail_server_is_told_to_administrators_and_its_password_to_nobody() {
    var server =
        "{\"host\": \"127.0.0.1\", \"port\": 9, \"username\": \"crm\", \"password\": \"hush-hush\","
            + " \"from\": \"crm@example.com\", \"tls\": false}";
    admin
        .as()
        .body(server)
        .put(SETTINGS + "/mail")
        .then()
        .statusCode(200)
        .body("mail.host", equalTo("127.0.0.1"))
        .body("mailPassword", equalTo(true));
    admin.as().get(SETTINGS).then().body(not(Matchers.containsString("hush-hush")));
    member.as().get(SETTINGS).then().body("mail", nullValue());
    admin.as().post(SETTINGS + "/mail:test").then().statusCode(409);
    admin.as().delete(SETTINGS + "/mail").then().statusCode(200).body("mail", nullValue());
  }

  @Test
  void a_mail_server_inside_is_refused_as_calls_of_flows_are() {
    for (var host : java.util.List.of("10.0.0.1", "169.254.169.254", "2130706434")) {
      admin
          .as()
          .body(
              "{\"host\": \"%s\", \"port\": 25, \"from\": \"crm@example.com\", \"tls\": false}"
                  .formatted(host))
          .put(SETTINGS + "/mail")
          .then()
          .statusCode(422)
          .body("errors[0].path", equalTo("/mail/host"))
          .body("errors[0].code", equalTo("outbound-inside"))
          .body("errors[0].message", Matchers.containsString("formwork.outbound.allow"));
    }
    admin.as().get(SETTINGS).then().body("mail", nullValue());
  }

  @Test
  void use_is_told_to_administrators() {
    member.as().get(SETTINGS + "/use").then().statusCode(403);
    admin.as().get(SETTINGS + "/use").then().statusCode(200).body("people", greaterThan(1));
  }
}
