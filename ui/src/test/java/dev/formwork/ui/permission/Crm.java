package dev.formwork.ui.permission;

import static dev.formwork.core.testing.FieldSetting.byDefault;
import static dev.formwork.core.testing.FieldSetting.fill;
import static dev.formwork.core.testing.FieldSetting.scale;
import static dev.formwork.core.testing.FieldSetting.searchable;
import static dev.formwork.core.testing.FieldSetting.titled;
import static dev.formwork.core.testing.FieldSetting.unique;
import static dev.formwork.core.testing.TestApp.form;

import dev.formwork.core.access.Caller;
import dev.formwork.core.access.TokenScope;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.organization.admin.OrganizationCommands.DepartmentRequest;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.core.token.ApiTokens;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A small app with an administrator, and members who may do as little as a test says. */
@ApplicationScoped
public class Crm {

  static final String CLIENT =
      form("client")
          .recordTitle("name")
          .text("name", searchable())
          .text("secret", searchable())
          .number("limit", scale(0))
          .member("owner", byDefault("ME()"))
          .sum("total", "deal", "client", "amount")
          .json();

  static final String DEAL =
      form("deal")
          .recordTitle("name")
          .text("name", searchable(), unique())
          .money("amount")
          .text("phone", searchable())
          .text("copied", unique())
          .member("owner", byDefault("ME()"))
          .lookup("client", "client", fill(Map.of("copied", "secret")))
          .subform("lines", row -> row.text("product").number("cost"), titled("Lines"))
          .json();

  private final TestMembers people;
  private final TestApps apps;
  private final OrganizationCommands changes;
  private final ApiTokens tokens;

  Crm(TestMembers people, TestApps apps, OrganizationCommands changes, ApiTokens tokens) {
    this.people = people;
    this.apps = apps;
    this.changes = changes;
    this.tokens = tokens;
  }

  /** The app in a workspace of its own; its administrator at work. */
  RestRecords administrator() {
    var person = people.administrator();
    apps.publish(person.caller(), "crm", CLIENT, DEAL);
    return new RestRecords(person, "crm");
  }

  RestRecords member(RestRecords admin) {
    var workspace = admin.person().caller().workspace();
    return new RestRecords(
        people.in(workspace, "m" + UUID.randomUUID(), Caller.Role.MEMBER, false), "crm");
  }

  /** The same person with another token. */
  RestRecords with(RestRecords member, boolean readOnly, TokenScope scope) {
    var person = member.person();
    var made =
        ServiceCalls.await(
            () ->
                tokens.create(
                    person.caller(), new ApiTokens.TokenRequest("narrow", readOnly, null, scope)));
    return new RestRecords(
        new TestMembers.Person(
            person.login(), person.oneTimePassword(), made.secret(), person.caller()),
        member.app());
  }

  UUID department(RestRecords admin, String name) {
    return ServiceCalls.await(
        () ->
            changes.addDepartment(
                admin.person().caller(), new DepartmentRequest(name, null, null)));
  }

  void place(RestRecords admin, RestRecords member, UUID department, boolean active) {
    var standing =
        new MembershipRequest(
            active, false, department == null ? List.of() : List.of(department), Set.of(), null);
    ServiceCalls.await(
        () ->
            changes.place(admin.person().caller(), member.person().caller().memberId(), standing));
  }

  /** Permission sets of a form, each as JSON without key, title and who: everyone has them. */
  static void permit(RestRecords admin, String form, String... sets) {
    var all = new StringBuilder();
    for (int i = 0; i < sets.length; i++) {
      all.append(i == 0 ? "" : ", ")
          .append(
              "{\"key\": \"set%d\", \"title\": {\"en\": \"Set\"}, \"who\": {\"everyone\": true}, %s}"
                  .formatted(i, sets[i]));
    }
    admin
        .as()
        .body("{\"sets\": [" + all + "]}")
        .put("/api/v1/apps/" + admin.app() + "/permissions/" + form)
        .then()
        .statusCode(204);
  }
}
