package dev.formwork.ui.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One deal carried by hand from lead to paid invoice, and the limits it meets on the way. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class LeadToCashApiTest {

  @Inject TestMembers people;

  private TestMembers.Person admin;
  private String account;
  private String product;
  private String otherProduct;

  @BeforeEach
  void a_workspace_with_the_pack() {
    admin = people.administrator();
    post("/api/v1/packs/ltc:install", "").statusCode(200);
    account = made("account", "{\"name\": \"Northwind\", \"credit_limit\": 10000}");
    product = made("product", "{\"name\": \"Sensor\", \"code\": \"S-1\", \"sales_price\": 100}");
    otherProduct =
        made("product", "{\"name\": \"Gateway\", \"code\": \"G-1\", \"sales_price\": 250}");
  }

  private ValidatableResponse post(String path, String body) {
    return given()
        .header("Authorization", "Bearer " + admin.token())
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then();
  }

  private static String records(String form) {
    return "/api/v1/apps/ltc/forms/" + form + "/records";
  }

  private ValidatableResponse create(String form, String body) {
    return post(records(form), body);
  }

  private String made(String form, String body) {
    return create(form, body).statusCode(201).extract().path("id");
  }

  private ValidatableResponse patch(String form, String id, String body) {
    return given()
        .header("Authorization", "Bearer " + admin.token())
        .contentType(ContentType.JSON)
        .body(body)
        .patch(records(form) + "/" + id)
        .then();
  }

  private ValidatableResponse get(String form, String id) {
    return given()
        .header("Authorization", "Bearer " + admin.token())
        .get(records(form) + "/" + id)
        .then()
        .statusCode(200);
  }

  private String line(String of, int quantity) {
    return "{\"product\": \"%s\", \"quantity\": %d}".formatted(of, quantity);
  }

  private String order(String lines) {
    var order = made("order", "{\"account\": \"%s\", \"lines\": [%s]}".formatted(account, lines));
    patch("order", order, "{\"phase\": \"confirmed\"}").statusCode(200);
    return order;
  }

  private String invoice(String order, String lines) {
    var invoice =
        made(
            "invoice",
            "{\"order\": \"%s\", \"account\": \"%s\", \"lines\": [%s]}"
                .formatted(order, account, lines));
    patch("invoice", invoice, "{\"status\": \"issued\"}").statusCode(200);
    return invoice;
  }

  @Test
  void a_lead_becomes_a_paid_invoice() {
    var lead =
        made(
            "lead",
            "{\"name\": \"Ann\", \"company\": \"Northwind\", \"mobile\": \"13800000000\", \"authority\": \"decider\", \"timeline\": \"m1\", \"budget\": 12000}");
    get("lead", lead).body("fit_score", equalTo(90)).body("quality", equalTo("a"));
    var deal =
        made(
            "opportunity",
            "{\"name\": \"Sensors\", \"account\": \"%s\", \"stage\": \"proposal\", \"amount\": 1000}"
                .formatted(account));
    patch(
            "lead",
            lead,
            "{\"status\": \"converted\", \"account\": \"%s\", \"opportunity\": \"%s\"}"
                .formatted(account, deal))
        .statusCode(200);
    get("opportunity", deal).body("lead_count", equalTo(1)).body("weighted", equalTo(500));
    var quote =
        create(
                "quote",
                "{\"opportunity\": \"%s\", \"status\": \"approved\", \"lines\": [%s]}"
                    .formatted(deal, line(product, 10)))
            .statusCode(201)
            .body("account.title", equalTo("Northwind"))
            .body("lines[0].price", equalTo(100))
            .body("grand_total", equalTo(1000))
            .extract()
            .<String>path("id");
    patch("quote", quote, "{\"status\": \"sent\"}").statusCode(200);
    var contract =
        made(
            "contract",
            "{\"name\": \"Sensors\", \"quote\": \"%s\", \"status\": \"approved\", \"lines\": [%s], \"payment_plan\": [{\"milestone\": \"sign\", \"amount\": 400}, {\"milestone\": \"ship\", \"amount\": 600}]}"
                .formatted(quote, line(product, 10)));
    patch("contract", contract, "{\"status\": \"signed\", \"sign_date\": \"2026-11-24\"}")
        .statusCode(200)
        .body("account.title", equalTo("Northwind"))
        .body("amount", equalTo(1000));
    var order =
        made(
            "order",
            "{\"account\": \"%s\", \"contract\": \"%s\", \"lines\": [%s]}"
                .formatted(account, contract, line(product, 10)));
    patch("order", order, "{\"phase\": \"confirmed\"}")
        .statusCode(200)
        .body("order_status", equalTo("to_deliver_and_bill"));
    get("account", account)
        .body("credit_exposure", equalTo(1000))
        .body("credit_left", equalTo(9000));
    get("contract", contract).body("ordered", equalTo(1000));
    var delivery =
        create(
                "delivery",
                "{\"order\": \"%s\", \"lines\": [%s]}".formatted(order, line(product, 10)))
            .statusCode(201)
            .body("account.title", equalTo("Northwind"))
            .extract()
            .<String>path("id");
    patch("delivery", delivery, "{\"status\": \"shipped\"}").statusCode(200);
    get("order", order)
        .body("lines[0].delivered", equalTo(10))
        .body("order_status", equalTo("to_bill"));
    var invoice = invoice(order, line(product, 10).replace("}", ", \"tax_rate\": 0.1}"));
    get("order", order).body("order_status", equalTo("completed"));
    get("account", account).body("open_orders", equalTo(0)).body("open_invoices", equalTo(1100));
    var receipt =
        made(
            "receipt",
            "{\"account\": \"%s\", \"amount\": 1100, \"bank_ref\": \"B-1\", \"allocations\": [{\"invoice\": \"%s\"}]}"
                .formatted(account, invoice));
    get("receipt", receipt).body("allocated", equalTo(1100));
    patch("receipt", receipt, "{\"status\": \"posted\"}").statusCode(200);
    get("invoice", invoice)
        .body("payment_status", equalTo("paid"))
        .body("outstanding", equalTo(0))
        .body("days_overdue", equalTo(0));
    get("account", account).body("credit_exposure", equalTo(0));
    get("contract", contract).body("received", equalTo(1100)).body("unreceived", equalTo(0));
    given()
        .header("Authorization", "Bearer " + admin.token())
        .get(records("invoice") + "/" + invoice + "/changes")
        .then()
        .body("items.action", hasItem("recompute"));
  }

  @Test
  void no_more_is_delivered_than_ordered() {
    var order = order(line(product, 5));
    var delivery =
        made("delivery", "{\"order\": \"%s\", \"lines\": [%s]}".formatted(order, line(product, 6)));
    patch("delivery", delivery, "{\"status\": \"shipped\"}")
        .statusCode(409)
        .body("errors[0].code", equalTo("invariant-broken"))
        .body("errors[0].message", containsString("more would be delivered than ordered"));
    get("delivery", delivery).body("status", equalTo("draft"));
    var other =
        made(
            "delivery",
            "{\"order\": \"%s\", \"lines\": [%s]}".formatted(order, line(otherProduct, 1)));
    patch("delivery", other, "{\"status\": \"shipped\"}")
        .statusCode(409)
        .body("errors[0].message", containsString("not ordered"));
  }

  @Test
  void no_more_is_invoiced_than_ordered() {
    var order = order(line(product, 5));
    var first = invoice(order, line(product, 4));
    var second =
        made(
            "invoice",
            "{\"order\": \"%s\", \"account\": \"%s\", \"lines\": [%s]}"
                .formatted(order, account, line(product, 2)));
    patch("invoice", second, "{\"status\": \"issued\"}")
        .statusCode(409)
        .body("errors.message", hasItem(containsString("more would be invoiced")));
    patch("invoice", first, "{\"status\": \"void\"}").statusCode(200);
    patch("invoice", second, "{\"status\": \"issued\"}").statusCode(200);
  }

  @Test
  void no_more_is_allocated_than_outstanding_or_received() {
    var order = order(line(product, 5));
    var invoice = invoice(order, line(product, 5).replace("}", ", \"tax_rate\": 0}"));
    create(
            "receipt",
            "{\"account\": \"%s\", \"amount\": 100, \"allocations\": [{\"invoice\": \"%s\", \"amount\": 200}]}"
                .formatted(account, invoice))
        .statusCode(422)
        .body("errors[0].path", equalTo("/allocations"));
    var first = receipt(300, invoice, 300);
    patch("receipt", first, "{\"status\": \"posted\"}").statusCode(200);
    var second = receipt(300, invoice, 300);
    patch("receipt", second, "{\"status\": \"posted\"}")
        .statusCode(409)
        .body("errors[0].message", containsString("more would be received than is invoiced"));
    patch("invoice", invoice, "{\"status\": \"void\"}")
        .statusCode(409)
        .body("errors[0].message", containsString("undo that first"));
  }

  private String receipt(int amount, String invoice, int allocated) {
    return made(
        "receipt",
        "{\"account\": \"%s\", \"amount\": %d, \"bank_ref\": \"B\", \"allocations\": [{\"invoice\": \"%s\", \"amount\": %d}]}"
            .formatted(account, amount, invoice, allocated));
  }

  @Test
  void orders_stay_within_the_credit_limit_unless_released() {
    order(line(product, 90));
    var second =
        made(
            "order",
            "{\"account\": \"%s\", \"lines\": [%s]}".formatted(account, line(product, 20)));
    patch("order", second, "{\"phase\": \"confirmed\"}")
        .statusCode(409)
        .body("errors[0].message", containsString("credit limit would be exceeded"))
        .body("errors[0].message", containsString("Northwind"));
    patch("account", account, "{\"credit_released\": true}").statusCode(200);
    patch("order", second, "{\"phase\": \"confirmed\"}").statusCode(200);
    get("account", account).body("credit_exposure", equalTo(11000));
  }

  @Test
  void the_payment_plan_adds_up_and_the_contract_is_not_over_ordered() {
    var approved =
        "{\"name\": \"Frame\", \"account\": \"%s\", \"status\": \"approved\", \"lines\": [%s], \"payment_plan\": [{\"milestone\": \"sign\", \"amount\": %s}]}";
    create("contract", approved.formatted(account, line(product, 10), 400))
        .statusCode(409)
        .body("errors[0].message", containsString("payment plan"));
    var contract = made("contract", approved.formatted(account, line(product, 10), 1000));
    patch("contract", contract, "{\"status\": \"signed\", \"sign_date\": \"2026-11-24\"}")
        .statusCode(200);
    create(
            "order",
            "{\"account\": \"%s\", \"contract\": \"%s\", \"lines\": [%s]}"
                .formatted(account, contract, line(product, 11)))
        .statusCode(409)
        .body("errors[0].message", containsString("more would be ordered"));
  }

  @Test
  void rules_speak_the_language_of_the_caller() {
    given()
        .header("Authorization", "Bearer " + admin.token())
        .header("Accept-Language", "zh")
        .contentType(ContentType.JSON)
        .body("{\"name\": \"无名\"}")
        .post(records("lead"))
        .then()
        .statusCode(422)
        .body("errors[0].message", is("手机、邮箱、电话至少填写一项。"))
        .body("errors[0].path", is("/mobile"));
  }

  @Test
  void an_order_is_delivered_and_invoiced_by_its_scripts() {
    var order = order(line(product, 10) + ", " + line(otherProduct, 2));
    var delivery = ran("deliver_rest", order, "delivery");
    get("delivery", delivery).body("lines.quantity", equalTo(java.util.List.of(10, 2)));
    patch("delivery", delivery, "{\"status\": \"shipped\"}").statusCode(200);
    var invoice = ran("invoice_delivered", order, "invoice");
    patch("invoice", invoice, "{\"status\": \"issued\"}").statusCode(200);
    get("order", order).body("order_status", equalTo("completed"));
    post("/api/v1/apps/ltc/scripts/deliver_rest:run", "{\"id\": \"" + order + "\"}")
        .statusCode(200)
        .body("result.message.en", equalTo("Everything is delivered."));
  }

  @Test
  void an_order_with_a_few_pieces_open_is_not_completed() {
    var order =
        order(
            "{\"product\": \"%s\", \"quantity\": 9996, \"price\": 0.1}, {\"product\": \"%s\", \"quantity\": 4, \"price\": 0.1}"
                .formatted(product, otherProduct));
    var delivery =
        made(
            "delivery",
            "{\"order\": \"%s\", \"lines\": [%s]}".formatted(order, line(product, 9996)));
    patch("delivery", delivery, "{\"status\": \"shipped\"}").statusCode(200);
    var invoice = ran("invoice_delivered", order, "invoice");
    patch("invoice", invoice, "{\"status\": \"issued\"}").statusCode(200);
    get("order", order)
        .body("order_status", equalTo("to_deliver_and_bill"))
        .body("delivered_share", equalTo(99.9f))
        .body("invoiced_share", equalTo(99.9f))
        .body("open_value", equalTo(0.4f));
  }

  @Test
  void parts_of_an_order_line_add_up_to_the_line() {
    var order =
        order(
            "{\"product\": \"%s\", \"quantity\": 3, \"price\": 33.33, \"discount\": 0.1}"
                .formatted(product));
    get("order", order).body("amount", equalTo(89.99f));
    for (var net : new float[] {30, 30, 29.99f}) {
      var delivery =
          made(
              "delivery",
              "{\"order\": \"%s\", \"lines\": [%s]}".formatted(order, line(product, 1)));
      patch("delivery", delivery, "{\"status\": \"shipped\"}").statusCode(200);
      var invoice = ran("invoice_delivered", order, "invoice");
      assertThat(get("invoice", invoice).extract().jsonPath().getFloat("net_amount"))
          .isEqualTo(net);
      patch("invoice", invoice, "{\"status\": \"issued\"}").statusCode(200);
    }
    get("order", order).body("order_status", equalTo("completed")).body("open_value", equalTo(0));
  }

  @Test
  void an_invoice_takes_the_tax_of_its_order() {
    var untaxed = order(line(product, 1));
    var taxed = order(line(product, 1).replace("}", ", \"tax_rate\": 0.06}"));
    for (var order : java.util.List.of(untaxed, taxed)) {
      var delivery = ran("deliver_rest", order, "delivery");
      patch("delivery", delivery, "{\"status\": \"shipped\"}").statusCode(200);
    }
    get("invoice", ran("invoice_delivered", untaxed, "invoice")).body("amount", equalTo(100));
    get("invoice", ran("invoice_delivered", taxed, "invoice")).body("amount", equalTo(106));
    get("invoice", invoice(untaxed, line(product, 1))).body("amount", equalTo(100));
  }

  @Test
  void the_tax_of_a_quote_goes_on_to_contract_order_and_invoice() {
    var deal = made("opportunity", "{\"name\": \"S\", \"account\": \"%s\"}".formatted(account));
    for (var rate : new String[] {"null", "0.06"}) {
      var quote =
          made(
              "quote",
              "{\"opportunity\": \"%s\", \"status\": \"approved\", \"lines\": [%s]}"
                  .formatted(deal, line(product, 1).replace("}", ", \"tax_rate\": " + rate + "}")));
      patch("quote", quote, "{\"status\": \"sent\"}").statusCode(200);
      var contract =
          made(
              "contract",
              "{\"name\": \"C\", \"quote\": \"%s\", \"status\": \"approved\", \"lines\": [%s]}"
                  .formatted(quote, line(product, 1)));
      patch("contract", contract, "{\"status\": \"signed\", \"sign_date\": \"2026-11-24\"}")
          .statusCode(200);
      var order =
          made(
              "order",
              "{\"account\": \"%s\", \"contract\": \"%s\", \"lines\": [%s]}"
                  .formatted(account, contract, line(product, 1)));
      patch("order", order, "{\"phase\": \"confirmed\"}").statusCode(200);
      get("invoice", invoice(order, line(product, 1)))
          .body("amount", equalTo(rate.equals("null") ? 100 : 106));
    }
  }

  private String ran(String script, String order, String makes) {
    return post("/api/v1/apps/ltc/scripts/" + script + ":run", "{\"id\": \"" + order + "\"}")
        .statusCode(200)
        .body("result.open.form", equalTo(makes))
        .extract()
        .path("result.open.id");
  }

  @Test
  void a_draft_is_neither_sent_nor_signed_by_hand() {
    var deal =
        made(
            "opportunity",
            "{\"name\": \"Sensors\", \"account\": \"%s\", \"amount\": 1000}".formatted(account));
    var quote =
        made(
            "quote",
            "{\"opportunity\": \"%s\", \"lines\": [%s]}".formatted(deal, line(product, 1)));
    for (var status : new String[] {"sent", "approved", "accepted"}) {
      patch("quote", quote, "{\"status\": \"" + status + "\"}")
          .statusCode(422)
          .body("errors[0].code", equalTo("record-stage-of-flow"));
    }
    var contract =
        made(
            "contract",
            "{\"name\": \"C\", \"account\": \"%s\", \"lines\": [%s]}"
                .formatted(account, line(product, 1)));
    patch("contract", contract, "{\"status\": \"signed\", \"sign_date\": \"2026-11-24\"}")
        .statusCode(422)
        .body("errors[0].code", equalTo("record-move-of-flow"));
  }
}
