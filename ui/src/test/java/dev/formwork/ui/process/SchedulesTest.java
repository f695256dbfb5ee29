package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.flow;
import static dev.formwork.ui.process.Office.publish;
import static dev.formwork.ui.process.Office.reaches;
import static dev.formwork.ui.process.Office.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Flows that the clock starts, and dates of records. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SchedulesTest {

  private static final String MARK =
      "{\"type\": \"update\", \"key\": \"mark\", \"set\": {\"status\": \"\\\"reminded\\\"\"}}";
  private static final String BUY =
      "{\"type\": \"create\", \"key\": \"buy\", \"form\": \"purchase\", \"set\": {\"name\": \"\\\"monthly\\\"\"}}";

  @Inject Office office;
  @Inject Pool pool;
  @Inject CompiledForms forms;

  /** Days are counted far enough from it that no zone makes a difference. */
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private RestRecords admin;

  @BeforeEach
  void people() {
    admin = office.open();
  }

  @Test
  void a_record_whose_date_came_starts_its_flow_once() throws Exception {
    var due = due(today.minusDays(1));
    var later = due(today.plusDays(3));
    publish(admin, "remind", onDate("remind", "P0D"));
    lastLooked("remind", "4 days");
    reaches(admin, due, "done");
    admin.get("request", due).body("status", equalTo("reminded"));
    assertThat(status(admin, later, "id")).isEqualTo("null");
    looksAgain("remind");
    assertThat(instances("remind")).isEqualTo(1);
  }

  @Test
  void days_before_a_date_are_counted_from_it() throws Exception {
    var soon = due(today.plusDays(5));
    var far = due(today.plusDays(30));
    publish(admin, "warn", onDate("warn", "-P7D"));
    lastLooked("warn", "4 days");
    reaches(admin, soon, "done");
    assertThat(status(admin, far, "id")).isEqualTo("null");
  }

  @Test
  void a_month_after_a_moment_is_a_month_of_the_calendar() {
    var form =
        """
        {"key": "visit", "title": {"en": "Visit"}, "recordTitle": "name", "fields": [
          {"type": "text", "key": "name", "title": {"en": "Name"}},
          {"type": "dateTime", "key": "at", "title": {"en": "At"}}]}""";
    var at = "/api/v1/apps/office/definitions/form/visit";
    admin.as().body(form).put(at + "/draft").then().statusCode(204);
    admin.as().body("{}").post(at + "/publish").then().statusCode(200);
    visit("came", OffsetDateTime.now(ZoneOffset.UTC).minusMonths(1).minusDays(1));
    visit("not yet", OffsetDateTime.now(ZoneOffset.UTC).minusMonths(1).plusDays(2));
    visit("long ago", OffsetDateTime.now(ZoneOffset.UTC).minusMonths(2));
    publish(
        admin,
        "after",
        """
        {"key": "after", "title": {"en": "After"}, "form": "visit",
         "trigger": {"on": "record.date", "field": "at", "after": "P1M"}, "steps": [%s]}"""
            .formatted(BUY));
    lastLooked("after", "4 days");
    Eventually.holds(() -> instances("after") == 1);
    Eventually.holds(() -> purchases() == 1);
    assertThat(instances("after")).isEqualTo(1);
  }

  private void visit(String name, OffsetDateTime at) {
    admin.made("visit", "{\"name\": \"%s\", \"at\": \"%s\"}".formatted(name, at));
  }

  /** More than one page of them: a policy that ends for everybody with the year. */
  @Test
  void none_of_thousands_with_the_same_date_is_left_out() throws Exception {
    due(today.minusDays(1));
    copy(4_500);
    publish(admin, "remind", onDate("remind", "P0D"));
    lastLooked("remind", "4 days");
    Eventually.holds(() -> instances("remind") > 0);
    assertThat(instances("remind")).isEqualTo(4_501);
  }

  @Test
  void a_flow_that_cannot_be_looked_after_keeps_no_other_waiting() {
    var due = due(today.minusDays(1));
    refused("%_bad");
    publish(admin, "a_bad", onDate("a_bad", "P0D"));
    publish(admin, "remind", onDate("remind", "P0D"));
    publish(admin, "z_bad", onDate("z_bad", "P0D"));
    lastLooked("a_bad", "4 days");
    lastLooked("z_bad", "4 days");
    lastLooked("remind", "4 days");
    reaches(admin, due, "done");
  }

  @Test
  void a_missed_time_is_kept_once() throws Exception {
    publish(admin, "monthly", scheduled("monthly", "once"));
    missed("monthly");
    Eventually.holds(() -> instances("monthly") == 1);
    looksAgain("monthly");
    assertThat(instances("monthly")).isEqualTo(1);
    Eventually.holds(() -> purchases() == 1);
  }

  @Test
  void a_missed_time_is_passed_over_when_the_flow_says_so() throws Exception {
    publish(admin, "monthly", scheduled("monthly", "skip"));
    missed("monthly");
    looksAgain("monthly");
    assertThat(instances("monthly")).isZero();
  }

  @Test
  void each_missed_time_is_kept_when_the_flow_says_so() throws Exception {
    publish(admin, "monthly", scheduled("monthly", "each"));
    missed("monthly");
    Eventually.holds(() -> instances("monthly") == 3);
    looksAgain("monthly");
    assertThat(instances("monthly")).isEqualTo(3);
  }

  private static String onDate(String key, String after) {
    return flow(
        key,
        "{\"on\": \"record.date\", \"field\": \"due\", \"after\": \"%s\", \"at\": \"00:00\"}"
            .formatted(after),
        "",
        MARK);
  }

  private static String scheduled(String key, String missed) {
    return """
        {"key": "%s", "title": {"en": "%s"}, "trigger": {"on": "schedule", "cron": "0 3 * * *", "zone": "UTC"},
         "rules": {"missed": "%s"}, "steps": [%s]}"""
        .formatted(key, key, missed, BUY);
  }

  private String due(LocalDate date) {
    return admin.made("request", "{\"name\": \"A\", \"due\": \"" + date + "\"}");
  }

  private String schema() {
    return admin.person().caller().workspace().schema();
  }

  private int purchases() {
    return admin.as().get(admin.records("purchase")).then().extract().path("items.size()");
  }

  /** The clock has looked after it, and has now not done so for a while. */
  private void lastLooked(String flow, String ago) {
    setBack(flow, "now() - interval '" + ago + "'");
  }

  /** Three in the morning of the last three days went by. */
  private void missed(String flow) {
    setBack(flow, "date_trunc('day', now() - interval '3 hours 2 minutes') - interval '45 hours'");
  }

  private void setBack(String flow, String to) {
    try {
      Eventually.holds(() -> number("count(next_at)", "flow_setting", flow) == 1);
    } catch (Exception e) {
      throw new AssertionError("The clock never looked after " + flow, e);
    }
    set(flow, "next_at = " + to);
  }

  private void set(String flow, String what) {
    TestClock.set(
        pool,
        schema(),
        "schedules",
        "UPDATE \"%s\".flow_setting SET " + what + " WHERE flow = '" + flow + "'");
  }

  /** Waits until the flow was looked after, and then once more. */
  private void looksAgain(String flow) throws Exception {
    Eventually.holds(
        () ->
            number(
                    "count(*) FILTER (WHERE next_at > now() - interval '1 minute')",
                    "flow_setting",
                    flow)
                == 1);
    set(flow, "due_at = NULL");
    Eventually.holds(() -> number("count(due_at)", "flow_setting", flow) == 1);
  }

  private int instances(String flow) {
    return number("count(*)", "flow_instance", flow);
  }

  private int number(String what, String table, String flow) {
    var rows =
        ServiceCalls.await(
            () ->
                pool.query(
                        "SELECT %s FROM \"%s\".%s WHERE flow = '%s'"
                            .formatted(what, schema(), table, flow))
                    .execute());
    return rows.iterator().next().getInteger(0);
  }

  /** The database takes no instances of such flows. */
  private void refused(String flows) {
    ServiceCalls.await(
        () ->
            pool.query(
                    "ALTER TABLE \"%s\".flow_instance ADD CHECK (flow NOT LIKE '%s')"
                        .formatted(schema(), flows))
                .execute());
  }

  private String requests() {
    return ServiceCalls.await(
            () -> forms.form(admin.person().caller().workspace(), "office", "request"))
        .table()
        .sql();
  }

  /** Makes copies of the only request. */
  private void copy(int times) {
    var table = requests();
    ServiceCalls.await(
        () ->
            pool.query(
                    """
                    INSERT INTO %1$s
                    SELECT (jsonb_populate_record(one.t, jsonb_build_object('id', gen_random_uuid()))).*
                    FROM (SELECT t FROM %1$s t LIMIT 1) one, generate_series(1, %2$d)"""
                        .formatted(table, times))
                .execute());
  }
}
