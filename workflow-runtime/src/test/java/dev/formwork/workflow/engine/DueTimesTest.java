package dev.formwork.workflow.engine;

import static dev.formwork.workflow.engine.EngineFixture.FRIDAY;
import static dev.formwork.workflow.engine.EngineFixture.flow;
import static dev.formwork.workflow.engine.EngineFixture.named;
import static dev.formwork.workflow.engine.EngineFixture.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.workflow.definition.Deadline;
import dev.formwork.workflow.definition.Delay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** By when, and what happens then. */
final class DueTimesTest {

  private static OffsetDateTime working(String delay) {
    return DueTimes.after(
        FRIDAY, Delay.of(delay), Deadline.Calendar.WORKING, WorkCalendar.WEEKDAYS);
  }

  @Test
  void working_hours_go_on_the_next_working_day() {
    assertThat(working("PT4H")).isEqualTo("2026-01-16T14:00:00Z");
    assertThat(working("PT9H")).isEqualTo("2026-01-19T10:00:00Z");
    assertThat(working("P1D")).isEqualTo("2026-01-19T10:00:00Z");
    assertThat(working("P1DT10H")).isEqualTo("2026-01-20T11:00:00Z");
  }

  @Test
  void holidays_do_not_count_and_weekend_days_that_are_worked_do() {
    var calendar =
        new WorkCalendar(
            Set.of(LocalDate.of(2026, 1, 19)), Set.of(LocalDate.of(2026, 1, 18)), ZoneOffset.UTC);
    assertThat(DueTimes.after(FRIDAY, Delay.of("P2D"), Deadline.Calendar.WORKING, calendar))
        .isEqualTo("2026-01-20T10:00:00Z");
  }

  @Test
  void what_begins_at_night_counts_from_the_morning() {
    var night = FRIDAY.withHour(22);
    assertThat(
            DueTimes.after(
                night, Delay.of("PT1H"), Deadline.Calendar.WORKING, WorkCalendar.WEEKDAYS))
        .isEqualTo("2026-01-19T10:00:00Z");
    assertThat(
            DueTimes.after(night, Delay.of("PT1H"), Deadline.Calendar.REAL, WorkCalendar.WEEKDAYS))
        .isEqualTo("2026-01-16T23:00:00Z");
  }

  @Test
  void months_are_those_of_the_calendar_and_end_with_a_working_day() {
    var last = OffsetDateTime.parse("2026-01-31T10:00:00Z");
    assertThat(DueTimes.after(last, Delay.of("P1M"), Deadline.Calendar.REAL, WorkCalendar.WEEKDAYS))
        .isEqualTo("2026-02-28T10:00:00Z");
    assertThat(working("P1M")).isEqualTo("2026-02-16T10:00:00Z");
    assertThat(working("P2M")).isEqualTo("2026-03-16T10:00:00Z");
    assertThat(working("P3M1D")).isEqualTo("2026-04-17T10:00:00Z");
    assertThat(working("P4MT1H")).isEqualTo("2026-05-18T11:00:00Z");
  }

  private static InstanceDriver due(EngineFixture engineFixture, String stages) {
    return InstanceDriver.begin(
        engineFixture,
        flow(
            "{\"type\": \"approve\", \"key\": \"a\", \"assign\": [%s], \"due\": {\"calendar\": \"real\", \"stages\": [%s]}}"
                .formatted(named(1), stages)));
  }

  private static String stage(String after, String then) {
    return "{\"after\": \"%s\", \"then\": %s}".formatted(after, then);
  }

  @Test
  void it_reminds_then_escalates_then_decides_by_itself() {
    var instanceDriver =
        due(
            new EngineFixture(),
            stage("P1D", "\"remind\"")
                + ", "
                + stage("P2D", "\"escalate\", \"to\": [" + named(5) + "]")
                + ", "
                + stage("P3D", "\"approve\""));
    assertThat(instanceDriver.taskOf(1).due()).isEqualTo(FRIDAY.plusDays(1));
    instanceDriver.later(Duration.ofHours(25));
    assertThat(instanceDriver.told("reminded")).containsExactly(1L);
    instanceDriver.later(Duration.ofHours(24));
    assertThat(instanceDriver.told("escalated")).containsExactly(5L);
    instanceDriver.later(Duration.ofHours(24)).isDone();
  }

  @Test
  void it_rejects_returns_or_transfers() {
    assertThat(
            due(new EngineFixture(), stage("P1D", "\"reject\"")).later(Duration.ofDays(2)).status())
        .isEqualTo(InstanceStatus.REJECTED);
    assertThat(
            due(new EngineFixture(), stage("P1D", "\"return\"")).later(Duration.ofDays(2)).steps())
        .containsExactly(Token.SUBMITTER);
    assertThat(
            due(new EngineFixture(), stage("P1D", "\"transfer\", \"to\": [" + named(4) + "]"))
                .later(Duration.ofDays(2))
                .waiting())
        .containsExactly(4L);
  }

  @Test
  void a_task_that_is_done_has_no_time_any_more() {
    var instanceDriver = due(new EngineFixture(), stage("P1D", "\"remind\"")).approves(1);
    assertThat(instanceDriver.timers()).isEmpty();
  }

  @Test
  void the_clock_decides_for_all_who_did_not() {
    var engineFixture = new EngineFixture();
    engineFixture.roles.put("board", List.of(person(1), person(2), person(3)));
    var instanceDriver =
        InstanceDriver.begin(
            engineFixture,
            flow(
                """
                {"type": "approve", "key": "a", "assign": [{"role": "board"}], "decide": "all",
                "due": {"calendar": "real", "after": "P1D", "then": "approve"}}"""));
    instanceDriver.approves(2).later(Duration.ofDays(2)).isDone();
  }
}
