package dev.formwork.ui.process;

import static dev.formwork.ui.process.Firm.becomes;
import static dev.formwork.ui.process.Firm.isTold;
import static dev.formwork.ui.process.Firm.read;
import static dev.formwork.ui.process.Office.does;
import static dev.formwork.ui.process.Office.id;
import static dev.formwork.ui.process.Office.todo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The pack's flows of leads: who gets them, who answers in time, and the public pool. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class LeadFlowsTest {

  @Inject Firm firm;
  @Inject Office office;

  private RestRecords admin;

  @BeforeEach
  void a_firm() {
    admin = firm.open();
  }

  @AfterEach
  void the_flows_ran(TestInfo test) throws Exception {
    firm.ranWhatItSays(admin, test);
  }

  private String lead(String more) {
    return named("Ann", more);
  }

  private String named(String name, String more) {
    return admin.made(
        "lead", "{\"name\": \"%s\", \"mobile\": \"13800000000\"%s}".formatted(name, more));
  }

  private String ownerless(String more) {
    return lead(", \"owner\": null" + more);
  }

  private static String promising() {
    return ", \"authority\": \"decider\", \"timeline\": \"m1\"";
  }

  /** A lead that its owner contacted last this many days ago. */
  private String followedUp(RestRecords owner, String name, int daysAgo) {
    return named(
        name,
        ", \"owner\": \"%s\", \"status\": \"contacting\", \"last_contact_at\": \"%s\""
            .formatted(id(owner), OffsetDateTime.now(ZoneOffset.UTC).minusDays(daysAgo)));
  }

  private void claim(RestRecords by, String lead) {
    by.as()
        .body("{\"record\": \"" + lead + "\"}")
        .post("/api/v1/apps/ltc/flows/lead_claim:start")
        .then()
        .statusCode(201);
  }

  @Test
  @Runs("lead_assignment")
  void a_promising_lead_goes_to_whoever_in_sales_has_the_fewest() throws Exception {
    var busy = firm.hire(admin, "sales");
    lead(", \"owner\": \"" + id(busy) + "\"");
    var free = firm.hire(admin, "sales");
    var lead = ownerless(promising());
    becomes(admin, "lead", lead, "status", "assigned");
    assertThat(read(admin, "lead", lead).getString("owner")).contains(id(free).toString());
    Eventually.holds(() -> todo(free).equals(List.of("respond")));
  }

  @Test
  @Runs("lead_assignment")
  void a_lead_stays_in_the_pool_when_nobody_could_take_it() throws Exception {
    var lead = ownerless("");
    Firm.ends(admin, "lead", lead, "lead_assignment", "done");
    assertThat(read(admin, "lead", lead).<Object>get("owner")).isNull();
    assertThat(read(admin, "lead", lead).getString("status")).isEqualTo("new");
  }

  @Test
  @Runs({"lead_assignment", "lead_first_response"})
  void a_lead_nobody_answers_within_a_working_hour_is_late_and_goes_up() throws Exception {
    var director = firm.hire(admin, "sales_manager");
    var manager = firm.hire(admin, director, "sales_director");
    var rep = firm.hire(admin, manager, "sales");
    var lead = ownerless(promising());
    becomes(admin, "lead", lead, "response_state", "due");
    Eventually.holds(() -> todo(rep).contains("respond"));
    office.timePasses(admin, "30 days");
    becomes(admin, "lead", lead, "response_state", "failed");
    Eventually.holds(() -> firm.notices(rep).contains("reminded"));
    Eventually.holds(() -> firm.notices(manager).contains("escalated"));
    Eventually.holds(() -> firm.notices(director).contains("escalated"));
    does(rep, "complete");
    Firm.ends(admin, "lead", lead, "lead_first_response", "done");
    assertThat(read(admin, "lead", lead).getString("response_state")).isEqualTo("failed");
    assertThat(read(admin, "lead", lead).<Object>get("last_contact_at")).isNotNull();
  }

  @Test
  @Runs("lead_recycling")
  void a_lead_without_follow_up_is_warned_of_after_23_days_and_recycled_after_30()
      throws Exception {
    var rep = firm.hire(admin, "sales");
    var quiet = followedUp(rep, "Quiet", 24);
    var cared = followedUp(rep, "Cared for", 20);
    firm.nightPasses(admin, "lead_recycling");
    var warning = "Quiet goes back to the pool in a week unless you follow it up.";
    assertThat(firm.messages(rep)).containsExactly(warning);
    firm.nightPasses(admin, "lead_recycling");
    assertThat(firm.messages(rep)).as("warned once").containsExactly(warning);
    assertThat(read(admin, "lead", quiet).getString("owner")).contains(id(rep).toString());

    firm.ages(admin, "lead", quiet, "8 days", "last_contact_at", "recycle_warned_at");
    firm.nightPasses(admin, "lead_recycling");
    becomes(admin, "lead", quiet, "status", "recycled");
    assertThat(read(admin, "lead", quiet).<Object>get("owner")).isNull();
    assertThat(firm.messages(rep))
        .containsExactlyInAnyOrder(
            warning, "Quiet went back to the pool: no follow-up for 30 days.");
    assertThat(read(admin, "lead", cared).getString("owner")).contains(id(rep).toString());
  }

  @Test
  @Runs({"lead_recycling", "lead_claim", "lead_first_response"})
  void who_lost_a_lead_to_the_pool_waits_a_week_before_taking_it_back() throws Exception {
    var rep = firm.hire(admin, "sales");
    var lead = followedUp(rep, "Quiet", 24);
    firm.nightPasses(admin, "lead_recycling");
    firm.ages(admin, "lead", lead, "8 days", "last_contact_at", "recycle_warned_at");
    firm.nightPasses(admin, "lead_recycling");
    becomes(admin, "lead", lead, "status", "recycled");

    claim(rep, lead);
    isTold(rep, lead, "tell_cooling");
    assertThat(read(admin, "lead", lead).<Object>get("owner")).isNull();
    firm.ages(admin, "lead", lead, "8 days", "recycled_at");
    claim(rep, lead);
    becomes(admin, "lead", lead, "status", "assigned");
    assertThat(read(admin, "lead", lead).getString("owner")).contains(id(rep).toString());
    assertThat(read(admin, "lead", lead).<Object>get("recycled_at")).isNull();
    does(rep, "complete");
    Firm.ends(admin, "lead", lead, "lead_first_response", "done");
  }

  @Test
  @Runs("lead_claim")
  void who_holds_fifty_open_leads_claims_no_more() throws Exception {
    var rep = firm.hire(admin, "sales");
    for (int i = 0; i < 50; i++) {
      var held = followedUp(rep, "Held", 1);
      firm.ages(admin, "lead", held, "2 days", "claimed_at");
    }
    var lead = ownerless("");
    Firm.ends(admin, "lead", lead, "lead_assignment", "done");
    claim(rep, lead);
    isTold(rep, lead, "tell_holding");
    assertThat(read(admin, "lead", lead).<Object>get("owner")).isNull();
  }
}
