package dev.formwork.ui.api;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.access.Caller;
import dev.formwork.core.member.Members;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Times are those of the workspace, until somebody chooses a zone of their own. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class OwnZoneTest {

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject Members members;

  private TestMembers.Person admin;
  private RestRecords office;

  @BeforeEach
  void a_meeting_at_six_in_the_morning() {
    admin = people.administrator();
    apps.publish(admin.caller(), "office", form("meeting", "", field("dateTime", "starts", "")));
    office = new RestRecords(admin, "office");
    livesIn(null);
    office.made("meeting", "{\"starts\": \"2026-03-05T06:00:00Z\"}");
    workspaceIsIn("Asia/Tokyo");
  }

  private void workspaceIsIn(String zone) {
    office
        .as()
        .body("{\"zone\": \"" + zone + "\"}")
        .put("/api/v1/calendar/zone")
        .then()
        .statusCode(204);
    Eventually.holds(() -> admin.caller().organization().now().zone().equals(ZoneId.of(zone)));
  }

  private void livesIn(String zone) {
    ServiceCalls.await(
        () -> members.changeProfile(admin.caller().memberId(), "Admin", "en", zone, false));
  }

  private Caller now() {
    return ServiceCalls.await(
        () -> members.caller(admin.caller().memberId(), admin.caller().workspace()));
  }

  private String exported() {
    return office
        .as()
        .body("{\"format\": \"csv\"}")
        .post(office.records("meeting") + ":export")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  @Test
  void without_a_choice_the_workspace_s_zone_holds_also_when_it_changes() {
    assertThat(now().isElsewhere()).isFalse();
    assertThat(exported()).contains("2026-03-05T15:00:00+09:00");
    var signedIn = now();
    workspaceIsIn("Europe/Berlin");
    assertThat(signedIn.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(exported()).contains("2026-03-05T07:00:00+01:00");
  }

  @Test
  void a_zone_of_their_own_holds_until_it_is_taken_back() {
    admin = people.in(admin.caller().workspace(), "ann", Caller.Role.ADMINISTRATOR, false);
    office = new RestRecords(admin, "office");
    livesIn("America/New_York");
    assertThat(now().isElsewhere()).isTrue();
    assertThat(exported()).contains("2026-03-05T01:00:00-05:00");
    livesIn(null);
    assertThat(now().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
  }
}
