package dev.formwork.ui.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.access.Caller;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.workflow.notice.Notices;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.TestInfo;

/** A firm that works with the Lead-to-Cash pack: people in its roles, and time that passes. */
@ApplicationScoped
public class Firm {

  private final TestMembers people;
  private final OrganizationCommands organization;
  private final CompiledForms forms;
  private final Notices notices;
  private final Pool pool;

  Firm(
      TestMembers people,
      OrganizationCommands organization,
      CompiledForms forms,
      Notices notices,
      Pool pool) {
    this.people = people;
    this.organization = organization;
    this.forms = forms;
    this.notices = notices;
    this.pool = pool;
  }

  /** The firm in a workspace of its own; its administrator at work. */
  RestRecords open() {
    var admin = new RestRecords(people.administrator(), "ltc");
    admin.as().post("/api/v1/packs/ltc:install").then().statusCode(200);
    return admin;
  }

  RestRecords hire(RestRecords admin, String role) {
    return hire(admin, null, role);
  }

  /**
   * @param manager null: nobody
   */
  RestRecords hire(RestRecords admin, RestRecords manager, String role) {
    var workspace = admin.person().caller().workspace();
    var made =
        new RestRecords(
            people.in(workspace, role + "-" + UUID.randomUUID(), Caller.Role.MEMBER, false), "ltc");
    var reportsTo = manager == null ? null : Office.id(manager);
    var standing = new MembershipRequest(true, false, List.of(), Set.of(role), reportsTo);
    ServiceCalls.await(
        () -> organization.place(admin.person().caller(), Office.id(made), standing));
    return made;
  }

  static void submit(RestRecords by, String form, String id) {
    by.as().body("{}").post(by.records(form) + "/" + id + ":submit").then().statusCode(200);
  }

  static JsonPath read(RestRecords by, String form, String id) {
    return by.get(form, id).extract().jsonPath();
  }

  /** Waits until a field of a record has a value. */
  static void becomes(RestRecords by, String form, String id, String field, Object value) {
    try {
      Eventually.holds(
          () ->
              String.valueOf(value).equals(String.valueOf(read(by, form, id).<Object>get(field))));
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "Not %s = %s: %s".formatted(field, value, read(by, form, id).prettify()), e);
    }
  }

  /** What somebody was told about a record, by the steps that did. */
  static List<String> told(RestRecords person, String record) {
    return person
        .as()
        .get("/api/v1/tasks?box=copied")
        .then()
        .statusCode(200)
        .extract()
        .path("items.findAll { it.record == '" + record + "' }.step");
  }

  static void isTold(RestRecords person, String record, String step) throws Exception {
    Eventually.holds(() -> told(person, record).contains(step));
  }

  /** Kinds of what stands behind somebody's bell. */
  List<String> notices(RestRecords person) {
    return ServiceCalls.await(() -> notices.latest(person.person().caller(), 50)).stream()
        .map(Notices.Notice::kind)
        .toList();
  }

  /** What flows wrote to somebody. */
  List<String> messages(RestRecords person) {
    return ServiceCalls.await(() -> notices.latest(person.person().caller(), 50)).stream()
        .filter(notice -> notice.kind().equals("copy"))
        .map(Notices.Notice::text)
        .toList();
  }

  /** The newest run of a flow on a record, or null. */
  static String run(RestRecords by, String form, String record, String flow) {
    return by.as()
        .get(by.records(form) + "/" + record + "/flows")
        .then()
        .statusCode(200)
        .extract()
        .path("items.find { it.flow == '" + flow + "' }?.id");
  }

  static void ends(RestRecords by, String form, String record, String flow, String status)
      throws Exception {
    Eventually.holds(() -> run(by, form, record, flow) != null);
    var at = "/api/v1/instances/" + run(by, form, record, flow);
    Eventually.holds(
        () -> status.equals(by.as().get(at).then().statusCode(200).extract().path("status")));
  }

  // Time

  private static String schema(RestRecords admin) {
    return admin.person().caller().workspace().schema();
  }

  private long number(RestRecords admin, String from) {
    return ServiceCalls.await(
        () ->
            pool.query("SELECT count(*) FROM \"%s\".%s".formatted(schema(admin), from))
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
  }

  /** The clock last looked after a flow this long ago, and looks now. */
  void clockLookedLast(RestRecords admin, String flow, String ago) throws Exception {
    Eventually.holds(
        () ->
            number(admin, "flow_setting WHERE flow = '" + flow + "' AND next_at IS NOT NULL") == 1);
    TestClock.set(
        pool,
        schema(admin),
        "schedules",
        "UPDATE \"%s\".flow_setting SET next_at = now() - interval '"
            + ago
            + "' WHERE flow = '"
            + flow
            + "'");
  }

  /** A night passes in which a flow runs once more; waits until it is through. */
  void nightPasses(RestRecords admin, String flow) throws Exception {
    long before = number(admin, "flow_instance WHERE flow = '" + flow + "'");
    clockLookedLast(admin, flow, "25 hours");
    Eventually.holds(
        () ->
            number(admin, "flow_instance WHERE status = 'DONE' AND flow = '" + flow + "'")
                == before + 1);
  }

  /** Moments of a record lie further back, as if that time had gone by. */
  void ages(RestRecords admin, String form, String record, String by, String... fields) {
    var compiled =
        ServiceCalls.await(() -> forms.form(admin.person().caller().workspace(), "ltc", form));
    var changes = new ArrayList<String>();
    for (var field : fields) {
      var column = compiled.column(field).orElseThrow().sql().replaceFirst("^t\\.", "");
      changes.add("%1$s = %1$s - interval '%2$s'".formatted(column, by));
    }
    var sql =
        "UPDATE %s SET %s WHERE id = '%s'"
            .formatted(compiled.table().sql(), String.join(", ", changes), record);
    ServiceCalls.await(() -> pool.query(sql).execute());
  }

  /** Fails when a test says that it runs a flow which did not run to an end. */
  public void ranWhatItSays(RestRecords admin, TestInfo test) throws Exception {
    var says = test.getTestMethod().orElseThrow().getAnnotation(Runs.class);
    assertThat(says).as("the flows it runs").isNotNull();
    for (var flow : says.value()) {
      var ended = "flow_instance WHERE status NOT IN ('RUNNING', 'FAILED') AND flow = '";
      Eventually.holds(() -> number(admin, ended + flow + "'") > 0);
    }
  }
}
