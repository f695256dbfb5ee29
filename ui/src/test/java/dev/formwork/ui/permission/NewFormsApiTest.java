package dev.formwork.ui.permission;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may do what with the records of a form that was just published for the first time. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class NewFormsApiTest {

  private static final String FORM = "/api/v1/apps/crm/definitions/form/idea";
  private static final String SETS = "/api/v1/apps/crm/permissions/idea";

  @Inject Crm crm;
  @Inject OrganizationCommands organization;

  private RestRecords admin;
  private RestRecords manager;
  private RestRecords maker;
  private RestRecords colleague;

  @BeforeEach
  void people() {
    admin = crm.administrator();
    manager = crm.member(admin);
    maker = crm.member(admin);
    colleague = crm.member(admin);
    var standing = new MembershipRequest(true, false, List.of(), Set.of(), id(manager));
    ServiceCalls.await(() -> organization.place(admin.person().caller(), id(maker), standing));
  }

  private static MemberId id(RestRecords member) {
    return member.person().caller().memberId();
  }

  private void draft(String more) {
    admin
        .as()
        .body(
            """
            {"key": "idea", "title": {"en": "Idea"}, "recordTitle": "name", "fields": [
              {"type": "text", "key": "name", "title": {"en": "Name"}}%s]}\
            """
                .formatted(more))
        .put(FORM + "/draft")
        .then()
        .statusCode(204);
  }

  private void publish(String query) {
    admin.as().body("{}").post(FORM + "/publish" + query).then().statusCode(200);
  }

  @Test
  void makers_have_their_own_managers_their_teams_and_administrators_all() {
    draft("");
    publish("");
    var made = maker.made("idea", "{\"name\": \"Bolder\"}");
    maker.patch("idea", made, "{\"name\": \"Bold\"}").statusCode(200);
    manager.patch("idea", made, "{\"name\": \"Bolder still\"}").statusCode(200);
    colleague.as().get(colleague.records("idea") + "/" + made).then().statusCode(404);
    colleague.as().get(colleague.records("idea")).then().statusCode(200).body("items", hasSize(0));
    admin.as().get(admin.records("idea")).then().statusCode(200).body("items", hasSize(1));
    admin
        .as()
        .get(SETS)
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"1\""))
        .body("sets.key", contains("own", "team"));
    admin
        .as()
        .get("/api/v1/audit")
        .then()
        .body("items.event", hasItems("form.publish", "permissions.save"));
  }

  @Test
  void nobody_but_administrators_exports_all_or_deletes_for_good() {
    draft("");
    publish("");
    var made = maker.made("idea", "{\"name\": \"A\"}");
    for (var one : List.of(maker, manager)) {
      one.as()
          .body("{\"format\": \"csv\"}")
          .post(one.records("idea") + ":export")
          .then()
          .statusCode(403);
    }
    maker.as().delete(maker.records("idea") + "/" + made + "?purge=true").then().statusCode(403);
    maker.as().delete(maker.records("idea") + "/" + made).then().statusCode(204);
    admin.as().delete(admin.records("idea") + "/" + made + "?purge=true").then().statusCode(204);
  }

  @Test
  void sets_that_somebody_changed_stay_when_the_form_is_published_again() {
    draft("");
    publish("");
    admin
        .as()
        .body(
            "{\"sets\": [{\"key\": \"all\", \"title\": {\"en\": \"All\"}, \"who\": {\"everyone\":"
                + " true}, \"actions\": [\"read\"]}]}")
        .put(SETS)
        .then()
        .statusCode(204);
    draft(", {\"type\": \"text\", \"key\": \"note\", \"title\": {\"en\": \"Note\"}}");
    publish("");
    admin.as().get(SETS).then().body("sets.key", contains("all"));
  }

  @Test
  void who_wants_a_form_open_to_everyone_says_so() {
    draft("");
    admin
        .as()
        .body("{}")
        .post(FORM + "/publish?permissions=closed")
        .then()
        .statusCode(400)
        .body("errors.code", hasItem("publish-permissions"))
        .body("errors.message", hasItem(containsString("usual")));
    publish("?permissions=open");
    maker.made("idea", "{\"name\": \"A\"}");
    colleague.as().get(colleague.records("idea")).then().body("items", hasSize(1));
    draft(", {\"type\": \"text\", \"key\": \"note\", \"title\": {\"en\": \"Note\"}}");
    publish("");
    colleague.as().get(colleague.records("idea")).then().body("items", hasSize(1));
  }

  @Test
  void mistakes_of_a_new_form_are_told_by_their_paths_in_it() {
    draft(
        ", {\"type\": \"computed\", \"key\": \"x\", \"title\": {\"en\": \"X\"}, \"expression\":"
            + " \"nothing + 1\"}");
    admin
        .as()
        .body("{}")
        .post(FORM + "/publish")
        .then()
        .statusCode(422)
        .body("errors.path", hasItem("/fields/1/expression"));
  }
}
