package dev.formwork.ui.process;

import static dev.formwork.ui.process.Firm.becomes;
import static dev.formwork.ui.process.Firm.read;
import static dev.formwork.ui.process.Firm.submit;
import static dev.formwork.ui.process.Office.does;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parts of a deal add up to the whole, in any currency, and its statuses go by what is open. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class DealAmountsTest {

  @Inject Firm firm;

  private RestRecords admin;
  private RestRecords manager;
  private String account;

  @BeforeEach
  void a_firm() {
    admin = firm.open();
    manager = firm.hire(admin, "sales_manager");
    account = admin.made("account", "{\"name\": \"Northwind\"}");
  }

  private String product() {
    return admin.made(
        "product", "{\"name\": \"P %s\", \"sales_price\": 1}".formatted(UUID.randomUUID()));
  }

  private String order(String lines) {
    var order =
        admin.made("order", "{\"account\": \"%s\", \"lines\": [%s]}".formatted(account, lines));
    admin.patch("order", order, "{\"phase\": \"confirmed\"}").statusCode(200);
    return order;
  }

  private static String line(String product, String quantity, String more) {
    return "{\"product\": \"%s\", \"quantity\": %s%s}".formatted(product, quantity, more);
  }

  private void deliver(String order, String product, String quantity) {
    var delivery =
        admin.made(
            "delivery",
            "{\"order\": \"%s\", \"lines\": [%s]}".formatted(order, line(product, quantity, "")));
    admin.patch("delivery", delivery, "{\"status\": \"shipped\"}").statusCode(200);
  }

  private String invoiceDelivered(String order) {
    return admin
        .as()
        .body("{\"id\": \"" + order + "\"}")
        .post("/api/v1/apps/ltc/scripts/invoice_delivered:run")
        .then()
        .statusCode(200)
        .extract()
        .path("result.open.id");
  }

  private BigDecimal amount(String form, String id, String field) {
    return new BigDecimal(String.valueOf(read(admin, form, id).<Object>get(field)))
        .stripTrailingZeros();
  }

  private static BigDecimal of(String number) {
    return new BigDecimal(number).stripTrailingZeros();
  }

  /** Delivers and invoices an order of one line in parts; what each invoice came to. */
  private String parts(String line, String... quantities) {
    var product = product();
    var order = order(line(product, line, ""));
    var parts = new ArrayList<BigDecimal>();
    for (var quantity : quantities) {
      assertThat(read(admin, "order", order).getString("order_status")).isNotEqualTo("completed");
      deliver(order, product, quantity);
      var invoice = invoiceDelivered(order);
      admin.patch("invoice", invoice, "{\"status\": \"issued\"}").statusCode(200);
      parts.add(amount("invoice", invoice, "net_amount"));
    }
    assertThat(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(amount("order", order, "amount"));
    admin
        .get("order", order)
        .body("order_status", equalTo("completed"))
        .body("delivery_status", equalTo("delivered"))
        .body("open_value", equalTo(0));
    return parts.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(" "));
  }

  private static String priced(String quantity, String price, String discount) {
    return quantity + ", \"price\": " + price + ", \"discount\": " + discount;
  }

  @Test
  void parts_add_up_to_the_line_to_the_cent() {
    assertThat(parts(priced("3", "33.33", "0.1"), "1", "1", "1")).isEqualTo("30 30 29.99");
    assertThat(parts(priced("3", "33.33", "0.1"), "2", "1")).isEqualTo("59.99 30");
    assertThat(parts(priced("3", "33.33", "0.1"), "1.5", "1.5")).isEqualTo("45 44.99");
    assertThat(parts(priced("3", "33.33", "null"), "1", "2")).isEqualTo("33.33 66.66");
    assertThat(parts(priced("7", "14.29", "0.15"), "1", "1", "1", "1", "1", "1", "1"))
        .isEqualTo("12.15 12.15 12.15 12.15 12.15 12.15 12.13");
    assertThat(parts(priced("3", "0.01", "0.5"), "1", "1", "1")).isEqualTo("0.01 0.01 0");
    assertThat(parts(priced("3", "0.0033", "null"), "1", "1", "1")).isEqualTo("0 0 0.01");
    assertThat(parts(priced("0.3", "33.33", "0.1"), "0.1", "0.1", "0.1")).isEqualTo("3 3 3");
    assertThat(parts(priced("2", "10", "1"), "1", "1")).isEqualTo("0 0");
    assertThat(parts(priced("10000", "0.3333", "null"), "3333", "3333", "3334"))
        .isEqualTo("1110.89 1110.89 1111.22");
  }

  @Test
  void parts_have_the_digits_of_their_currency() {
    currency("JPY");
    assertThat(parts(priced("3", "33.33", "0.1"), "1", "1", "1")).isEqualTo("30 30 30");
    assertThat(parts(priced("3", "33.49", "null"), "1", "1", "1")).isEqualTo("33 33 34");
    assertThat(parts(priced("1", "99.495", "null"), "1")).isEqualTo("99");
    contractIsOrdered("1", "1005", "3", "33.5");
    currency("KWD");
    assertThat(parts(priced("3", "33.333", "0.1"), "1", "1", "1")).isEqualTo("30 30 29.999");
    assertThat(parts(priced("1", "0.3335", "null"), "1")).isEqualTo("0.334");
    contractIsOrdered("7", "1.4285", "3", "0.3335");
  }

  private void currency(String code) {
    for (var form : List.of("quote", "contract", "order", "invoice", "receipt", "account")) {
      var at = "/api/v1/apps/ltc/definitions/form/" + form;
      var json = admin.as().get(at + "/draft").then().statusCode(200).extract().asString();
      var changed =
          json.replaceAll("\"currency\"\\s*:\\s*\"...\"", "\"currency\":\"" + code + "\"");
      admin.as().body(changed).put(at + "/draft").then().statusCode(204);
      admin.as().body("{}").post(at + "/publish?acceptLoss=true").then().statusCode(200);
    }
  }

  /** A contract of two prices for one product, signed. */
  private void contractIsOrdered(
      String quantity, String price, String otherQuantity, String otherPrice) {
    var contract = contract(quantity, price, otherQuantity, otherPrice);
    var made = amount("contract", contract, "amount");
    Eventually.holds(() -> amount("contract", contract, "ordered").signum() > 0);
    assertThat(amount("contract", contract, "ordered")).isEqualByComparingTo(made);
    assertThat(amount("contract", contract, "planned")).isEqualByComparingTo(made);
  }

  private String contract(String quantity, String price, String otherQuantity, String otherPrice) {
    var product = product();
    var contract =
        admin.made(
            "contract",
            "{\"name\": \"C\", \"account\": \"%s\", \"lines\": [%s, %s]}"
                .formatted(
                    account,
                    line(product, quantity, ", \"price\": " + price),
                    line(product, otherQuantity, ", \"price\": " + otherPrice)));
    submit(admin, "contract", contract);
    does(manager, "approve");
    becomes(admin, "contract", contract, "status", "approved");
    admin
        .patch("contract", contract, "{\"lines\": []}")
        .statusCode(422)
        .body("errors[0].path", equalTo("/lines"));
    admin
        .patch("contract", contract, "{\"status\": \"signed\", \"sign_date\": \"2026-11-24\"}")
        .statusCode(200);
    return contract;
  }

  @Test
  void an_order_is_worth_its_contract_to_the_cent() {
    contractIsOrdered("7000", "1.01", "3333", "0.97");
    contractIsOrdered("3", "33.3333", "1", "0.01");
    contractIsOrdered("0.03", "0.3333", "100000", "0.0049");
  }

  @Test
  void what_was_agreed_counts_no_more_once_quantity_or_price_changes() {
    var product = product();
    var order =
        order(
            line(
                product,
                "1000000",
                ", \"price\": 0.0001, \"agreed\": 100.01, \"agreed_quantity\": 1000000"));
    admin.get("order", order).body("amount", equalTo(100.01f));
    for (var change :
        List.of(
            "1400000, \"price\": 0.0001 = 140",
            "1000000, \"price\": 0.0002 = 200",
            "1000000, \"price\": 0.0001, \"discount\": 0.5 = 50")) {
      var parts = change.split(" = ");
      String row = read(admin, "order", order).getString("lines[0].id");
      admin
          .patch(
              "order",
              order,
              "{\"lines\": {\"change\": [{\"id\": \"%s\", \"quantity\": %s}]}}"
                  .formatted(row, parts[0]))
          .statusCode(200);
      assertThat(amount("order", order, "amount")).isEqualByComparingTo(of(parts[1]));
    }
  }

  @Test
  void an_order_with_a_few_pieces_open_is_partly_delivered() {
    var first = product();
    var other = product();
    var order =
        order(line(first, "9996", ", \"price\": 10") + ", " + line(other, "4", ", \"price\": 10"));
    deliver(order, first, "9996");
    admin.patch("invoice", invoiceDelivered(order), "{\"status\": \"issued\"}").statusCode(200);
    admin
        .get("order", order)
        .body("delivery_status", equalTo("part_delivered"))
        .body("order_status", equalTo("to_deliver_and_bill"))
        .body("delivered_share", equalTo(99.9f))
        .body("open_value", equalTo(40));
    deliver(order, other, "3.99");
    admin.get("order", order).body("delivery_status", equalTo("part_delivered"));
    deliver(order, other, "0.01");
    admin
        .get("order", order)
        .body("delivery_status", equalTo("delivered"))
        .body("order_status", equalTo("to_bill"));
  }

  @Test
  void each_line_keeps_its_own_tax_and_a_line_by_hand_must_say_it() {
    var taxed = product();
    var free = product();
    var order =
        order(
            line(taxed, "1", ", \"price\": 100, \"tax_rate\": 0.13")
                + ", "
                + line(free, "1", ", \"price\": 50"));
    admin.get("order", order).body("tax_rate", nullValue());
    deliver(order, taxed, "1");
    deliver(order, free, "1");
    admin.get("invoice", invoiceDelivered(order)).body("amount", equalTo(163));
    var invoice = "{\"order\": \"%s\", \"account\": \"%s\", \"lines\": [%s]}";
    admin
        .create("invoice", invoice.formatted(order, account, line(free, "1", "")))
        .statusCode(422)
        .body("errors.path", hasItem("/lines/0/tax_rate"));
    admin.made("invoice", invoice.formatted(order, account, line(free, "1", ", \"tax_rate\": 0")));
  }

  @Test
  void an_invoice_of_a_contract_has_the_tax_of_the_contract() {
    for (var rate : List.of("null", "0", "0.06")) {
      var contract =
          admin.made(
              "contract",
              "{\"name\": \"C\", \"account\": \"%s\", \"lines\": [%s]}"
                  .formatted(
                      account, line(product(), "1", ", \"price\": 100, \"tax_rate\": " + rate)));
      var invoice =
          admin.made(
              "invoice",
              "{\"contract\": \"%s\", \"account\": \"%s\", \"lines\": [%s]}"
                  .formatted(contract, account, line(product(), "1", ", \"price\": 100")));
      assertThat(amount("invoice", invoice, "amount"))
          .isEqualByComparingTo(of(rate.equals("0.06") ? "106" : "100"));
    }
  }

  @Test
  void a_margin_is_of_the_lines_whose_cost_is_known() {
    var costly = admin.made("product", "{\"name\": \"A\", \"sales_price\": 100, \"cost\": 95}");
    var unknown = admin.made("product", "{\"name\": \"B\", \"sales_price\": 10000}");
    var deal = admin.made("opportunity", "{\"name\": \"S\", \"account\": \"" + account + "\"}");
    var quote =
        admin.made(
            "quote",
            "{\"opportunity\": \"%s\", \"lines\": [%s, %s]}"
                .formatted(deal, line(costly, "1", ""), line(unknown, "1", "")));
    admin.get("quote", quote).body("margin", equalTo(0.05f));
    submit(admin, "quote", quote);
    becomes(admin, "quote", quote, "status", "approval");
    Eventually.holds(() -> !Office.todo(manager).isEmpty());
    admin
        .patch("quote", quote, "{\"freight\": 5}")
        .statusCode(422)
        .body("errors[0].path", equalTo("/freight"));
  }
}
