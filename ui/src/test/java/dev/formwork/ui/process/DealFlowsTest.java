package dev.formwork.ui.process;

import static dev.formwork.ui.process.Firm.becomes;
import static dev.formwork.ui.process.Firm.isTold;
import static dev.formwork.ui.process.Firm.read;
import static dev.formwork.ui.process.Firm.submit;
import static dev.formwork.ui.process.Office.does;
import static dev.formwork.ui.process.Office.todo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The pack's flows of quotes, contracts and orders: who decides, and what becomes of a no. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class DealFlowsTest {

  private static final String AGREED = "{\"comment\": \"As agreed\"}";

  @Inject Firm firm;
  @Inject Office office;

  private RestRecords admin;
  private RestRecords manager;
  private RestRecords rep;

  @BeforeEach
  void a_firm() {
    admin = firm.open();
    manager = firm.hire(admin, "sales_manager");
    rep = firm.hire(admin, manager, "sales");
  }

  @AfterEach
  void the_flows_ran(TestInfo test) throws Exception {
    firm.ranWhatItSays(admin, test);
  }

  private String account(String more) {
    return admin.made(
        "account",
        "{\"name\": \"N %s\", \"owner\": \"%s\"%s}"
            .formatted(UUID.randomUUID(), Office.id(rep), more));
  }

  private String product(int cost) {
    return admin.made(
        "product",
        "{\"name\": \"P %s\", \"sales_price\": 100, \"cost\": %d}"
            .formatted(UUID.randomUUID(), cost));
  }

  private String quote(double discount, String more) {
    var account = account("");
    var deal = rep.made("opportunity", "{\"name\": \"S\", \"account\": \"" + account + "\"}");
    return rep.made(
        "quote",
        """
        {"opportunity": "%s", "account": "%s", "lines": [{"product": "%s", "quantity": 10, "discount": %s}]%s}"""
            .formatted(deal, account, product(20), discount, more));
  }

  private String contract(int quantity, String more) {
    return rep.made(
        "contract",
        """
        {"name": "Gauges", "account": "%s", "lines": [{"product": "%s", "quantity": %d}]%s}"""
            .formatted(account(""), product(20), quantity, more));
  }

  private String order(String account, int quantity) {
    return rep.made(
        "order",
        "{\"account\": \"%s\", \"lines\": [{\"product\": \"%s\", \"quantity\": %d}]}"
            .formatted(account, product(20), quantity));
  }

  @Test
  @Runs("quote_approval")
  void a_discount_over_20_percent_also_asks_the_general_manager_and_finance_at_once()
      throws Exception {
    var director = firm.hire(admin, "sales_director");
    var top = firm.hire(admin, "general_manager");
    var finance = firm.hire(admin, "finance");
    var quote = quote(0.25, "");
    submit(rep, "quote", quote);
    does(manager, "approve");
    does(director, "approve", AGREED);
    Eventually.holds(() -> !todo(finance).isEmpty() && !todo(top).isEmpty());
    does(finance, "approve");
    assertThat(read(rep, "quote", quote).getString("status")).isEqualTo("approval");
    does(top, "approve", AGREED);
    becomes(rep, "quote", quote, "status", "approved");
    isTold(rep, quote, "tell");
  }

  @Test
  @Runs("quote_approval")
  void terms_of_ones_own_ask_legal_and_finance_even_without_a_discount() throws Exception {
    var legal = firm.hire(admin, "legal");
    var finance = firm.hire(admin, "finance");
    var quote = quote(0, ", \"nonstandard_terms\": true");
    submit(rep, "quote", quote);
    Eventually.holds(() -> !todo(finance).isEmpty() && !todo(legal).isEmpty());
    assertThat(todo(manager)).isEmpty();
    does(legal, "approve", AGREED);
    does(finance, "approve");
    becomes(rep, "quote", quote, "status", "approved");
  }

  @Test
  @Runs({"quote_approval", "quote_withdrawn"})
  void a_quote_that_was_withdrawn_or_ended_is_a_draft_again() throws Exception {
    var quote = quote(0.08, "");
    submit(rep, "quote", quote);
    Eventually.holds(() -> !todo(manager).isEmpty());
    act(rep, quote, "withdraw", 200);
    becomes(rep, "quote", quote, "status", "draft");
    assertThat(todo(manager)).isEmpty();
    Firm.ends(rep, "quote", quote, "quote_withdrawn", "done");

    submit(rep, "quote", quote);
    Eventually.holds(() -> !todo(manager).isEmpty());
    act(admin, quote, "terminate", 204);
    becomes(rep, "quote", quote, "status", "draft");
  }

  private void act(RestRecords by, String quote, String action, int status) {
    by.as()
        .body("{\"comment\": \"Not yet\"}")
        .post("/api/v1/instances/%s:%s".formatted(approval(quote), action))
        .then()
        .statusCode(status);
  }

  private String approval(String quote) {
    return Firm.run(rep, "quote", quote, "quote_approval");
  }

  @Test
  @Runs("quote_approval")
  void an_approval_that_lies_for_two_working_days_goes_up_and_may_still_be_given()
      throws Exception {
    var top = firm.hire(admin, "general_manager");
    var quote = quote(0.08, "");
    submit(rep, "quote", quote);
    Eventually.holds(() -> !todo(manager).isEmpty());
    office.timePasses(admin, "30 days");
    Eventually.holds(() -> firm.notices(manager).contains("reminded"));
    Eventually.holds(() -> firm.notices(top).contains("escalated"));
    does(manager, "approve");
    becomes(rep, "quote", quote, "status", "approved");
  }

  @Test
  @Runs("contract_approval")
  void a_contract_from_20000_is_with_legal_and_finance_side_by_side() throws Exception {
    var legal = firm.hire(admin, "legal");
    var finance = firm.hire(admin, "finance");
    var contract = contract(200, "");
    submit(rep, "contract", contract);
    does(manager, "approve");
    Eventually.holds(() -> !todo(finance).isEmpty() && !todo(legal).isEmpty());
    does(finance, "approve", "{\"fields\": {\"note\": \"30 days net\"}}");
    assertThat(read(rep, "contract", contract).getString("status")).isEqualTo("approval");
    does(legal, "approve", AGREED);
    becomes(rep, "contract", contract, "status", "approved");
    assertThat(read(rep, "contract", contract).getString("note")).isEqualTo("30 days net");
  }

  @Test
  @Runs("contract_approval")
  void a_contract_with_a_high_risk_is_signed_by_the_general_manager() throws Exception {
    var legal = firm.hire(admin, "legal");
    var top = firm.hire(admin, "general_manager");
    var risk = ", \"deviations\": [{\"clause\": \"Liability\", \"risk\": \"high\"}]";
    var contract = contract(10, risk);
    submit(rep, "contract", contract);
    does(manager, "approve");
    does(legal, "approve", AGREED);
    var task = Office.task(top);
    Office.act(top, task, "approve", AGREED).statusCode(422);
    Office.act(
            top,
            task,
            "approve",
            "{\"comment\": \"Agreed\", \"signature\": \"data:image/png;base64,iVBORw0KGgo=\"}")
        .statusCode(200);
    becomes(rep, "contract", contract, "status", "approved");
  }

  @Test
  @Runs({"contract_approval", "contract_not_approved"})
  void a_contract_that_was_rejected_or_taken_back_is_a_draft_again() throws Exception {
    var contract = contract(10, "");
    submit(rep, "contract", contract);
    does(manager, "reject", "{\"comment\": \"Too long\"}");
    becomes(rep, "contract", contract, "status", "draft");
    Firm.ends(rep, "contract", contract, "contract_not_approved", "done");

    submit(rep, "contract", contract);
    Eventually.holds(() -> !todo(manager).isEmpty());
    rep.as()
        .body("{}")
        .post(
            "/api/v1/instances/%s:withdraw"
                .formatted(Firm.run(rep, "contract", contract, "contract_approval")))
        .then()
        .statusCode(200);
    becomes(rep, "contract", contract, "status", "draft");
    assertThat(todo(manager)).isEmpty();
  }

  @Test
  @Runs({"order_credit", "order_credit_refused"})
  void an_order_whose_credit_is_refused_stays_a_draft_and_its_owner_is_told() throws Exception {
    var controller = firm.hire(admin, "credit_controller");
    var account = account(", \"credit_limit\": 500");
    var order = order(account, 9);
    submit(rep, "order", order);
    does(controller, "reject", "{\"comment\": \"They owe too much\"}");
    becomes(rep, "order", order, "credit_check", "refused");
    assertThat(read(rep, "order", order).getString("phase")).isEqualTo("draft");
    assertThat(read(rep, "account", account).<Object>get("credit_released")).isNotEqualTo(true);
    isTold(rep, order, "tell");
  }

  @Test
  @Runs({"order_credit", "credit_release_ends"})
  void a_release_of_credit_ends_in_the_night_after_the_account_is_within_its_limit()
      throws Exception {
    var controller = firm.hire(admin, "credit_controller");
    var account = account(", \"credit_limit\": 500");
    var order = order(account, 9);
    submit(rep, "order", order);
    does(controller, "approve", AGREED);
    becomes(rep, "order", order, "phase", "confirmed");
    firm.nightPasses(admin, "credit_release_ends");
    assertThat(read(rep, "account", account).getBoolean("credit_released")).isTrue();
    rep.patch("order", order, "{\"phase\": \"cancelled\"}").statusCode(200);
    firm.nightPasses(admin, "credit_release_ends");
    becomes(rep, "account", account, "credit_released", false);
  }
}
