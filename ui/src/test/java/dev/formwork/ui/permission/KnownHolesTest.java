package dev.formwork.ui.permission;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static dev.formwork.ui.permission.Crm.permit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.core.access.TokenScope;
import dev.formwork.core.invitation.OneTimeLinkRedemption;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ways by which products of this kind gave away what they should have kept. Each is shut here. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class KnownHolesTest {

  private static final String READ_ALL = "\"actions\": [\"read\"]";
  private static final String OWN =
      "\"actions\": [\"create\", \"read\", \"change\", \"delete\", \"history\"], \"rows\": \"owner = ME()\"";

  @Inject Crm crm;
  @Inject OrganizationCommands changes;
  @Inject OneTimeLinks links;
  @Inject OneTimeLinkRedemption oneTimeLinkRedemption;

  private RestRecords admin;
  private RestRecords member;

  @BeforeEach
  void someone() {
    admin = crm.administrator();
    member = crm.member(admin);
  }

  private String deal(String more) {
    return admin.made("deal", "{\"name\": \"" + UUID.randomUUID() + "\"" + more + "}");
  }

  private String memberId() {
    return member.person().caller().memberId().toString();
  }

  @Test
  void a_hidden_field_is_no_oracle_for_filters_sorting_or_groups() {
    deal(", \"amount\": 700");
    permit(admin, "deal", READ_ALL + ", \"fields\": {\"amount\": \"hidden\"}");
    var list = member.records("deal");
    member.as().queryParam("filter", "amount > 500").get(list).then().statusCode(400);
    var near = "amoun > 500";
    admin
        .as()
        .queryParam("filter", near)
        .get(list)
        .then()
        .body("errors[0].message", containsString("“amount”"));
    member
        .as()
        .queryParam("filter", near)
        .get(list)
        .then()
        .statusCode(400)
        .body("errors[0].message", not(containsString("“amount”")));
    member.as().queryParam("sort", "amount").get(list).then().statusCode(400);
    member.as().queryParam("fields", "amount").get(list).then().statusCode(400);
    member
        .as()
        .body("{\"groupBy\": [\"amount\"], \"measures\": [{\"aggregate\": \"count\"}]}")
        .post(list + ":aggregate")
        .then()
        .statusCode(400);
    member.as().get(list).then().statusCode(200).body("items[0].amount", nullValue());
  }

  @Test
  void sums_and_counts_are_of_readable_records_alone() {
    deal(", \"amount\": 700");
    permit(admin, "deal", OWN);
    var list = member.records("deal");
    member
        .as()
        .body(
            "{\"measures\": [{\"aggregate\": \"sum\", \"field\": \"amount\"}, {\"aggregate\": \"count\"}]}")
        .post(list + ":aggregate")
        .then()
        .body("groups[0].figures[0]", equalTo(0))
        .body("groups[0].figures[1]", equalTo(0));
    for (var mode : List.of("exact", "estimated")) {
      member.as().queryParam("count", mode).get(list).then().body("count", equalTo(0));
    }
  }

  @Test
  void a_lookup_is_no_way_into_a_form_one_may_not_read() {
    var client =
        admin.made("client", "{\"name\": \"Secret Corp\", \"secret\": \"plan\", \"limit\": 9}");
    var id = deal(", \"client\": \"" + client + "\", \"copied\": \"x\"");
    permit(admin, "client");
    permit(admin, "deal", READ_ALL);
    member.get("deal", id).body("client.id", equalTo(client)).body("client.title", nullValue());
    var list = member.records("deal");
    member.as().queryParam("filter", "client.limit > 3").get(list).then().statusCode(400);
    member
        .as()
        .queryParam("filter", "client = \"Secret Corp\"")
        .get(list)
        .then()
        .body("items", hasSize(0));
    member
        .as()
        .queryParam("filter", "COUNTRECORDS(\"client\", limit > 3) > 0")
        .get(list)
        .then()
        .statusCode(400);
    member.as().queryParam("sort", "client").get(list).then().statusCode(200);
    member.as().get(member.records("client")).then().statusCode(404);
  }

  @Test
  void guessing_ids_leads_nowhere_in_another_workspace_or_another_row() {
    var id = deal("");
    var stranger = crm.administrator();
    stranger.as().get(stranger.records("deal") + "/" + id).then().statusCode(404);
    permit(admin, "deal", OWN);
    member.as().get(member.records("deal") + "/" + id).then().statusCode(404);
    member.patch("deal", id, "{\"amount\": 1}").statusCode(404);
    member.as().delete(member.records("deal") + "/" + id).then().statusCode(404);
    member.as().get(member.records("deal") + "/" + id + "/changes").then().statusCode(404);
  }

  @Test
  void a_record_that_may_not_be_read_may_not_be_chosen_either() {
    var client = admin.made("client", "{\"name\": \"Secret Corp\"}");
    permit(admin, "client", OWN);
    var body = "{\"name\": \"mine\", \"client\": \"%s\"}";
    member
        .create("deal", body.formatted(client))
        .statusCode(422)
        .body("errors[0].code", equalTo("lookup-not-found"));
    var unknown = UUID.randomUUID();
    member
        .create("deal", body.formatted(unknown))
        .statusCode(422)
        .body("errors[0].code", equalTo("lookup-not-found"));
  }

  @Test
  void history_tells_no_more_than_the_record() {
    var id = deal(", \"phone\": \"13800138000\", \"amount\": 5");
    admin.patch("deal", id, "{\"amount\": 6}").statusCode(200);
    permit(
        admin,
        "deal",
        "\"actions\": [\"read\", \"history\"], \"fields\": {\"amount\": \"hidden\", \"phone\": \"masked\"}");
    member
        .as()
        .get(member.records("deal") + "/" + id + "/changes")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].changes.amount", nullValue())
        .body("items[0].changes.phone.to", equalTo("138****8000"));
  }

  @Test
  void a_rollup_over_records_one_may_not_read_is_hidden_with_them() {
    var client = admin.made("client", "{\"name\": \"Acme\"}");
    deal(", \"amount\": 700, \"client\": \"" + client + "\"");
    permit(admin, "client", READ_ALL);
    permit(admin, "deal", OWN);
    member.get("client", client).body("name", equalTo("Acme")).body("total", nullValue());
    member
        .as()
        .queryParam("filter", "total > 1")
        .get(member.records("client"))
        .then()
        .statusCode(400);
  }

  @Test
  void what_the_server_sets_cannot_be_assigned() {
    var id =
        member.made(
            "deal",
            "{\"name\": \"mine\", \"created_by\": \"%s\", \"version\": 9, \"id\": \"%s\"}"
                .formatted(UUID.randomUUID(), UUID.randomUUID()));
    member.get("deal", id).body("created_by", equalTo(memberId())).body("version", equalTo(1));
  }

  @Test
  void a_token_reaches_no_further_than_its_scope_nor_can_it_make_a_wider_one() {
    var narrow =
        crm.with(
            admin,
            false,
            new TokenScope(
                List.of(
                    new TokenScope.Grant(
                        "crm", "deal", Set.of(RecordAction.READ, RecordAction.IMPORT))),
                List.of()));
    deal("");
    narrow.as().get(narrow.records("deal")).then().statusCode(200);
    narrow.create("deal", "{\"name\": \"x\"}").statusCode(403);
    narrow.as().get(narrow.records("client")).then().statusCode(404);
    narrow.as().get("/api/v1/apps/crm/definitions/form/deal/draft").then().statusCode(403);
    narrow.as().get("/api/v1/apps/crm/permissions/deal").then().statusCode(403);
    narrow.as().body("[]").put("/api/v1/calendar").then().statusCode(403);
    assertThat(narrow.as().get("/api/v1/apps/crm/openapi.json").asString())
        .doesNotContain("forms/client");
  }

  @Test
  void a_token_may_be_bound_to_networks() {
    var elsewhere = crm.with(admin, false, new TokenScope(List.of(), List.of("203.0.113.0/24")));
    elsewhere.as().get(elsewhere.records("deal")).then().statusCode(403);
    var here = crm.with(admin, false, new TokenScope(List.of(), List.of("127.0.0.0/8", "::1")));
    here.as().get(here.records("deal")).then().statusCode(200);
  }

  /** GHSA-56p6-qw3c-fq2g: a suspended member whose session goes on. */
  @Test
  void a_suspended_member_is_stopped_at_the_next_call() {
    member.as().get(member.records("deal")).then().statusCode(200);
    crm.place(admin, member, null, false);
    member.as().get(member.records("deal")).then().statusCode(401);
    crm.place(admin, member, null, true);
    member.as().get(member.records("deal")).then().statusCode(200);
  }

  /** CVE-2026-41641: a check made on create and forgotten on update. */
  @Test
  void a_change_is_held_against_the_same_rows_as_a_creation() {
    permit(admin, "deal", OWN);
    var other = crm.member(admin).person().caller().memberId();
    var body = "{\"name\": \"n\", \"owner\": \"%s\"}";
    member.create("deal", body.formatted(other)).statusCode(403);
    var id = member.made("deal", body.formatted(memberId()));
    member.patch("deal", id, body.formatted(other)).statusCode(403);
    member.get("deal", id).body("owner", equalTo(memberId()));
    permit(admin, "deal", OWN + ", \"mayGiveAway\": true");
    member.patch("deal", id, body.formatted(other)).statusCode(200);
    member.as().get(member.records("deal") + "/" + id).then().statusCode(404);
  }

  /** CVE-2026-28399: a date function's unit argument that reached SQL unchecked. */
  @Test
  void a_date_functions_unit_never_reaches_sql() {
    admin
        .as()
        .queryParam("filter", "DATEADD(TODAY(), 1, \"day\") > TODAY()")
        .get(admin.records("deal"))
        .then()
        .statusCode(200);
    for (var unit : List.of("day'; DROP TABLE x; --", "days)", "")) {
      admin
          .as()
          .queryParam("filter", "DATEADD(TODAY(), 1, \"" + unit + "\") > TODAY()")
          .get(admin.records("deal"))
          .then()
          .statusCode(400);
    }
  }

  /** CVE-2026-35409 and CVE-2026-40346: guards passed by mapped addresses, or missing on a step. */
  @Test
  void a_script_reaches_nothing_inside() {
    for (var address :
        List.of(
            "http://[::ffff:169.254.169.254]/",
            "http://169.254.169.254/",
            "http://[::ffff:a9fe:a9fe]/",
            "http://[::1]:8080/")) {
      admin
          .as()
          .body(
              "[{\"key\": \"call\", \"title\": {\"en\": \"Call\"}, \"script\": \"input => fetch('"
                  + address
                  + "').status\"}]")
          .put("/api/v1/apps/crm/scripts")
          .then()
          .statusCode(204);
      admin
          .as()
          .body("{}")
          .post("/api/v1/apps/crm/scripts/call:run")
          .then()
          .statusCode(422)
          .body("detail", containsString("inside this network"));
    }
  }

  @Test
  void sets_for_reading_and_for_changing_do_not_run_together() {
    var id = deal(", \"amount\": 1");
    permit(
        admin,
        "deal",
        READ_ALL,
        "\"actions\": [\"read\", \"change\"], \"rows\": \"owner = ME()\", \"mayGiveAway\": true");
    member.patch("deal", id, "{\"owner\": \"" + memberId() + "\"}").statusCode(403);
    permit(
        admin,
        "deal",
        "\"actions\": [\"read\", \"change\"], \"otherFields\": \"read\", \"fields\": {\"phone\": \"write\"}",
        "\"actions\": [\"read\", \"change\"], \"rows\": \"owner = ME()\"");
    member
        .patch("deal", id, "{\"amount\": 999}")
        .statusCode(422)
        .body("errors[0].code", equalTo("field-not-yours"));
    member.patch("deal", id, "{\"phone\": \"1\"}").statusCode(200);
    permit(admin, "deal", READ_ALL, "\"actions\": [\"change\"]");
    member.patch("deal", id, "{\"amount\": 7}").statusCode(200);
  }

  @Test
  void a_misspelt_right_opens_nothing() {
    for (var wrong :
        List.of(
            "\"otherFields\": \"hiden\"",
            "\"fields\": {\"amount\": \"hiden\"}",
            "\"actions\": [\"reed\"]",
            "\"fields\": {\"amuont\": \"hidden\"}",
            "\"rows\": \"ownr = ME()\"",
            "\"rows\": \"amount + 1\"")) {
      admin
          .as()
          .body(
              "{\"sets\": [{\"key\": \"a\", \"title\": {\"en\": \"A\"}, \"who\": {\"everyone\": true}, "
                  + wrong
                  + "}]}")
          .put("/api/v1/apps/crm/permissions/deal")
          .then()
          .statusCode(422)
          .body("errors[0].message", not(containsString("Exception")));
    }
  }

  @Test
  void what_a_lookup_fills_in_stays_hidden_with_its_source() {
    var client = admin.made("client", "{\"name\": \"Acme\", \"secret\": \"TOP\"}");
    permit(admin, "client", READ_ALL + ", \"fields\": {\"secret\": \"hidden\"}");
    member
        .create("deal", "{\"name\": \"mine\", \"client\": \"" + client + "\"}")
        .statusCode(201)
        .body("copied", nullValue());
    admin
        .create("deal", "{\"name\": \"ours\", \"client\": \"" + client + "\"}")
        .statusCode(201)
        .body("copied", equalTo("TOP"));
  }

  @Test
  void columns_one_may_not_set_keep_what_they_hold() {
    permit(
        admin,
        "deal",
        "\"actions\": [\"read\", \"change\", \"create\"], \"fields\": {\"lines.cost\": \"hidden\"}");
    var id =
        deal(
            ", \"lines\": [{\"product\": \"pump\", \"cost\": 7}, {\"product\": \"valve\", \"cost\": 8}]");
    member
        .get("deal", id)
        .body("lines[0].cost", nullValue())
        .body("lines[1].product", equalTo("valve"));
    member
        .patch("deal", id, "{\"lines\": [{\"product\": \"valve\"}, {\"product\": \"seal\"}]}")
        .statusCode(200);
    admin
        .get("deal", id)
        .body("lines[0].cost", equalTo(8))
        .body("lines[0].product", equalTo("valve"));
    member
        .patch("deal", id, "{\"lines\": [{\"product\": \"valve\", \"cost\": 1}]}")
        .statusCode(422)
        .body("errors[0].code", equalTo("unknown-field"));
  }

  @Test
  void a_hidden_required_field_is_asked_of_nobody_and_named_to_nobody() {
    permit(
        admin, "deal", "\"actions\": [\"read\", \"create\"], \"fields\": {\"amount\": \"hidden\"}");
    member
        .create("deal", "{\"name\": \"a\", \"amount\": \"x\"}")
        .statusCode(422)
        .body("errors[0].code", equalTo("unknown-field"));
    member
        .create("deal", "{\"name\": \"a\", \"amuont\": 1}")
        .statusCode(422)
        .body("errors[0].code", equalTo("unknown-field"));
    member.create("deal", "{\"name\": \"a\"}").statusCode(201);
  }

  @Test
  void unique_values_tell_no_ids() {
    admin.made("deal", "{\"name\": \"taken\"}");
    permit(admin, "deal", OWN);
    var answer = member.as().body("{\"amount\": 1}").put(member.records("deal") + "/by/name/taken");
    answer.then().statusCode(409);
    permit(
        admin,
        "deal",
        "\"actions\": [\"read\", \"create\", \"change\"], \"fields\": {\"copied\": \"hidden\"}");
    member.as().body("{}").put(member.records("deal") + "/by/copied/x").then().statusCode(400);
  }

  @Test
  void pages_end_also_where_values_are_covered() {
    for (int i = 0; i < 5; i++) {
      deal(", \"phone\": \"1380013800" + i + "\"");
    }
    permit(
        admin,
        "deal",
        READ_ALL + ", \"fields\": {\"phone\": \"masked\"}",
        "\"actions\": [\"read\"], \"rows\": \"owner = ME()\"");
    String cursor = null;
    int seen = 0;
    for (int page = 0; page < 6; page++) {
      var request = member.as().queryParam("sort", "phone").queryParam("limit", 2);
      var json =
          (cursor == null ? request : request.queryParam("cursor", cursor))
              .get(member.records("deal"))
              .jsonPath();
      seen += json.getList("items").size();
      cursor = json.getString("nextCursor");
      if (cursor == null) {
        break;
      }
    }
    assertThat(seen).isEqualTo(5);
  }

  @Test
  void the_last_administrator_stays_however_many_leave_at_once() throws Exception {
    var first = admin.person().caller();
    var second = crm.member(admin).person().caller();
    var administrator = new MembershipRequest(true, true, List.of(), Set.of(), null);
    ServiceCalls.await(() -> changes.place(first, second.memberId(), administrator));
    var gone = new MembershipRequest(true, false, List.of(), Set.of(), null);
    Callable<Boolean> one = () -> done(() -> changes.place(first, second.memberId(), gone));
    Callable<Boolean> other = () -> done(() -> changes.place(second, first.memberId(), gone));
    try (var pool = Executors.newFixedThreadPool(2)) {
      var results = pool.invokeAll(List.of(one, other));
      assertThat(results.stream().filter(result -> get(result)).count()).isEqualTo(1);
    }
    assertThat(first.organization().now().administrators()).isEqualTo(1);
  }

  private static boolean done(java.util.function.Supplier<io.smallrye.mutiny.Uni<Void>> command) {
    try {
      ServiceCalls.await(command);
      return true;
    } catch (Refusal _) {
      return false;
    }
  }

  private static boolean get(java.util.concurrent.Future<Boolean> result) {
    try {
      return result.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void of_those_who_try_one_invitation_at_once_one_gets_in() throws Exception {
    var link =
        ServiceCalls.await(
            () ->
                links.invite(
                    admin.person().caller(), new OneTimeLinks.Invited(null, false, null, null)));
    try (var pool = Executors.newFixedThreadPool(6)) {
      var tries =
          java.util.stream.IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      (Callable<Boolean>)
                          () ->
                              done(
                                  () ->
                                      oneTimeLinkRedemption
                                          .join(
                                              link.secret(),
                                              "join" + i + UUID.randomUUID(),
                                              "N",
                                              "a long password",
                                              Locale.ENGLISH)
                                          .replaceWithVoid()))
              .toList();
      var results = pool.invokeAll(tries);
      assertThat(results.stream().filter(result -> get(result)).count()).isEqualTo(1);
    }
  }

  @Test
  void a_password_link_works_once_and_ends_with_whoever_made_it() {
    var caller = admin.person().caller();
    var target = member.person().caller().memberId();
    var older = ServiceCalls.await(() -> links.resetPassword(caller, target));
    var newer = ServiceCalls.await(() -> links.resetPassword(caller, target));
    ServiceCalls.await(
        () -> oneTimeLinkRedemption.choosePassword(newer.secret(), "a new long password"));
    for (var link : List.of(older, newer)) {
      assertThatThrownBy(
              () ->
                  ServiceCalls.await(
                      () ->
                          oneTimeLinkRedemption.choosePassword(
                              link.secret(), "another long password")))
          .isInstanceOf(Refusal.class);
    }
    var second = crm.member(admin).person().caller();
    ServiceCalls.await(
        () ->
            changes.place(
                caller,
                second.memberId(),
                new MembershipRequest(true, true, List.of(), Set.of(), null)));
    var invitation =
        ServiceCalls.await(
            () -> links.invite(second, new OneTimeLinks.Invited(null, true, null, null)));
    ServiceCalls.await(
        () ->
            changes.place(
                caller,
                second.memberId(),
                new MembershipRequest(false, true, List.of(), Set.of(), null)));
    assertThatThrownBy(
            () ->
                ServiceCalls.await(
                    () ->
                        oneTimeLinkRedemption.join(
                            invitation.secret(),
                            "x" + UUID.randomUUID(),
                            "X",
                            "a long password",
                            Locale.ENGLISH)))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void sql_through_sort_keys_fields_and_identifiers_is_refused() {
    for (var nasty : List.of("name; DROP TABLE x", "name\" DESC --", "t.id", "(SELECT 1)")) {
      admin.as().queryParam("sort", nasty).get(admin.records("deal")).then().statusCode(400);
      admin.as().queryParam("fields", nasty).get(admin.records("deal")).then().statusCode(400);
      admin
          .as()
          .body(
              "{\"groupBy\": [\""
                  + nasty.replace("\"", "\\\"")
                  + "\"], \"measures\": [{\"aggregate\": \"count\"}]}")
          .post(admin.records("deal") + ":aggregate")
          .then()
          .statusCode(400);
    }
    admin
        .as()
        .body("{\"sets\": []}")
        .put("/api/v1/apps/crm/permissions/x%22y")
        .then()
        .statusCode(404);
  }

  @Test
  void json_bombs_are_refused_in_time() {
    var deep = "{\"name\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    admin.create("deal", deep).statusCode(400);
    admin.create("deal", "{\"amount\": 1E300000000}").statusCode(422);
    admin.create("deal", "{\"amount\": " + "9".repeat(5_000) + "}").statusCode(400);
  }

  @Test
  @Timeout(60)
  void a_regular_expression_cannot_hold_the_server() {
    var evil =
        form(
            "evil",
            "",
            field("text", "name", ""),
            field("computed", "hit", "\"expression\": \"REGEXMATCH(name, \\\"^(a+)+$\\\")\""));
    admin
        .as()
        .body(evil)
        .put("/api/v1/apps/crm/definitions/form/evil/draft")
        .then()
        .statusCode(204);
    admin.as().post("/api/v1/apps/crm/definitions/form/evil/publish").then().statusCode(200);
    admin.create("evil", "{\"name\": \"aaa\"}").statusCode(201).body("hit", equalTo(true));
    // Tried letter by letter in every way, it would take years.
    admin
        .create("evil", "{\"name\": \"" + "a".repeat(60) + "!\"}")
        .statusCode(201)
        .body("hit", equalTo(false));
  }

  @Test
  void a_form_whose_title_leads_back_to_itself_is_read_all_the_same() {
    var tree =
        form(
            "node",
            "\"recordTitle\": \"above & \\\"/\\\" & name\"",
            field("text", "name", ""),
            field("lookup", "above", "\"form\": \"node\""));
    admin
        .as()
        .body(tree)
        .put("/api/v1/apps/crm/definitions/form/node/draft")
        .then()
        .statusCode(204);
    admin.as().post("/api/v1/apps/crm/definitions/form/node/publish").then().statusCode(200);
    var root = member.made("node", "{\"name\": \"root\"}");
    member
        .create("node", "{\"name\": \"leaf\", \"above\": \"" + root + "\"}")
        .statusCode(201)
        .body("record_title", equalTo("/root/leaf"));
  }

  @Test
  void an_import_brings_in_no_more_than_its_user_may() throws Exception {
    permit(
        admin,
        "deal",
        "\"actions\": [\"create\", \"read\", \"import\"], \"rows\": \"owner = ME()\"");
    permit(admin, "client");
    admin.made("client", "{\"name\": \"Secret Corp\"}");
    var other = admin.person().login();
    var csv =
        "name,owner,client\nmine,%s,\nforeign,%s,\nguess,,Secret Corp\n"
            .formatted(member.person().login(), other);
    String id =
        member
            .as()
            .contentType("multipart/form-data")
            .multiPart(
                "file",
                "deals.csv",
                csv.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "text/csv")
            .post(member.records("deal") + ":import")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    Eventually.holds(
        () ->
            !member
                .as()
                .get("/api/v1/apps/crm/imports/" + id)
                .jsonPath()
                .getString("state")
                .equals("running"));
    member
        .as()
        .get("/api/v1/apps/crm/imports/" + id)
        .then()
        .body("created", equalTo(1))
        .body("failed", equalTo(2));
    var stranger = crm.member(admin);
    stranger.as().get("/api/v1/apps/crm/imports/" + id).then().statusCode(404);
  }
}
