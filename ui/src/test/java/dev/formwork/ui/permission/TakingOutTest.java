package dev.formwork.ui.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.share.OpenVisits;
import dev.formwork.core.share.PublicLink.Kind;
import dev.formwork.core.share.PublicLinkAdmin;
import dev.formwork.core.share.PublicLinkService;
import dev.formwork.core.share.PublicLinkService.Visitor;
import dev.formwork.core.share.PublicLinkSettings;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files, prints, public links and live events show what their reader may see, and no more. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class TakingOutTest {

  private static final String EVERYTHING =
      "\"actions\": [\"create\", \"read\", \"change\", \"delete\", \"history\", \"export\","
          + " \"print\", \"share\", \"bulk\"]";

  @Inject Crm crm;
  @Inject PublicLinkAdmin links;
  @Inject PublicLinkService publicLinkService;
  @Inject OpenVisits openVisits;
  @Inject RecordService records;
  @Inject CompiledForms forms;
  @Inject OrganizationCommands changes;

  private static String deal(RestRecords who, String name, String more) {
    return who.made("deal", "{\"name\": \"" + name + "\"" + more + "}");
  }

  private static ValidatableResponse export(RestRecords who, String body) {
    return who.as().body(body).post(who.records("deal") + ":export").then();
  }

  private static String csv(RestRecords who) {
    return export(who, "{\"format\": \"csv\"}").statusCode(200).extract().asString();
  }

  private static String sheets(byte[] workbook) {
    var text = new StringBuilder();
    try {
      var file = Files.write(Files.createTempFile("export", ".xlsx"), workbook);
      try (var zip = new ZipFile(file.toFile())) {
        for (var entry : zip.stream().toList()) {
          var content = zip.getInputStream(entry).readAllBytes();
          text.append(new String(content, StandardCharsets.UTF_8));
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  @Test
  void an_export_holds_no_hidden_field_in_any_format() {
    var admin = crm.administrator();
    deal(admin, "visible", ", \"phone\": \"13800005678\", \"amount\": 77123");
    Crm.permit(
        admin,
        "deal",
        EVERYTHING + ", \"fields\": {\"amount\": \"hidden\", \"phone\": \"masked\"}");
    var member = crm.member(admin);
    var xlsx = export(member, "{\"format\": \"xlsx\"}").statusCode(200).extract().asByteArray();
    var ndjson = export(member, "{\"format\": \"ndjson\"}").statusCode(200).extract().asString();
    for (var text : List.of(csv(member), sheets(xlsx), ndjson)) {
      assertThat(text).contains("visible", "138****5678").doesNotContain("77123", "13800005678");
    }
    export(member, "{\"fields\": [\"amount\"]}").statusCode(400);
    export(member, "{\"filter\": \"amount > 1\"}").statusCode(400);
    assertThat(csv(admin)).contains("77123");
  }

  @Test
  void who_may_read_but_not_export_takes_no_file() {
    var admin = crm.administrator();
    Crm.permit(admin, "deal", "\"actions\": [\"read\"]");
    export(crm.member(admin), "{}").statusCode(403);
  }

  @Test
  void rights_to_read_of_one_set_do_not_widen_the_export_of_another() {
    var admin = crm.administrator();
    var member = crm.member(admin);
    var me = member.person().caller().memberId();
    deal(admin, "mine", ", \"owner\": \"" + me + "\", \"phone\": \"11111111111\"");
    deal(admin, "theirs", "");
    Crm.permit(
        admin,
        "deal",
        "\"actions\": [\"read\"]",
        "\"actions\": [\"read\", \"export\"], \"rows\": \"owner = ME()\", \"fields\": {\"phone\":"
            + " \"hidden\"}");
    member.as().get(member.records("deal")).then().body("items.size()", equalTo(2));
    assertThat(csv(member)).contains("mine").doesNotContain("theirs", "11111111111");
  }

  @Test
  void a_cell_that_a_spreadsheet_would_run_is_text() {
    var admin = crm.administrator();
    deal(admin, "=HYPERLINK(\\\"http://evil\\\")", ", \"phone\": \"@SUM(1)\"");
    assertThat(csv(admin)).contains("'=HYPERLINK").contains("'@SUM");
    var xlsx = export(admin, "{\"format\": \"xlsx\"}").extract().asByteArray();
    assertThat(sheets(xlsx)).contains("=HYPERLINK").doesNotContain("<f>");
  }

  @Test
  void every_export_is_in_the_audit_log_with_its_filter() {
    var admin = crm.administrator();
    deal(admin, "a", "");
    export(admin, "{\"format\": \"csv\", \"filter\": \"name = \\\"a\\\"\"}").statusCode(200);
    admin
        .as()
        .get("/api/v1/audit?search=record.export")
        .then()
        .body("items[0].subject", equalTo("crm/deal"))
        .body("items[0].details", containsString("\"filter\":\"name = \\\"a\\\"\""))
        .body("items[0].details", containsString("\"records\":1"));
  }

  @Test
  void an_exported_file_can_be_imported_again() {
    var admin = crm.administrator();
    deal(admin, "round trip", ", \"amount\": 12.5");
    var file = csv(admin);
    assertThat(file).contains("round trip").contains("12.5");
    assertThat(file.lines().count()).isEqualTo(2);
  }

  @Test
  void printing_needs_its_right_and_shows_what_that_set_shows() {
    var admin = crm.administrator();
    var id = new RecordId(UUID.fromString(deal(admin, "paper", ", \"amount\": 5")));
    Crm.permit(
        admin,
        "deal",
        "\"actions\": [\"read\"]",
        "\"actions\": [\"read\", \"print\"], \"fields\": {\"amount\": \"hidden\"}");
    var caller = crm.member(admin).person().caller();
    var form = ServiceCalls.await(() -> forms.form(caller.workspace(), "crm", "deal"));
    var printed = ServiceCalls.await(() -> records.print(caller, form, id));
    assertThat(printed.data().get(form.column("amount").orElseThrow().slot())).isNull();
    Crm.permit(admin, "deal", "\"actions\": [\"read\"]");
    var now = ServiceCalls.await(() -> forms.form(caller.workspace(), "crm", "deal"));
    assertThatThrownBy(() -> ServiceCalls.await(() -> records.print(caller, now, id)))
        .hasMessageContaining("action-not-allowed");
  }

  @Test
  void many_are_changed_only_by_sets_that_give_it_and_each_refusal_is_named() {
    var admin = crm.administrator();
    var member = crm.member(admin);
    var me = member.person().caller().memberId();
    var mine = deal(admin, "mine", ", \"owner\": \"" + me + "\"");
    var theirs = deal(admin, "theirs", "");
    Crm.permit(
        admin,
        "deal",
        "\"actions\": [\"read\", \"change\"]",
        "\"actions\": [\"read\", \"change\", \"bulk\"], \"rows\": \"owner = ME()\"");
    member
        .as()
        .body("{\"ids\": [\"%s\", \"%s\"], \"change\": {\"amount\": 9}}".formatted(mine, theirs))
        .post(member.records("deal") + ":bulk")
        .then()
        .statusCode(200)
        .body("done", equalTo(1))
        .body("refused.id", equalTo(List.of(theirs)));
    admin.get("deal", mine).body("amount", equalTo(9));
    admin.get("deal", theirs).body("amount", equalTo(null));
  }

  @Test
  void reading_a_sensitive_field_is_noted_once_with_who_and_what() {
    var admin = crm.administrator();
    publishSensitive(admin);
    var id = deal(admin, "private", ", \"phone\": \"13800005678\"");
    Crm.permit(admin, "deal", "\"actions\": [\"read\"]");
    var member = crm.member(admin);
    member.get("deal", id);
    member.get("deal", id);
    admin
        .as()
        .get("/api/v1/audit?search=record.read")
        .then()
        .body(
            "items.findAll { it.details.contains('%s') && it.member == '%s' }.size()"
                .formatted(id, member.person().caller().memberId()),
            equalTo(1));
    Crm.permit(admin, "deal", "\"actions\": [\"read\"], \"fields\": {\"phone\": \"masked\"}");
    var covered = crm.member(admin);
    covered.get("deal", id);
    admin
        .as()
        .get("/api/v1/audit?search=record.read")
        .then()
        .body("items.member", not(hasItem(covered.person().caller().memberId().toString())));
  }

  private static void publishSensitive(RestRecords admin) {
    var form = Crm.DEAL.replaceFirst("\"key\":\"phone\"", "\"key\":\"phone\",\"sensitive\":true");
    assertThat(form).contains("sensitive");
    var path = "/api/v1/apps/crm/definitions/form/deal/";
    admin.as().body(form).put(path + "draft").then().statusCode(204);
    admin.as().post(path + "publish").then().statusCode(200);
  }

  // Live events

  /** The events a reader gets, as lines. */
  private List<String> listening(RestRecords who, HttpClient client) throws Exception {
    var lines = new CopyOnWriteArrayList<String>();
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:" + RestAssured.port + "/api/v1/apps/crm/forms/deal/events"))
            .header("Authorization", "Bearer " + who.person().token())
            .build();
    var answer = client.send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    Thread.ofVirtual()
        .start(
            () -> {
              try (var reader =
                  new BufferedReader(
                      new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException _) {
                lines.add("END");
              }
              lines.add("END");
            });
    Eventually.holds(() -> lines.stream().anyMatch(line -> line.contains("ready")));
    return lines;
  }

  @Test
  void live_events_carry_records_and_fields_that_the_reader_may_see_alone() throws Exception {
    var admin = crm.administrator();
    var member = crm.member(admin);
    var me = member.person().caller().memberId();
    Crm.permit(
        admin,
        "deal",
        EVERYTHING
            + ", \"rows\": \"owner = ME()\", \"fields\": {\"amount\": \"hidden\"}, \"mayGiveAway\":"
            + " true");
    try (var client = HttpClient.newHttpClient()) {
      var lines = listening(member, client);
      deal(admin, "secret one", "");
      var mine = deal(admin, "my own", ", \"amount\": 424242, \"owner\": \"" + me + "\"");
      Eventually.holds(() -> lines.stream().anyMatch(line -> line.contains("my own")));
      admin.patch("deal", mine, "{\"owner\": \"" + admin.person().caller().memberId() + "\"}");
      Eventually.holds(() -> lines.stream().anyMatch(line -> line.contains("gone")));
      assertThat(String.join("\n", lines)).contains(mine).doesNotContain("secret one", "424242");
      client.shutdownNow();
    }
  }

  @Test
  void a_member_who_was_deactivated_hears_no_more() throws Exception {
    var admin = crm.administrator();
    var member = crm.member(admin);
    try (var client = HttpClient.newHttpClient()) {
      var lines = listening(member, client);
      ServiceCalls.await(
          () ->
              changes.place(
                  admin.person().caller(),
                  member.person().caller().memberId(),
                  new MembershipRequest(false, false, List.of(), Set.of(), null)));
      deal(admin, "after the end", "");
      Eventually.holds(() -> lines.contains("END"));
      assertThat(String.join("\n", lines)).doesNotContain("after the end");
      client.shutdownNow();
    }
  }

  // Public links

  private static Visitor visitor() {
    return new Visitor(
        "192.0.2." + UUID.randomUUID(), UUID.randomUUID().toString(), Locale.ENGLISH);
  }

  private String link(
      RestRecords who, Kind kind, RecordId record, PublicLinkSettings settings, String word) {
    return ServiceCalls.await(
            () ->
                links.make(
                    who.person().caller(),
                    new AppKey("crm"),
                    new FormKey("deal"),
                    new PublicLinkAdmin.LinkRequest(kind, record, settings, word)))
        .token();
  }

  private PublicLinkService.Visit enter(String token, String password, Visitor visitor) {
    return ServiceCalls.await(() -> publicLinkService.enter(token, password, visitor));
  }

  private void fill(PublicLinkService.Visit visit, Visitor visitor, String field, Object value) {
    var form = visit.form();
    var input =
        RecordInput.empty(form.slots()).with(form.column(field).orElseThrow().slot(), value);
    ServiceCalls.await(() -> publicLinkService.fill(visit, visitor, input));
  }

  private static long deals(RestRecords who) {
    return who.as()
        .get(who.records("deal") + "?count=exact")
        .then()
        .extract()
        .jsonPath()
        .getLong("count");
  }

  @Test
  void somebody_without_an_account_fills_in_the_fields_of_a_link_and_no_others() {
    var admin = crm.administrator();
    var token =
        link(admin, Kind.FORM, null, PublicLinkSettings.of(List.of("name"), List.of()), null);
    var who = visitor();
    var visit = enter(token, null, who);
    fill(visit, who, "name", "from outside");
    assertThatThrownBy(() -> fill(visit, who, "phone", "1")).hasMessageContaining("unknown-field");
    assertThatThrownBy(() -> fill(visit, who, "owner", admin.person().caller().memberId().value()))
        .hasMessageContaining("unknown-field");
    admin
        .as()
        .get(admin.records("deal"))
        .then()
        .body("items.size()", equalTo(1))
        .body("items[0].name", equalTo("from outside"))
        .body("items[0].created_by", equalTo(null));
  }

  @Test
  void whoever_fills_a_form_in_reads_nothing_with_the_same_link() {
    var admin = crm.administrator();
    var id = new RecordId(UUID.fromString(deal(admin, "inside", "")));
    var token =
        link(admin, Kind.FORM, null, PublicLinkSettings.of(List.of("name"), List.of()), null);
    var visit = enter(token, null, visitor());
    assertThatThrownBy(() -> ServiceCalls.await(() -> records.get(visit.guest(), visit.form(), id)))
        .isInstanceOf(Refusal.class);
    var client = ServiceCalls.await(() -> forms.form(visit.guest().workspace(), "crm", "client"));
    assertThatThrownBy(() -> ServiceCalls.await(() -> records.get(visit.guest(), client, id)))
        .hasMessageContaining("form-not-found");
    assertThat(visit.guest().isAdministrator()).isFalse();
    assertThat(visit.guest().isSystem()).isFalse();
  }

  @Test
  void a_quota_holds_also_for_those_who_come_at_once() throws Exception {
    var admin = crm.administrator();
    var settings =
        new PublicLinkSettings(null, null, List.of("name"), List.of(), null, null, 3, false, null);
    var token = link(admin, Kind.FORM, null, settings, null);
    try (var pool = Executors.newFixedThreadPool(8)) {
      var tries =
          IntStream.range(0, 8)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () -> {
                        var who = visitor();
                        try {
                          fill(enter(token, null, who), who, "name", "n" + i);
                          return true;
                        } catch (Refusal _) {
                          return false;
                        }
                      })
              .toList();
      long done = 0;
      for (var one : pool.invokeAll(tries)) {
        done += one.get() ? 1 : 0;
      }
      assertThat(done).isEqualTo(3);
    }
    assertThat(deals(admin)).isEqualTo(3);
  }

  @Test
  void what_was_refused_does_not_count_and_each_device_comes_once() {
    var admin = crm.administrator();
    deal(admin, "taken", "");
    var settings =
        new PublicLinkSettings(null, null, List.of("name"), List.of(), null, null, 1, true, null);
    var token = link(admin, Kind.FORM, null, settings, null);
    var who = visitor();
    assertThatThrownBy(() -> fill(enter(token, null, who), who, "name", "taken"))
        .hasMessageContaining("not-unique");
    fill(enter(token, null, who), who, "name", "free");
    assertThatThrownBy(() -> enter(token, null, who)).hasMessageContaining("public-link-full");
    var again =
        link(
            admin,
            Kind.FORM,
            null,
            new PublicLinkSettings(
                null, null, List.of("name"), List.of(), null, null, null, true, null),
            null);
    fill(enter(again, null, who), who, "name", "one");
    assertThatThrownBy(() -> fill(enter(again, null, who), who, "name", "two"))
        .hasMessageContaining("public-link-once");
  }

  @Test
  void a_link_is_closed_outside_of_its_period_and_without_its_password() {
    var admin = crm.administrator();
    var now = OffsetDateTime.now(ZoneOffset.UTC);
    var later =
        new PublicLinkSettings(
            null, null, List.of("name"), List.of(), now.plusDays(1), null, null, false, null);
    var over =
        new PublicLinkSettings(
            null, null, List.of("name"), List.of(), null, now.minusDays(1), null, false, null);
    var open = PublicLinkSettings.of(List.of("name"), List.of());
    assertThatThrownBy(() -> enter(link(admin, Kind.FORM, null, later, null), null, visitor()))
        .hasMessageContaining("public-link-not-yet");
    assertThatThrownBy(() -> enter(link(admin, Kind.FORM, null, over, null), null, visitor()))
        .hasMessageContaining("public-link-closed");
    var locked = link(admin, Kind.FORM, null, open, "open sesame");
    var who = visitor();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> enter(locked, "wrong", who))
          .hasMessageContaining("public-link-password");
    }
    assertThatThrownBy(() -> enter(locked, "open sesame", who))
        .hasMessageContaining("public-link-throttled");
    assertThat(enter(locked, "open sesame", visitor())).isNotNull();
  }

  @Test
  void a_query_page_finds_a_record_by_both_values_and_nothing_by_one() {
    var admin = crm.administrator();
    deal(admin, "A-1", ", \"phone\": \"13800005678\", \"amount\": 5, \"copied\": \"inside\"");
    var token =
        link(
            admin,
            Kind.QUERY,
            null,
            PublicLinkSettings.of(List.of("amount"), List.of("name", "phone")),
            null);
    var who = visitor();
    var visit = enter(token, null, who);
    assertThat(
            ServiceCalls.await(
                () -> publicLinkService.find(visit, who, List.of("A-1", "13800005678"))))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.data().get(visit.form().column("amount").orElseThrow().slot()))
                  .isNotNull();
              assertThat(found.data().get(visit.form().column("copied").orElseThrow().slot()))
                  .isNull();
            });
    for (var guess :
        List.of(
            List.of("A-1", "1"),
            List.of("A-1\" OR name <> \"", "1"),
            List.of("A-1", "\" OR TRUE OR phone = \""))) {
      assertThat(ServiceCalls.await(() -> publicLinkService.find(visit, who, guess))).isEmpty();
    }
  }

  @Test
  void guessing_at_a_query_page_is_slowed_down() {
    var admin = crm.administrator();
    var token =
        link(
            admin,
            Kind.QUERY,
            null,
            PublicLinkSettings.of(List.of("amount"), List.of("name", "phone")),
            null);
    var who = visitor();
    var visit = enter(token, null, who);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20; i++) {
                ServiceCalls.await(() -> publicLinkService.find(visit, who, List.of("A", "B")));
              }
            })
        .hasMessageContaining("public-link-throttled");
  }

  @Test
  void a_shared_record_shows_its_fields_while_its_maker_may_read_them() {
    var admin = crm.administrator();
    var member = crm.member(admin);
    Crm.permit(admin, "deal", EVERYTHING);
    var id =
        new RecordId(UUID.fromString(deal(admin, "shown", ", \"amount\": 5, \"phone\": \"1\"")));
    var token =
        link(
            member,
            Kind.RECORD,
            id,
            PublicLinkSettings.of(List.of("name", "amount"), List.of()),
            null);
    var visit = enter(token, null, visitor());
    var seen = ServiceCalls.await(() -> publicLinkService.look(visit));
    assertThat(seen.data().get(visit.form().column("name").orElseThrow().slot()))
        .isEqualTo("shown");
    assertThat(seen.data().get(visit.form().column("phone").orElseThrow().slot())).isNull();
    Crm.permit(admin, "deal", EVERYTHING + ", \"fields\": {\"amount\": \"hidden\"}");
    var narrower = enter(token, null, visitor());
    var less = ServiceCalls.await(() -> publicLinkService.look(narrower));
    assertThat(less.data().get(narrower.form().column("amount").orElseThrow().slot())).isNull();
    Crm.permit(admin, "deal", "\"actions\": [\"read\"]");
    assertThatThrownBy(() -> enter(token, null, visitor()))
        .hasMessageContaining("public-link-over");
  }

  @Test
  void a_link_ends_with_its_maker_and_when_it_is_closed() {
    var admin = crm.administrator();
    var member = crm.member(admin);
    var settings = PublicLinkSettings.of(List.of("name"), List.of());
    var theirs = link(member, Kind.FORM, null, settings, null);
    crm.place(admin, member, null, false);
    assertThatThrownBy(() -> enter(theirs, null, visitor()))
        .hasMessageContaining("public-link-over");
    var mine = link(admin, Kind.FORM, null, settings, null);
    var id = admin.as().get("/api/v1/apps/crm/forms/deal/links").then().extract().jsonPath();
    admin
        .as()
        .delete("/api/v1/apps/crm/forms/deal/links/" + id.getString("items[0].id"))
        .then()
        .statusCode(204);
    assertThatThrownBy(() -> enter(mine, null, visitor())).hasMessageContaining("public-link-over");
  }

  @Test
  void a_page_that_is_open_ends_with_the_rights_of_its_maker() {
    var admin = crm.administrator();
    var member = crm.member(admin);
    var settings = PublicLinkSettings.of(List.of("name"), List.of());
    var id = new RecordId(UUID.fromString(deal(admin, "x", "")));
    var who = visitor();
    var form = enter(link(member, Kind.FORM, null, settings, null), null, who);
    var shown = enter(link(member, Kind.RECORD, id, settings, null), null, who);
    fill(form, who, "name", "in time");
    crm.place(admin, member, null, false);
    assertThatThrownBy(() -> fill(form, who, "name", "too late"))
        .hasMessageContaining("public-link-over");
    assertThatThrownBy(() -> ServiceCalls.await(() -> publicLinkService.look(shown)))
        .hasMessageContaining("public-link-over");
    assertThat(deals(admin)).isEqualTo(2);
  }

  @Test
  void a_page_that_nobody_acts_on_ends_with_the_rights_of_its_maker_too() {
    var admin = crm.administrator();
    var member = crm.member(admin);
    var settings = PublicLinkSettings.of(List.of("name"), List.of());
    var theirs = enter(link(member, Kind.FORM, null, settings, null), null, visitor());
    var mine = enter(link(admin, Kind.FORM, null, settings, null), null, visitor());
    var ended = new AtomicInteger();
    var others = new AtomicInteger();
    openVisits.watch(theirs, ended::incrementAndGet);
    var stop = openVisits.watch(mine, others::incrementAndGet);
    crm.place(admin, member, null, false);
    Eventually.holds(() -> ended.get() > 0);
    assertThat(others).hasValue(0);
    stop.run();
  }

  @Test
  void a_link_lets_in_what_its_maker_could_make_and_makes_it_theirs() {
    var admin = crm.administrator();
    Crm.permit(
        admin,
        "deal",
        "\"actions\": [\"create\", \"read\", \"share\"], \"rows\": \"owner = ME() AND name <>"
            + " \\\"forbidden\\\"\"");
    var member = crm.member(admin);
    var settings = PublicLinkSettings.of(List.of("name"), List.of());
    var who = visitor();
    var visit = enter(link(member, Kind.FORM, null, settings, null), null, who);
    assertThatThrownBy(() -> fill(visit, who, "name", "forbidden"))
        .hasMessageContaining("record-outside");
    fill(visit, who, "name", "from outside");
    member
        .as()
        .get(member.records("deal"))
        .then()
        .body("items.size()", equalTo(1))
        .body("items[0].owner", equalTo(member.person().caller().memberId().toString()))
        .body("items[0].created_by", equalTo(null));
  }

  @Test
  void nobody_shares_a_field_they_may_not_see_themselves() {
    var admin = crm.administrator();
    Crm.permit(admin, "deal", EVERYTHING + ", \"fields\": {\"amount\": \"hidden\"}");
    var member = crm.member(admin);
    var id = new RecordId(UUID.fromString(deal(admin, "x", "")));
    assertThatThrownBy(
            () ->
                link(
                    member,
                    Kind.RECORD,
                    id,
                    PublicLinkSettings.of(List.of("amount"), List.of()),
                    null))
        .hasMessageContaining("link-field");
  }
}
