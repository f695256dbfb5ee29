package dev.formwork.ui.process;

import static dev.formwork.core.testing.FieldSetting.titled;
import static dev.formwork.core.testing.TestApp.form;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An office with an administrator, people in it, and requests that flows carry around. */
@ApplicationScoped
public class Office {

  static final String REQUEST =
      form("request")
          .recordTitle("name")
          .text("name")
          .money("amount")
          .text("status")
          .text("note")
          .text("cost")
          .date("due")
          .member("helper")
          .subform("lines", row -> row.text("item").number("count"), titled("Lines"))
          .json();

  static final String ORDER =
      form("purchase")
          .recordTitle("name")
          .text("name")
          .money("amount")
          .lookup("request", "request")
          .json();

  private final TestMembers people;
  private final TestApps apps;
  private final OrganizationCommands changes;
  private final Pool pool;

  Office(TestMembers people, TestApps apps, OrganizationCommands changes, Pool pool) {
    this.people = people;
    this.apps = apps;
    this.changes = changes;
    this.pool = pool;
  }

  /** The office in a workspace of its own; its administrator at work. */
  RestRecords open() {
    var person = people.administrator();
    apps.publish(person.caller(), "office", REQUEST, ORDER);
    return new RestRecords(person, "office");
  }

  /** Somebody who works there. */
  RestRecords hire(RestRecords admin, String... roles) {
    return hire(admin, null, roles);
  }

  /**
   * @param manager null: nobody
   */
  RestRecords hire(RestRecords admin, RestRecords manager, String... roles) {
    var workspace = admin.person().caller().workspace();
    var made =
        new RestRecords(
            people.in(workspace, "m" + UUID.randomUUID(), Caller.Role.MEMBER, false), "office");
    for (var role : roles) {
      admin
          .as()
          .body("{\"en\": \"" + role + "\"}")
          .put("/api/v1/organization/roles/" + role)
          .then()
          .statusCode(204);
    }
    var standing =
        new MembershipRequest(
            true, false, List.of(), Set.of(roles), manager == null ? null : id(manager));
    ServiceCalls.await(() -> changes.place(admin.person().caller(), id(made), standing));
    return made;
  }

  static MemberId id(RestRecords member) {
    return member.person().caller().memberId();
  }

  /** Publishes a flow, in JSON. */
  static void publish(RestRecords admin, String key, String flow) {
    var at = "/api/v1/apps/office/definitions/flow/" + key;
    admin.as().body(flow).put(at + "/draft").then().statusCode(204);
    admin.as().body("{}").post(at + "/publish").then().statusCode(200);
  }

  /** Publishes one more form, in JSON, open to everybody, so that what flows do with it is seen. */
  static void publishForm(RestRecords admin, String key, String form) {
    var at = "/api/v1/apps/office/definitions/form/" + key;
    admin.as().body(form).put(at + "/draft").then().statusCode(204);
    admin.as().body("{}").post(at + "/publish?permissions=open").then().statusCode(200);
  }

  /** A flow on requests, started by sending one on its way. */
  static String onSubmit(String key, String steps) {
    return flow(key, "{\"on\": \"record.submitted\"}", "", steps);
  }

  static String flow(String key, String trigger, String more, String steps) {
    return """
        {"key": "%s", "title": {"en": "%s"}, "form": "request", "trigger": %s, %s "steps": [%s]}"""
        .formatted(key, key, trigger, more, steps);
  }

  static String approve(String key, String assign, String more) {
    return "{\"type\": \"approve\", \"key\": \"%s\", \"assign\": [%s]%s}"
        .formatted(key, assign, more.isEmpty() ? "" : ", " + more);
  }

  static String member(RestRecords member) {
    return "{\"member\": \"" + id(member) + "\"}";
  }

  /** A request sent on its way; its id. */
  static String submit(RestRecords member, String body) {
    var made = member.made("request", body);
    member
        .as()
        .body("{}")
        .post(member.records("request") + "/" + made + ":submit")
        .then()
        .statusCode(200);
    return made;
  }

  /** Steps of what somebody has to do now. */
  static List<String> todo(RestRecords member) {
    return member.as().get("/api/v1/tasks").then().statusCode(200).extract().path("items.step");
  }

  /** The only task somebody has, once they have one. */
  static String task(RestRecords member) {
    try {
      Eventually.holds(() -> !todo(member).isEmpty());
    } catch (Exception e) {
      throw new AssertionError("There is no task", e);
    }
    return member.as().get("/api/v1/tasks").then().extract().path("items[0].id");
  }

  static ValidatableResponse act(RestRecords member, String task, String action, String body) {
    return member.as().body(body).post("/api/v1/tasks/" + task + ":" + action).then();
  }

  /** Does something with the only task somebody has. */
  static void does(RestRecords member, String action, String body) {
    act(member, task(member), action, body).statusCode(200);
  }

  static void does(RestRecords member, String action) {
    does(member, action, "{}");
  }

  /** What the newest flow of a request says of itself. */
  static String status(RestRecords member, String record, String what) {
    return String.valueOf(
        member
            .as()
            .get("/api/v1/apps/office/forms/request/records/" + record + "/flows")
            .then()
            .statusCode(200)
            .extract()
            .<Object>path("items[0]." + what));
  }

  static void reaches(RestRecords member, String record, String status) {
    try {
      Eventually.holds(() -> status(member, record, "status").equals(status));
    } catch (Exception e) {
      throw new AssertionError(
          "It is " + status(member, record, "status") + " " + status(member, record, "error"), e);
    }
  }

  /** Kinds of what happened in the newest flow of a request, oldest first. */
  static List<String> history(RestRecords member, String record) {
    return member
        .as()
        .get("/api/v1/instances/" + status(member, record, "id") + "/history")
        .then()
        .statusCode(200)
        .extract()
        .path("items.kind");
  }

  /** Time of the workspace's timers passes. */
  void timePasses(RestRecords admin, String interval) {
    var schema = admin.person().caller().workspace().schema();
    TestClock.set(
        pool,
        schema,
        "timers",
        "UPDATE \"%s\".flow_timer SET at = at - interval '" + interval + "'");
  }
}
