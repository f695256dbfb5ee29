package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One deal, from a visitor of the website to the paid invoice, carried by eight people at their own
 * browsers: four of them in Chinese, one on a phone. What one does, the next finds in their tasks.
 */
@InWorld
final class DealTest {

  private static final String CUSTOMER = "Northwind";

  private World world;
  private Colleague rep;
  private Colleague manager;
  private Colleague director;
  private Colleague legal;
  private Colleague finance;
  private Colleague desk;
  private Colleague credit;
  private Colleague accountant;

  @BeforeAll
  void a_firm_opens(World own) {
    world = own.installPack();
    world.record("product", Map.of("name", "Sensor", "sales_price", 100, "cost", 80));
    rep = world.hire("Maya Frank", "sales", "en-US", Screen.DESKTOP);
    manager = world.hire("王磊", "sales_manager", "zh-CN", Screen.PHONE);
    director = world.hire("Dana Cole", "sales_director", "en-US", Screen.DESKTOP);
    legal = world.hire("Lea Roth", "legal", "en-US", Screen.DESKTOP);
    finance = world.hire("陈芳", "finance", "zh-CN", Screen.DESKTOP);
    desk = world.hire("Otto Berg", "order_desk", "en-US", Screen.DESKTOP);
    credit = world.hire("李静", "credit_controller", "zh-CN", Screen.DESKTOP);
    accountant = world.hire("赵敏", "ar_accountant", "zh-CN", Screen.DESKTOP);
    world.reports(manager, rep);
  }

  @Test
  void a_lead_becomes_a_paid_invoice() {
    a_visitor_of_the_website_becomes_a_lead_that_sales_answers();
    the_lead_becomes_an_account_and_an_opportunity();
    a_discount_on_a_thin_margin_is_approved_by_manager_director_and_finance();
    the_contract_is_approved_by_legal_and_finance_side_by_side();
    the_signed_contract_becomes_an_order_with_a_payment_plan();
    the_order_is_beyond_the_credit_limit_and_released();
    what_is_delivered_is_invoiced_and_paid();
  }

  private String contactForm() {
    var fields = List.of("name", "company", "mobile", "authority", "timeline", "need");
    String address =
        world
            .asAdministrator()
            .body(Map.of("kind", "form", "settings", Map.of("fields", fields)))
            .post("/api/v1/apps/ltc/forms/lead/links")
            .then()
            .statusCode(201)
            .extract()
            .path("address");
    return address.substring(address.indexOf("/p/") + 1);
  }

  private void a_visitor_of_the_website_becomes_a_lead_that_sales_answers() {
    Page visitor = world.page(Screen.PHONE, "en-US");
    visitor.navigate(world.at(contactForm()));
    var ann = new Colleague(world.browsers(), visitor, "Ann Lee");
    ann.types("name", "Ann Lee").types("company", CUSTOMER).types("mobile", "13800000000");
    ann.picks("authority", "Decides").picks("timeline", "Within a month");
    ann.findsItInOrder("deal-visitor").at("#public-go").click();
    assertThat(ann.at("#public-go")).isHidden();

    rep.takes("Ann Lee · " + CUSTOMER, "First response").findsItInOrder("deal-first-response");
    rep.does("complete").hasNothingToDo();
    rep.opens("lead", "Ann Lee").standsAt("Assigned").reads("response_state", "In time");
    rep.readsTimeline("Maya Frank filled it in", "First response");
  }

  private void the_lead_becomes_an_account_and_an_opportunity() {
    rep.creates("account").types("name", CUSTOMER).saves();
    credit.opens("account", CUSTOMER).types("credit_limit", "20000").saves().waitsForWork();
    rep.creates("opportunity").types("name", "Sensors for the plant").picks("account", CUSTOMER);
    rep.types("amount", "35200").saves();
    rep.opens("lead", "Ann Lee").picks("status", "Converted").picks("account", CUSTOMER);
    rep.picks("opportunity", "Sensors for the plant").saves().standsAt("Converted");
  }

