package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.member;
import static dev.formwork.ui.process.Office.onSubmit;
import static dev.formwork.ui.process.Office.publish;
import static dev.formwork.ui.process.Office.reaches;
import static dev.formwork.ui.process.Office.status;
import static dev.formwork.ui.process.Office.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.member.Members;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMail;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that reach outside: calls, words to the robots of work chats, e-mails. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OutsideStepsTest {

  @Inject Office office;
  @Inject Members members;
  @Inject OneTimeLinks links;
  @Inject OrganizationCommands organization;

  private RestRecords admin;
  private RestRecords rep;
  private OutsideServer shop;

  @BeforeEach
  void people() throws IOException {
    admin = office.open();
    rep = office.hire(admin);
    shop = new OutsideServer();
  }

  @AfterEach
  void closed() {
    shop.close();
  }

  private String call(String more) {
    return """
        {"type": "http", "key": "call", "method": "POST", "url": "%s", "body": "{\\"goods\\": \\"{{ name }}\\"}"%s}"""
        .formatted(shop.at("/orders"), more);
  }

  @Test
  void a_server_is_called_with_the_records_values_and_its_answer_is_kept() {
    shop.answers(200, "{\"order\": {\"no\": \"PO-7\"}}");
    publish(
        admin,
        "order",
        """
        {"key": "order", "title": {"en": "Order"}, "form": "request", "trigger": {"on": "record.submitted"},
         "variables": [{"key": "number", "type": "text"}],
         "steps": [%s, {"type": "update", "key": "note", "set": {"note": "number"}}]}"""
            .formatted(call(", \"into\": {\"number\": \"/order/no\"}")));
    var made = submit(rep, "{\"name\": \"Paper\"}");
    reaches(rep, made, "done");
    rep.get("request", made).body("note", equalTo("PO-7"));
    assertThat(shop.calls()).hasSize(1);
    assertThat(shop.calls().getFirst().path()).isEqualTo("/orders");
    assertThat(shop.calls().getFirst().body()).isEqualTo("{\"goods\": \"Paper\"}");
  }

  @Test
  void a_server_that_is_away_is_called_again_under_the_same_key() {
    shop.answers(503, "").answers(503, "").answers(200, "{}");
    publish(admin, "order", onSubmit("order", call("")));
    var made = submit(rep, "{\"name\": \"Paper\"}");
    reaches(rep, made, "done");
    assertThat(shop.calls()).hasSize(3);
    assertThat(shop.calls()).extracting(OutsideServer.Call::key).doesNotContainNull();
    assertThat(shop.calls())
        .extracting(OutsideServer.Call::key)
        .containsOnly(shop.calls().getFirst().key());
  }

  @Test
  void what_the_server_refuses_lies_with_its_answer_until_somebody_retries() {
    shop.answers(422, "{\"error\": \"No such goods\"}").answers(200, "{}");
    publish(admin, "order", onSubmit("order", call("")));
    var made = submit(rep, "{\"name\": \"Paper\"}");
    reaches(rep, made, "failed");
    var at = "/api/v1/instances/" + status(rep, made, "id");
    var failed = "items.findAll { it.kind == 'failed' }.detail.";
    admin
        .as()
        .get(at + "/history")
        .then()
        .body(failed + "status", contains(422))
        .body(failed + "output", contains("{\"error\": \"No such goods\"}"));
    admin.as().body("{}").post(at + ":retry").then().statusCode(204);
    reaches(rep, made, "done");
    assertThat(shop.calls()).hasSize(2);
  }

  @Test
  void a_secret_goes_along_and_is_seen_nowhere() {
    publish(
        admin,
        "order",
        onSubmit("order", call(", \"headers\": {\"X-Api-Key\": \"secret:shop_key\"}")));
    var first = submit(rep, "{\"name\": \"Paper\"}");
    reaches(rep, first, "failed");
    assertThat(shop.calls()).isEmpty();
    secret("\"s3cr3t\"");
    secret("\"s3cr3t-2\"");
    admin
        .as()
        .get("/api/v1/apps/office/flows/order/secrets")
        .then()
        .statusCode(200)
        .body("items.name", contains("shop_key"));
    var made = submit(rep, "{\"name\": \"Pens\"}");
    reaches(rep, made, "done");
    assertThat(shop.calls().getFirst().apiKey()).isEqualTo("s3cr3t-2");
    var at = "/api/v1/instances/" + status(rep, made, "id") + "/history";
    assertThat(admin.as().get(at).asString()).doesNotContain("s3cr3t");
  }

  private void secret(String value) {
    admin
        .as()
        .body("{\"value\": " + value + "}")
        .put("/api/v1/apps/office/flows/order/secrets/shop_key")
        .then()
        .statusCode(204);
  }

  @Test
  void a_secret_that_was_removed_goes_nowhere() {
    publish(
        admin,
        "order",
        onSubmit("order", call(", \"headers\": {\"X-Api-Key\": \"secret:shop_key\"}")));
    secret("\"s3cr3t\"");
    admin.as().delete("/api/v1/apps/office/flows/order/secrets/shop_key").then().statusCode(204);
    reaches(rep, submit(rep, "{\"name\": \"Pens\"}"), "failed");
    assertThat(shop.calls()).isEmpty();
  }

  @Test
  void a_value_that_reads_like_a_secrets_name_stays_a_value() {
    publish(
        admin,
        "order",
        onSubmit(
            "order",
            """
            {"type": "http", "key": "call", "url": "%s", "headers": {"X-Api-Key": "{{ note }}"}}"""
                .formatted(shop.at("/{{ name }}"))));
    secret("\"s3cr3t\"");
    var made = submit(rep, "{\"name\": \"secret:shop_key\", \"note\": \"secret:shop_key\"}");
    reaches(rep, made, "done");
    assertThat(shop.calls().getFirst().path()).isEqualTo("/secret%3Ashop_key");
    assertThat(shop.calls().getFirst().apiKey()).isEqualTo("secret:shop_key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dingtalk | {"msgtype":"text","text":{"content":"New: Paper"}}
          wecom    | {"msgtype":"text","text":{"content":"New: Paper"}}
          feishu   | {"msg_type":"text","content":{"text":"New: Paper"}}
          slack    | {"text":"New: Paper"}
          """)
  void robots_of_work_chats_are_told_in_their_json(String channel, String json) {
    publish(
        admin,
        "tell",
        onSubmit(
            "tell",
            """
            {"type": "message", "key": "tell", "channel": "%s", "url": "%s", "text": {"en": "New: {{ name }}"}}"""
                .formatted(channel, shop.at("/robot"))));
    reaches(rep, submit(rep, "{\"name\": \"Paper\"}"), "done");
    assertThat(shop.calls()).extracting(OutsideServer.Call::body).containsExactly(json);
  }

  @Test
  void another_program_hears_of_what_happens_in_a_flow() throws Exception {
    publish(admin, "ask", onSubmit("ask", Office.approve("boss", Office.member(admin), "")));
    publish(
        admin,
        "tell",
        """
        {"key": "tell", "title": {"en": "Tell"}, "form": "request",
         "trigger": {"on": "task", "flow": "ask", "events": ["approved", "ended"]},
         "variables": [{"key": "event", "type": "text"}, {"key": "step", "type": "text"}],
         "steps": [{"type": "http", "key": "tell", "url": "%s",
           "body": "{\\"record\\": \\"{{ RECORDID() }}\\", \\"event\\": \\"{{ event }}\\", \\"step\\": \\"{{ step }}\\"}"}]}"""
            .formatted(shop.at("/events")));
    var made = submit(rep, "{\"name\": \"Paper\"}");
    Office.does(admin, "approve");
    Eventually.holds(() -> shop.calls().size() == 2);
    assertThat(shop.calls())
        .extracting(OutsideServer.Call::body)
        .containsExactlyInAnyOrder(
            "{\"record\": \"" + made + "\", \"event\": \"approved\", \"step\": \"boss\"}",
            "{\"record\": \"" + made + "\", \"event\": \"ended\", \"step\": \"\"}");
  }

  @Test
  void a_letter_goes_to_the_address_in_the_record() throws Exception {
    publish(
        admin,
        "write",
        onSubmit(
            "write",
            """
            {"type": "email", "key": "write", "address": "note",
             "subject": {"en": "About {{ name }}"}, "text": {"en": "It costs {{ amount }}."}}"""));
    var made =
        submit(rep, "{\"name\": \"Paper\", \"amount\": \"12\", \"note\": \"ada@shop.test\"}");
    reaches(rep, made, "done");
    Eventually.holds(() -> !TestMail.to("ada@shop.test").isEmpty());
    var letter = TestMail.to("ada@shop.test").getFirst();
    assertThat(letter.getSubject()).isEqualTo("About Paper");
    assertThat(letter.getContent().toString()).contains("It costs 12");
  }

  @Test
  void everyone_gets_e_mail_in_their_own_language_and_others_in_the_workspaces() throws Exception {
    var english = hired("en");
    var chinese = hired("zh");
    publish(
        admin,
        "write",
        onSubmit(
            "write",
            """
            {"type": "email", "key": "write", "to": [%s, %s], "address": "note",
             "subject": {"en": "About {{ name }}", "zh": "关于 {{ name }}"},
             "text": {"en": "It costs {{ amount }}.", "zh": "价格 {{ amount }}。"}}"""
                .formatted(member(english), member(chinese))));
    var customer = "customer-" + UUID.randomUUID() + "@shop.test";
    submit(rep, "{\"name\": \"Paper\", \"amount\": \"12\", \"note\": \"%s\"}".formatted(customer));
    assertMail(address(english), "About Paper", "It costs 12.");
    assertMail(address(chinese), "关于 Paper", "价格 12。");
    assertMail(customer, "About Paper", "It costs 12.");
    speaks(admin, "zh");
    submit(rep, "{\"name\": \"Ink\", \"amount\": \"3\", \"note\": \"b%s\"}".formatted(customer));
    assertMail("b" + customer, "关于 Ink", "价格 3。");
  }

  @Test
  void an_invitation_is_in_the_language_of_the_workspace_and_not_of_its_sender() throws Exception {
    var sender = hired("zh");
    ServiceCalls.await(
        () ->
            organization.place(
                admin.person().caller(),
                Office.id(sender),
                new MembershipRequest(true, true, List.of(), Set.of(), null)));
    var guest = "guest-" + UUID.randomUUID() + "@shop.test";
    ServiceCalls.await(
        () ->
            links.inviteByMail(
                sender.person().caller().in(Locale.CHINESE),
                new OneTimeLinks.Invited(null, false, List.of(), Set.of()),
                guest));
    Eventually.holds(() -> !TestMail.to(guest).isEmpty());
    assertThat(TestMail.to(guest).getFirst().getSubject()).contains("invites you");
  }

  /** A member who reads one language, with an address. */
  private RestRecords hired(String language) {
    var member = office.hire(admin);
    ServiceCalls.await(
        () -> members.setEmail(admin.person().caller(), Office.id(member), address(member)));
    speaks(member, language);
    return member;
  }

  private static String address(RestRecords member) {
    return Office.id(member) + "@office.test";
  }

  private void speaks(RestRecords member, String language) {
    ServiceCalls.await(() -> members.changeProfile(Office.id(member), "", language, "UTC", false));
  }

  private static void assertMail(String address, String subject, String text) throws Exception {
    Eventually.holds(() -> !TestMail.to(address).isEmpty());
    var message = TestMail.to(address).getFirst();
    assertThat(TestMail.to(address)).hasSize(1);
    assertThat(message.getSubject()).isEqualTo(subject);
    assertThat(message.getContent().toString().strip()).isEqualTo(text);
  }
}
