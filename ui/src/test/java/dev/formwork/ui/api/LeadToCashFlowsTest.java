package dev.formwork.ui.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.process.Firm;
import dev.formwork.ui.process.Runs;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.task.TaskAction;
import dev.formwork.workflow.task.Tasks;
import dev.formwork.workflow.trigger.ManualStarts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The flows of the Lead-to-Cash pack at work, with the people they ask. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class LeadToCashFlowsTest {

  @Inject TestMembers people;
  @Inject OrganizationCommands organization;
  @Inject Tasks tasks;
  @Inject ManualStarts starts;
  @Inject Firm firm;

  private TestMembers.Person admin;

  @BeforeEach
  void a_workspace_with_the_pack() {
    admin = people.administrator();
    given()
        .header("Authorization", "Bearer " + admin.token())
        .post("/api/v1/packs/ltc:install")
        .then()
        .statusCode(200);
  }

  @AfterEach
  void the_flows_ran(TestInfo test) throws Exception {
    firm.ranWhatItSays(new RestRecords(admin, "ltc"), test);
  }

  private TestMembers.Person member(String role) {
    var person =
        people.in(
            admin.caller().workspace(), role + "-" + UUID.randomUUID(), Caller.Role.MEMBER, false);
    ServiceCalls.await(
        () ->
            organization.place(
                admin.caller(),
                person.caller().memberId(),
                new MembershipRequest(true, false, List.of(), Set.of(role), null)));
    return person;
  }

  private static String records(String form) {
    return "/api/v1/apps/ltc/forms/" + form + "/records";
  }

  private String made(String form, String body) {
    return given()
        .header("Authorization", "Bearer " + admin.token())
        .contentType(ContentType.JSON)
        .body(body)
        .post(records(form))
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void change(String form, String id, String body) {
    given()
        .header("Authorization", "Bearer " + admin.token())
        .contentType(ContentType.JSON)
        .body(body)
        .patch(records(form) + "/" + id)
        .then()
        .statusCode(200);
  }

  private void submit(TestMembers.Person by, String form, String id) {
    given()
        .header("Authorization", "Bearer " + by.token())
        .contentType(ContentType.JSON)
        .body("{}")
        .post(records(form) + "/" + id + ":submit")
        .then()
        .statusCode(200);
  }

  private JsonPath read(String form, String id) {
    return given()
        .header("Authorization", "Bearer " + admin.token())
        .get(records(form) + "/" + id)
        .jsonPath();
  }

  private void becomes(String form, String id, String field, Object value) throws Exception {
    try {
      Eventually.holds(() -> value.equals(read(form, id).get(field)));
    } catch (AssertionError e) {
      throw new AssertionError(read(form, id).prettify(), e);
    }
  }

  private UUID task(TestMembers.Person of) throws Exception {
    Eventually.holds(() -> !todo(of).isEmpty());
    return todo(of).getFirst().id();
  }

  private List<Tasks.Card> todo(TestMembers.Person of) {
    return ServiceCalls.await(() -> tasks.list(of.caller(), Tasks.Query.of(Tasks.Box.TODO)))
        .items();
  }

  private void acts(TestMembers.Person person, ActionKind kind) throws Exception {
    var task = task(person);
    ServiceCalls.await(() -> tasks.act(person.caller(), task, TaskAction.of(kind, "As agreed")));
  }

  private String account(String more) {
    return made("account", "{\"name\": \"Northwind " + UUID.randomUUID() + "\"" + more + "}");
  }

  private String quote(double discount) {
    var account = account("");
    var product =
        made(
            "product",
            "{\"name\": \"Sensor %s\", \"sales_price\": 100, \"cost\": 20}"
                .formatted(UUID.randomUUID()));
    var deal =
        made(
            "opportunity",
            "{\"name\": \"Sensors\", \"account\": \"%s\", \"amount\": 1000}".formatted(account));
    return made(
        "quote",
        "{\"opportunity\": \"%s\", \"account\": \"%s\", \"lines\": [{\"product\": \"%s\", \"quantity\": 10, \"discount\": %s}]}"
            .formatted(deal, account, product, discount));
  }

  @Test
  @Runs("quote_approval")
  void a_small_discount_goes_through_by_itself() throws Exception {
    var quote = quote(0.03);
    submit(admin, "quote", quote);
    becomes("quote", quote, "status", "approved");
  }

  @Test
  @Runs("quote_approval")
  void a_discount_of_fifteen_percent_is_approved_by_manager_and_director() throws Exception {
    var manager = member("sales_manager");
    var director = member("sales_director");
    var quote = quote(0.15);
    submit(admin, "quote", quote);
    becomes("quote", quote, "status", "approval");
    acts(manager, ActionKind.APPROVE);
    acts(director, ActionKind.APPROVE);
    becomes("quote", quote, "status", "approved");
  }

  @Test
  @Runs({"quote_approval", "quote_rejected"})
  void a_rejected_quote_is_rejected_and_may_be_sent_again() throws Exception {
    var manager = member("sales_manager");
    var quote = quote(0.08);
    submit(admin, "quote", quote);
    acts(manager, ActionKind.REJECT);
    becomes("quote", quote, "status", "rejected");
    submit(admin, "quote", quote);
    becomes("quote", quote, "status", "approval");
  }

  @Test
  @Runs({"contract_approval", "contract_order"})
  void a_signed_contract_becomes_an_order_with_its_lines_and_gets_a_payment_plan()
      throws Exception {
    var manager = member("sales_manager");
    var product =
        made(
            "product",
            "{\"name\": \"Gauge %s\", \"sales_price\": 33.33}".formatted(UUID.randomUUID()));
    var contract =
        made(
            "contract",
            "{\"name\": \"Gauges\", \"account\": \"%s\", \"lines\": [{\"product\": \"%s\", \"quantity\": 3}, {\"product\": \"%s\", \"quantity\": 2}]}"
                .formatted(account(""), product, product));
    submit(admin, "contract", contract);
    acts(manager, ActionKind.APPROVE);
    becomes("contract", contract, "status", "approved");
    change("contract", contract, "{\"status\": \"signed\", \"sign_date\": \"2026-11-24\"}");
    Eventually.holds(() -> isAbout(166.65, read("contract", contract), "ordered"));
    Eventually.holds(() -> isAbout(166.65, read("contract", contract), "planned"));
    assertThat(read("contract", contract).getList("payment_plan")).hasSize(3);
  }

  @Test
  @Runs({"contract_approval", "contract_order"})
  void an_order_is_worth_its_contract_to_the_cent() throws Exception {
    var manager = member("sales_manager");
    var product =
        made(
            "product",
            "{\"name\": \"Gauge %s\", \"sales_price\": 10}".formatted(UUID.randomUUID()));
    var contract =
        made(
            "contract",
            """
            {"name": "Gauges", "account": "%s", "lines": [
              {"product": "%s", "quantity": 7000, "price": 1.01}, {"product": "%s", "quantity": 3333, "price": 0.97}]}"""
                .formatted(account(""), product, product));
    submit(admin, "contract", contract);
    acts(manager, ActionKind.APPROVE);
    becomes("contract", contract, "status", "approved");
    change("contract", contract, "{\"status\": \"signed\", \"sign_date\": \"2026-11-24\"}");
    Eventually.holds(() -> isAbout(10_303.01, read("contract", contract), "ordered"));
  }

  private static boolean isAbout(double wanted, JsonPath json, String field) {
    return json.get(field) instanceof Number number
        && Math.abs(number.doubleValue() - wanted) < 0.001;
  }

  @Test
  @Runs("order_credit")
  void an_order_beyond_the_credit_limit_waits_for_its_release() throws Exception {
    var controller = member("credit_controller");
    var product =
        made(
            "product",
            "{\"name\": \"Pump %s\", \"sales_price\": 100}".formatted(UUID.randomUUID()));
    var account = account(", \"credit_limit\": 500");
    var small = order(account, product, 1);
    submit(admin, "order", small);
    becomes("order", small, "phase", "confirmed");
    assertThat(read("order", small).getString("credit_check")).isEqualTo("passed");
    var large = order(account, product, 9);
    submit(admin, "order", large);
    becomes("order", large, "credit_check", "waiting");
    acts(controller, ActionKind.APPROVE);
    becomes("order", large, "phase", "confirmed");
    assertThat(read("order", large).getString("credit_check")).isEqualTo("released");
    assertThat(read("account", account).getBoolean("credit_released")).isTrue();
  }

  private String order(String account, String product, int quantity) {
    return made(
        "order",
        "{\"account\": \"%s\", \"lines\": [{\"product\": \"%s\", \"quantity\": %d}]}"
            .formatted(account, product, quantity));
  }

  @Test
  @Runs({"lead_assignment", "lead_first_response"})
  void a_lead_without_owner_goes_to_lead_qualification_in_turn() throws Exception {
    var one = member("sdr");
    var other = member("sdr");
    var first = lead();
    becomes("lead", first, "status", "assigned");
    var second = lead();
    becomes("lead", second, "status", "assigned");
    assertThat(Set.of(owner(first), owner(second)))
        .containsExactlyInAnyOrder(
            one.caller().memberId().toString(), other.caller().memberId().toString());
    becomes("lead", first, "response_state", "due");
    Eventually.holds(() -> !todo(one).isEmpty() && !todo(other).isEmpty());
    change("lead", first, "{\"status\": \"contacting\"}");
    becomes("lead", first, "response_state", "fulfilled");
  }

  private String lead() {
    return made("lead", "{\"name\": \"Ann\", \"mobile\": \"13800000000\", \"owner\": null}");
  }

  private String owner(String lead) {
    var json = read("lead", lead);
    Object owner = json.get("owner");
    return owner instanceof java.util.Map<?, ?> map ? (String) map.get("id") : (String) owner;
  }

  @Test
  @Runs({"lead_assignment", "lead_claim"})
  void a_lead_in_the_pool_is_claimed_by_button_ten_times_a_day() throws Exception {
    var sales = member("sales");
    for (int i = 0; i < 10; i++) {
      var lead = lead();
      claim(sales, lead);
      becomes("lead", lead, "status", "assigned");
      assertThat(owner(lead)).isEqualTo(sales.caller().memberId().toString());
    }
    var eleventh = lead();
    claim(sales, eleventh);
    Eventually.holds(() -> isTold(sales, eleventh));
    becomes("lead", eleventh, "status", "new");
    assertThat(owner(eleventh)).isNull();
  }

  @Test
  @Runs({"lead_assignment", "lead_claim"})
  void of_many_who_claim_one_lead_at_once_one_gets_it_and_the_others_are_told() throws Exception {
    var crowd = IntStream.range(0, 5).mapToObj(_ -> member("sales")).toList();
    var lead = lead();
    var refused = ConcurrentHashMap.<TestMembers.Person>newKeySet();
    try (var threads = Executors.newFixedThreadPool(crowd.size())) {
      for (var one : crowd) {
        threads.submit(
            () -> {
              try {
                claim(one, lead);
              } catch (RuntimeException e) {
                refused.add(one);
              }
            });
      }
    }
    becomes("lead", lead, "status", "assigned");
    Eventually.holds(
        () ->
            crowd.stream().filter(one -> refused.contains(one) || isTold(one, lead)).count() == 4);
    var winner =
        crowd.stream()
            .filter(one -> !refused.contains(one) && !isTold(one, lead))
            .findFirst()
            .orElseThrow();
    assertThat(owner(lead)).isEqualTo(winner.caller().memberId().toString());
  }

  private boolean isTold(TestMembers.Person person, String lead) {
    return ServiceCalls.await(() -> tasks.list(person.caller(), Tasks.Query.of(Tasks.Box.COPIED)))
        .items()
        .stream()
        .anyMatch(card -> new RecordId(UUID.fromString(lead)).equals(card.record()));
  }

  private void claim(TestMembers.Person by, String lead) {
    ServiceCalls.await(
        () ->
            starts.start(
                by.caller(),
                new AppKey("ltc"),
                "lead_claim",
                new RecordId(UUID.fromString(lead)),
                null));
  }
}
