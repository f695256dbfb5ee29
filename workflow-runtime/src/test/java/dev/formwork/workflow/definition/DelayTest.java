package dev.formwork.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Lengths of time: what they are, and where they lead. */
class DelayTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

  @Example
  void a_month_from_the_last_of_january_is_the_last_of_february() {
    assertThat(Delay.of("P1M").from(LocalDate.of(2026, 1, 31))).isEqualTo("2026-02-28");
    assertThat(Delay.of("P1M").from(LocalDate.of(2024, 1, 31))).isEqualTo("2024-02-29");
    assertThat(Delay.of("P1Y").from(LocalDate.of(2024, 2, 29))).isEqualTo("2025-02-28");
    assertThat(Delay.of("-P1M").from(LocalDate.of(2026, 3, 31))).isEqualTo("2026-02-28");
    assertThat(Delay.of("P1M2D").from(LocalDate.of(2026, 1, 31))).isEqualTo("2026-03-02");
  }

  @Example
  void days_are_those_of_the_clock_and_hours_pass() {
    var berlin = ZoneId.of("Europe/Berlin");
    var before = OffsetDateTime.parse("2026-03-28T12:00:00+01:00");
    assertThat(Delay.of("P1D").from(before, berlin)).isEqualTo("2026-03-29T12:00:00+02:00");
    assertThat(Delay.of("PT24H").from(before, berlin)).isEqualTo("2026-03-29T13:00:00+02:00");
    assertThat(Delay.of("P1M").from(before, ZoneOffset.UTC)).isEqualTo("2026-04-28T11:00:00Z");
  }

  @Example
  void what_lies_between_does_not_count() {
    var berlin = ZoneId.of("Europe/Berlin");
    // Two months on, at half past two, the clocks jump; a day later they do not.
    assertThat(Delay.of("P2M1D").from(OffsetDateTime.parse("2026-01-29T02:30:00+01:00"), berlin))
        .isEqualTo("2026-03-30T02:30:00+02:00");
    assertThat(Delay.of("P2M").from(OffsetDateTime.parse("2026-01-29T02:30:00+01:00"), berlin))
        .isEqualTo("2026-03-29T03:30:00+02:00");
    assertThat(Delay.of("P1M").from(OffsetDateTime.parse("2026-09-25T02:30:00+02:00"), berlin))
        .isEqualTo("2026-10-25T02:30:00+02:00");
    assertThat(Delay.of("-P1M").from(OffsetDateTime.parse("2026-11-25T02:30:00+01:00"), berlin))
        .isEqualTo("2026-10-25T02:30:00+01:00");
  }

  @Example
  void months_end_with_the_month() {
    var rows =
        new String[][] {
          {"P1M", "2026-01-29", "2026-02-28"},
          {"P1M", "2026-01-28", "2026-02-28"},
          {"P1M", "2026-02-28", "2026-03-28"},
          {"P1M", "2024-02-29", "2024-03-29"},
          {"P1M", "2026-03-31", "2026-04-30"},
          {"P1M", "2026-12-31", "2027-01-31"},
          {"P2M", "2025-12-31", "2026-02-28"},
          {"P13M", "2023-01-31", "2024-02-29"},
          {"P1Y", "2023-02-28", "2024-02-28"},
          {"P4Y", "2024-02-29", "2028-02-29"},
          {"P1Y1M", "2024-01-31", "2025-02-28"},
          {"-P1M", "2024-03-31", "2024-02-29"},
          {"-P1Y", "2024-02-29", "2023-02-28"},
          {"P30D", "2026-01-31", "2026-03-02"},
        };
    for (var row : rows) {
      assertThat(Delay.of(row[0]).from(LocalDate.parse(row[1])))
          .as("%s from %s", row[0], row[1])
          .isEqualTo(row[2]);
    }
  }

  @Example
  void it_is_written_as_it_is_read() {
    for (var text :
        new String[] {"P2D", "P1Y2M3DT4H5M", "-P1M", "PT4H", "P0D", "-P1DT30M", "P10Y", "P1M"}) {
      assertThat(Delay.of(text).json()).isEqualTo(text);
    }
    assertThat(Delay.of("P2W").json()).isEqualTo("P14D");
    assertThat(Delay.of("P12M").json()).isEqualTo("P1Y");
  }

  @Example
  void what_is_none_is_refused() {
    for (var text :
        new String[] {"", "soon", "P", "P1", "PT", "P1M-3D", "P-1M", "P11Y", "PT99999H"}) {
      assertThatThrownBy(() -> Delay.of(text))
          .as(text)
          .isInstanceOf(NotADelayException.class)
          .hasMessageContaining(text);
    }
  }

  @Property
  void the_last_day_by_another_is_the_last_from_which_it_leads_no_further(
      @ForAll @IntRange(max = 1_500) int day,
      @ForAll @IntRange(min = -30, max = 30) int months,
      @ForAll @IntRange(max = 70) int days) {
    var delay = new Delay(months, months < 0 ? -days : days, java.time.Duration.ZERO);
    var by = FIRST.plusDays(day);
    var last = delay.lastDayBy(by);
    assertThat(delay.from(last)).isBeforeOrEqualTo(by);
    assertThat(delay.from(last.plusDays(1))).isAfter(by);
  }
}