  private void a_discount_on_a_thin_margin_is_approved_by_manager_director_and_finance() {
    rep.creates("quote").picks("opportunity", "Sensors for the plant").reads("account", CUSTOMER);
    rep.addsRow("Sensor", "Quantity", "400", "Discount", "12");
    rep.saves().reads("grand_total", "$35,200.00").submits();
    rep.standsAt("In approval").seesItWaitFor(manager).findsItInOrder("deal-quote");
    assertThat(rep.at("input[aria-label='Quantity']")).hasAttribute("readonly", "");

    manager.takes("Q-", "销售经理").findsItInOrder("deal-quote-manager");
    manager.does("approve").hasNothingToDo();
    director.takes("Q-", "Sales director").does("approve", "Only for this plant.");
    finance.takes("Q-", "财务").findsItInOrder("deal-quote-finance").does("approve");

    rep.wasTold("Q-").opens("quote", "Q-").standsAt("Approved");
    rep.readsTimeline(
        "Maya Frank started it",
        "王磊 approved",
        "Dana Cole approved",
        "Only for this plant.",
        "陈芳 approved",
        "finished it");
    rep.moves("Sent").moves("Accepted");
    rep.opens("opportunity", CUSTOMER).moves("Negotiation");
  }

  private void the_contract_is_approved_by_legal_and_finance_side_by_side() {
    rep.creates("contract").types("name", "Sensors 2026").picks("quote", "Q-");
    rep.reads("account", CUSTOMER).addsRow("Sensor", "Quantity", "400", "Discount", "12").saves();
    rep.reads("amount", "$35,200.00").submits().seesItWaitFor(manager);
    manager.takes("Sensors 2026", "直属上级").does("approve");

    legal.takes("Sensors 2026", "Legal");
    finance.takes("Sensors 2026", "财务");
    rep.opens("contract", "Sensors 2026").standsAt("In approval").seesItWaitFor(legal, finance);
    finance.does("approve");
    legal.does("approve", "Our standard text.");
    rep.opens("contract", "Sensors 2026").standsAt("Approved").findsItInOrder("deal-contract");
  }

  private void the_signed_contract_becomes_an_order_with_a_payment_plan() {
    rep.picks("status", "Signed").dates("sign_date", today()).saves().standsAt("Signed");
    desk.wasTold("Sensors 2026");
    rep.opens("contract", "Sensors 2026");
    rep.reads("ordered", "$35,200.00").reads("planned", "$35,200.00");
    assertThat(rep.at("input[aria-label='Amount']")).hasCount(3);
    assertThat(rep.at("input[aria-label='Amount']").nth(0)).hasValue("10560");
    assertThat(rep.at("input[aria-label='Amount']").nth(1)).hasValue("21120");
    assertThat(rep.at("input[aria-label='Amount']").nth(2)).hasValue("3520");
    rep.opens("opportunity", CUSTOMER).reads("contracted", "$35,200.00");
    rep.moves("Won");
  }

  private void the_order_is_beyond_the_credit_limit_and_released() {
    desk.opens("order", "SO-").reads("amount", "$35,200.00").submits();
    desk.reads("credit_check", "Waiting for release").seesItWaitFor(credit);
    credit.takes("SO-", "信用放行").findsItInOrder("deal-credit");
    assertThat(credit.at("#act-approve")).hasText("放行");
    credit.does("approve", "客户按时付款");
    desk.opens("order", "SO-").standsAt("Confirmed").reads("credit_check", "Released");
    desk.reads("order_status", "To deliver and bill").findsItInOrder("deal-order");
  }

  private void what_is_delivered_is_invoiced_and_paid() {
    desk.runs("Deliver what is open").changesRow("Quantity", "401").saves();
    desk.mayNotMove("Shipped", "more would be delivered than ordered");
    desk.changesRow("Quantity", "400").saves().moves("Shipped").opens("order", "SO-");
    desk.reads("order_status", "To bill");

    accountant.opens("order", "SO-").runs("按发货开票").reads("amount", "$35,200.00");
    accountant.moves("已开具").findsItInOrder("deal-invoice");
    accountant.creates("receipt").picks("account", CUSTOMER).types("amount", "35200");
    accountant.types("bank_ref", "B-2026-1").addsRow("INV-").saves();
    accountant.reads("allocated", "$35,200.00").moves("已入账");

    accountant.opens("invoice", "INV-").reads("payment_status", "已收清");
    desk.opens("order", "SO-").reads("order_status", "Completed");
    rep.opens("account", CUSTOMER).reads("credit_exposure", "$0.00");
    rep.opens("opportunity", CUSTOMER).standsAt("Won");
    rep.opens("contract", "Sensors 2026").reads("received", "$35,200.00");
  }

  /** As a browser in American English writes it. */
  private static String today() {
    return LocalDate.now(ZoneId.systemDefault())
        .format(DateTimeFormatter.ofPattern("M/d/yyyy", Locale.US));
  }
}
