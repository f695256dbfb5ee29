package dev.formwork.workflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** When schedules ring, also where clocks are changed. */
class CronExpressionTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static List<String> times(String cron, ZoneId zone, String from, int many) {
    var expression = CronExpression.parse(cron);
    var times = new ArrayList<String>();
    var at = OffsetDateTime.parse(from);
    for (int i = 0; i < many; i++) {
      at = expression.after(at, zone).orElseThrow();
      times.add(at.toString());
    }
    return times;
  }

  @Example
  void a_time_that_clocks_jump_over_rings_once_as_much_later_as_they_jump() {
    assertThat(times("30 2 * * *", BERLIN, "2026-03-28T00:00+01:00", 3))
        .containsExactly(
            "2026-03-28T02:30+01:00", "2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00");
    assertThat(times("0 30 2 * * *", BERLIN, "2026-03-29T03:10+02:00", 1))
        .containsExactly("2026-03-29T03:30+02:00");
  }

  @Example
  void a_time_that_clocks_show_twice_rings_the_first_time_alone() {
    assertThat(times("30 2 * * *", BERLIN, "2026-10-24T12:00+02:00", 2))
        .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    assertThat(times("30 2 * * *", BERLIN, "2026-10-25T02:10+01:00", 1))
        .containsExactly("2026-10-26T02:30+01:00");
  }

  @Example
  void times_that_come_together_by_a_jump_ring_once() {
    assertThat(times("30 2,3 * * *", BERLIN, "2026-03-29T00:00+01:00", 2))
        .containsExactly("2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00");
    var howe = ZoneId.of("Australia/Lord_Howe");
    assertThat(times("15,40 2 * * *", howe, "2026-10-04T01:00+10:30", 2))
        .containsExactly("2026-10-04T02:40+11:00", "2026-10-04T02:45+11:00");
  }

  @Example
  void what_is_for_every_hour_rings_as_hours_pass() {
    assertThat(times("0 * * * *", BERLIN, "2026-03-29T01:30+01:00", 2))
        .containsExactly("2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00");
    assertThat(times("*/30 * * * *", BERLIN, "2026-10-25T02:20+02:00", 4))
        .containsExactly(
            "2026-10-25T02:30+02:00",
            "2026-10-25T02:00+01:00",
            "2026-10-25T02:30+01:00",
            "2026-10-25T03:00+01:00");
  }

  @Example
  void every_second_hour_has_fixed_hours() {
    assertThat(times("0 */2 * * *", BERLIN, "2026-03-29T00:30+01:00", 3))
        .containsExactly(
            "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00", "2026-03-29T06:00+02:00");
    assertThat(times("0 */2 * * *", BERLIN, "2026-10-25T00:30+02:00", 2))
        .containsExactly("2026-10-25T02:00+02:00", "2026-10-25T04:00+01:00");
    var havana = ZoneId.of("America/Havana");
    assertThat(times("0 */12 * * *", havana, "2026-10-31T23:00-04:00", 2))
        .containsExactly("2026-11-01T00:00-04:00", "2026-11-01T12:00-05:00");
    assertThat(times("0 0-23 * * *", BERLIN, "2026-10-25T01:30+02:00", 3))
        .containsExactly(
            "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00");
  }

  @Example
  void the_last_and_the_leap_day_come_when_there_is_one() {
    assertThat(times("0 9 29 2 *", BERLIN, "2026-01-01T00:00+01:00", 2))
        .containsExactly("2028-02-29T09:00+01:00", "2032-02-29T09:00+01:00");
    assertThat(times("0 9 31 * *", BERLIN, "2026-01-31T09:00+01:00", 3))
        .containsExactly(
            "2026-03-31T09:00+02:00", "2026-05-31T09:00+02:00", "2026-07-31T09:00+02:00");
  }

  @Example
  void a_day_that_no_year_has_never_comes() {
    for (var never : new String[] {"0 9 30 2 *", "0 9 31 4,6,9,11 *", "0 0 9 31 2 *"}) {
      assertThat(CronExpression.parse(never).comes()).as(never).isFalse();
      assertThat(
              CronExpression.parse(never).after(OffsetDateTime.parse("2026-01-01T00:00Z"), BERLIN))
          .isEmpty();
    }
    for (var rare : new String[] {"0 9 29 2 *", "0 9 31 * *", "0 9 * * 1-5", "* * * * *"}) {
      assertThat(CronExpression.parse(rare).comes()).as(rare).isTrue();
    }
  }

  @Property(tries = 30)
  void a_time_of_day_rings_once_on_each_day(
      @ForAll @IntRange(max = 1_439) int minute, @ForAll @IntRange(max = 4) int place) {
    var zone =
        ZoneId.of(
            new String[] {
                  "Europe/Berlin",
                  "America/New_York",
                  "Australia/Lord_Howe",
                  "America/St_Johns",
                  "Asia/Shanghai"
                }
                [place]);
    var time = LocalTime.of(minute / 60, minute % 60);
    var expression = CronExpression.parse(time.getMinute() + " " + time.getHour() + " * * *");
    var at =
        java.time.LocalDate.of(2026, 1, 1).atStartOfDay(zone).toOffsetDateTime().minusSeconds(1);
    for (int day = 0; day < 365; day++) {
      at = expression.after(at, zone).orElseThrow();
      assertThat(at.atZoneSameInstant(zone).toLocalDate())
          .isEqualTo(java.time.LocalDate.of(2026, 1, 1).plusDays(day));
    }
  }
}
