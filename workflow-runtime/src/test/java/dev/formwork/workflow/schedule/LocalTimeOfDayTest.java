package dev.formwork.workflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The last day whose time came. */
class LocalTimeOfDayTest {

  @Example
  void at_nine_in_shanghai_the_day_comes_and_a_second_before_it_has_not() {
    var nine = new LocalTimeOfDay(LocalTime.of(9, 0), ZoneId.of("Asia/Shanghai"), Duration.ZERO);
    assertThat(nine.lastBy(OffsetDateTime.parse("2026-03-10T01:00:00Z"))).hasToString("2026-03-10");
    assertThat(nine.lastBy(OffsetDateTime.parse("2026-03-10T00:59:59Z"))).hasToString("2026-03-09");
  }

  @Example
  void a_time_that_clocks_jump_over_comes_an_hour_later() {
    var night = new LocalTimeOfDay(LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"), Duration.ZERO);
    assertThat(night.lastBy(OffsetDateTime.parse("2026-03-29T01:29:59Z")))
        .hasToString("2026-03-28");
    assertThat(night.lastBy(OffsetDateTime.parse("2026-03-29T01:30:00Z")))
        .hasToString("2026-03-29");
  }

  @Example
  void a_time_that_comes_twice_counts_once() {
    var night = new LocalTimeOfDay(LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"), Duration.ZERO);
    assertThat(night.lastBy(OffsetDateTime.parse("2026-10-25T00:30:00Z")))
        .hasToString("2026-10-25");
    assertThat(night.lastBy(OffsetDateTime.parse("2026-10-25T01:30:00Z")))
        .hasToString("2026-10-25");
  }

  @Property
  void every_day_comes_once_and_in_order(
      @ForAll @LongRange(min = 0, max = 4_102_444_800L) long second,
      @ForAll @IntRange(max = 86_399) int at,
      @ForAll @LongRange(min = -400_000, max = 400_000) long shift,
      @ForAll @IntRange(max = 200_000) int later,
      @ForAll @IntRange(max = 3) int place) {
    var zone =
        ZoneId.of(
            new String[] {"UTC", "America/St_Johns", "Europe/Berlin", "Asia/Shanghai"}[place]);
    var time = new LocalTimeOfDay(LocalTime.ofSecondOfDay(at), zone, Duration.ofSeconds(shift));
    var now = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC).plusSeconds(second);
    var day = time.lastBy(now);
    assertThat(moment(day, at, shift, zone)).isBeforeOrEqualTo(now);
    assertThat(moment(day.plusDays(1), at, shift, zone)).isAfter(now);
    assertThat(time.lastBy(now.plusSeconds(later))).isAfterOrEqualTo(day);
  }

  private static OffsetDateTime moment(LocalDate day, int at, long shift, ZoneId zone) {
    return day.atTime(LocalTime.ofSecondOfDay(at))
        .atZone(zone)
        .plusSeconds(shift)
        .toOffsetDateTime();
  }
}
