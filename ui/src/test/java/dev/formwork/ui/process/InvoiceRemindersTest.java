package dev.formwork.ui.process;

import static dev.formwork.ui.process.Firm.becomes;
import static dev.formwork.ui.process.Firm.isTold;
import static dev.formwork.ui.process.Firm.read;
import static dev.formwork.ui.process.Office.does;
import static dev.formwork.ui.process.Office.todo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMail;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The pack reminds of invoices a week before they are due, then, and 7, 15 and 30 days later. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class InvoiceRemindersTest {

  @Inject Firm firm;

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final String customer = "billing-" + UUID.randomUUID() + "@example.com";

  private RestRecords admin;
  private RestRecords accountant;
  private RestRecords controller;
  private String account;

  @BeforeEach
  void a_firm() {
    admin = firm.open();
    accountant = firm.hire(admin, "ar_accountant");
    controller = firm.hire(admin, "credit_controller");
    account = admin.made("account", "{\"name\": \"Northwind\"}");
  }

  @AfterEach
  void the_flows_ran(TestInfo test) throws Exception {
    firm.ranWhatItSays(admin, test);
  }

  /**
   * An invoice over 113, issued long ago.
   *
   * @param email empty: none
   */
  private String invoice(LocalDate due, String email) {
    var product =
        admin.made(
            "product", "{\"name\": \"P %s\", \"sales_price\": 100}".formatted(UUID.randomUUID()));
    return admin.made(
        "invoice",
        """
        {"account": "%s", "status": "issued", "issue_date": "%s", "due_date": "%s", "billing_email": "%s",
         "lines": [{"product": "%s", "quantity": 1}]}"""
            .formatted(account, due.minusDays(30), due, email, product));
  }

  private String paid(String invoice) {
    return accountant.made(
        "receipt",
        """
        {"account": "%s", "amount": 113, "method": "cash", "status": "posted",
         "allocations": [{"invoice": "%s", "amount": 113}]}"""
            .formatted(account, invoice));
  }

  private String letter() throws Exception {
    Eventually.holds(() -> !TestMail.to(customer).isEmpty());
    var letters = TestMail.to(customer);
    assertThat(letters).hasSize(1);
    return subject(letters.getFirst());
  }

  private static String subject(jakarta.mail.internet.MimeMessage letter)
      throws MessagingException {
    return letter.getSubject();
  }

  @Test
  @Runs("invoice_reminder_before")
  void a_week_before_the_due_date_the_customer_gets_a_friendly_word() throws Exception {
    var soon = invoice(today.plusDays(6), customer);
    var later = invoice(today.plusDays(20), customer);
    firm.clockLookedLast(admin, "invoice_reminder_before", "4 days");
    Firm.ends(admin, "invoice", soon, "invoice_reminder_before", "done");
    assertThat(letter()).contains("is due on");
    assertThat(Firm.run(admin, "invoice", later, "invoice_reminder_before")).isNull();
    assertThat(read(admin, "invoice", soon).<Object>get("reminders")).isNull();
  }

  @Test
  @Runs("invoice_reminder_due")
  void on_the_due_date_those_who_paid_are_left_alone() throws Exception {
    var owing = invoice(today.minusDays(1), customer);
    var settled = invoice(today.minusDays(1), customer);
    paid(settled);
    firm.clockLookedLast(admin, "invoice_reminder_due", "4 days");
    Firm.ends(admin, "invoice", owing, "invoice_reminder_due", "done");
    assertThat(letter()).contains("is due today");
    assertThat(Firm.run(admin, "invoice", settled, "invoice_reminder_due")).isNull();
  }

  @Test
  @Runs("invoice_reminder_7")
  void after_7_days_the_first_reminder_goes_out_and_the_accounts_owner_hears_of_it()
      throws Exception {
    var invoice = invoice(today.minusDays(8), customer);
    firm.clockLookedLast(admin, "invoice_reminder_7", "4 days");
    Firm.ends(admin, "invoice", invoice, "invoice_reminder_7", "done");
    assertThat(letter()).contains("was due on");
    assertThat(read(admin, "invoice", invoice).getInt("reminders")).isEqualTo(1);
    isTold(admin, invoice, "tell_sales");
  }

  @Test
  @Runs("invoice_reminder_7")
  void without_a_billing_address_the_accounts_owner_is_asked_to_call() throws Exception {
    var invoice = invoice(today.minusDays(8), "");
    firm.clockLookedLast(admin, "invoice_reminder_7", "4 days");
    Firm.ends(admin, "invoice", invoice, "invoice_reminder_7", "done");
    isTold(admin, invoice, "ask_owner");
  }

  @Test
  @Runs("invoice_reminder_15")
  void after_15_days_accounting_calls_and_notes_when_payment_is_promised() throws Exception {
    var invoice = invoice(today.minusDays(16), customer);
    firm.clockLookedLast(admin, "invoice_reminder_15", "4 days");
    assertThat(letterAfter(invoice, "invoice_reminder_15")).contains("Second reminder");
    var task = Office.task(accountant);
    Office.act(accountant, task, "complete", "{}").statusCode(422);
    does(accountant, "complete", "{\"fields\": {\"promised_on\": \"%s\"}}".formatted(today));
    Firm.ends(admin, "invoice", invoice, "invoice_reminder_15", "done");
    assertThat(read(admin, "invoice", invoice).getString("promised_on"))
        .isEqualTo(today.toString());
  }

  private String letterAfter(String invoice, String flow) throws Exception {
    Eventually.holds(() -> Firm.run(admin, "invoice", invoice, flow) != null);
    return letter();
  }

  @Test
  @Runs({"invoice_reminder_15", "invoice_reminder_30"})
  void once_the_money_is_there_nobody_has_to_call_or_decide_any_more() throws Exception {
    var called = invoice(today.minusDays(16), "");
    var late = invoice(today.minusDays(31), "");
    firm.clockLookedLast(admin, "invoice_reminder_15", "4 days");
    firm.clockLookedLast(admin, "invoice_reminder_30", "4 days");
    Eventually.holds(() -> !todo(accountant).isEmpty() && !todo(controller).isEmpty());
    paid(called);
    Firm.ends(admin, "invoice", called, "invoice_reminder_15", "done");
    assertThat(todo(accountant)).isEmpty();
    assertThat(todo(controller)).isNotEmpty();
    paid(late);
    Firm.ends(admin, "invoice", late, "invoice_reminder_30", "done");
    assertThat(todo(controller)).isEmpty();
  }

  @Test
  @Runs("invoice_reminder_15")
  void an_invoice_that_was_made_void_is_not_called_about() throws Exception {
    var invoice = invoice(today.minusDays(16), "");
    firm.clockLookedLast(admin, "invoice_reminder_15", "4 days");
    Eventually.holds(() -> !todo(accountant).isEmpty());
    admin.patch("invoice", invoice, "{\"status\": \"void\"}").statusCode(200);
    Firm.ends(admin, "invoice", invoice, "invoice_reminder_15", "done");
    assertThat(todo(accountant)).isEmpty();
  }

  @Test
  @Runs("invoice_reminder_30")
  void after_30_days_credit_control_decides_and_sales_hears_of_it() throws Exception {
    var manager = firm.hire(admin, "sales_manager");
    var invoice = invoice(today.minusDays(31), customer);
    firm.clockLookedLast(admin, "invoice_reminder_30", "4 days");
    assertThat(letterAfter(invoice, "invoice_reminder_30")).contains("Last reminder");
    isTold(manager, invoice, "tell_managers");
    does(controller, "complete", "{\"fields\": {\"dunning_note\": \"No deliveries\"}}");
    Firm.ends(admin, "invoice", invoice, "invoice_reminder_30", "done");
    becomes(admin, "invoice", invoice, "dunning_note", "No deliveries");
    assertThat(read(admin, "invoice", invoice).getInt("reminders")).isEqualTo(1);
  }
}
