package dev.formwork.workflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A clock that is never put back. */
class WallClockTest {

  private static final WallClock BERLIN = new WallClock(ZoneId.of("Europe/Berlin"));

  @Example
  void it_stands_still_while_others_show_an_hour_again() {
    assertThat(BERLIN.at(OffsetDateTime.parse("2026-10-25T00:30:00Z")))
        .isEqualTo("2026-10-25T02:30:00");
    assertThat(BERLIN.at(OffsetDateTime.parse("2026-10-25T01:30:00Z")))
        .isEqualTo("2026-10-25T03:00:00");
    assertThat(BERLIN.at(OffsetDateTime.parse("2026-10-25T02:30:00Z")))
        .isEqualTo("2026-10-25T03:30:00");
  }

  @Property
  void it_never_goes_back(
      @ForAll @IntRange(max = 600_000) int minute, @ForAll @IntRange(max = 90) int later) {
    var at = OffsetDateTime.parse("2026-01-01T00:00:00Z").plusMinutes(minute);
    assertThat(BERLIN.at(at.plusMinutes(later))).isAfterOrEqualTo(BERLIN.at(at));
  }
}
