package dev.formwork.core.workspace.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AgendaTest {

  private static final WorkKind TIMERS = new WorkKind("timers");
  private static final WorkKind JOBS = new WorkKind("jobs");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Agenda.Item TIMERS_OF_A = new Agenda.Item("ws_a", TIMERS);
  private static final Agenda.Item TIMERS_OF_B = new Agenda.Item("ws_b", TIMERS);
  private static final Agenda.Item JOBS_OF_A = new Agenda.Item("ws_a", JOBS);

  private final Agenda agenda = new Agenda();

  @Test
  void work_begins_when_it_is_due_and_once() {
    agenda.expect(TIMERS_OF_A, NOON.plusSeconds(5));
    assertThat(agenda.begin(NOON, _ -> 8)).isEmpty();
    assertThat(agenda.next(NOON)).isEqualTo(NOON.plusSeconds(5));
    assertThat(agenda.begin(NOON.plusSeconds(5), _ -> 8)).containsExactly(TIMERS_OF_A);
    assertThat(agenda.begin(NOON.plusSeconds(9), _ -> 8)).isEmpty();
    assertThat(agenda.next(NOON)).isNull();
  }

  @Test
  void the_earlier_of_two_times_counts() {
    agenda.expect(TIMERS_OF_A, NOON.plusSeconds(5));
    agenda.expect(TIMERS_OF_A, NOON.plusSeconds(9));
    agenda.expect(TIMERS_OF_A, NOON.plusSeconds(2));
    assertThat(agenda.next(NOON)).isEqualTo(NOON.plusSeconds(2));
  }

  @Test
  void what_falls_due_during_a_run_begins_after_it() {
    agenda.expect(TIMERS_OF_A, NOON);
    agenda.begin(NOON, _ -> 8);
    agenda.expect(TIMERS_OF_A, NOON);
    assertThat(agenda.begin(NOON, _ -> 8)).isEmpty();
    agenda.done(TIMERS_OF_A);
    assertThat(agenda.begin(NOON, _ -> 8)).containsExactly(TIMERS_OF_A);
  }

  @Test
  void a_workspace_that_is_slow_delays_no_other() {
    agenda.expect(TIMERS_OF_A, NOON);
    agenda.begin(NOON, _ -> 8);
    agenda.expect(TIMERS_OF_B, NOON);
    agenda.expect(JOBS_OF_A, NOON);
    assertThat(agenda.begin(NOON, _ -> 8)).containsExactly(TIMERS_OF_B, JOBS_OF_A);
  }

  @Test
  void only_so_many_of_a_kind_run_at_the_same_time() {
    agenda.expect(TIMERS_OF_A, NOON);
    agenda.expect(TIMERS_OF_B, NOON);
    agenda.expect(JOBS_OF_A, NOON);
    assertThat(agenda.begin(NOON, _ -> 1)).containsExactly(TIMERS_OF_A, JOBS_OF_A);
    assertThat(agenda.begin(NOON, _ -> 1)).isEmpty();
    agenda.done(TIMERS_OF_A);
    assertThat(agenda.begin(NOON, _ -> 1)).containsExactly(TIMERS_OF_B);
  }

  @Test
  void work_that_fails_is_tried_again_later_each_time_and_not_earlier() {
    var now = NOON;
    var pauses = new ArrayList<Long>();
    agenda.expect(TIMERS_OF_A, now);
    for (int i = 0; i < 10; i++) {
      assertThat(agenda.begin(now, _ -> 8)).containsExactly(TIMERS_OF_A);
      var again = agenda.failed(TIMERS_OF_A, now);
      pauses.add(again.toEpochMilli() - now.toEpochMilli());
      agenda.expect(TIMERS_OF_A, now);
      assertThat(agenda.begin(now, _ -> 8)).isEmpty();
      now = again;
    }
    assertThat(pauses).isSorted().first().isEqualTo(800L);
    assertThat(pauses).last().isEqualTo(60_000L);
    agenda.begin(now, _ -> 8);
    agenda.done(TIMERS_OF_A);
    agenda.expect(TIMERS_OF_A, now);
    assertThat(agenda.begin(now, _ -> 8)).containsExactly(TIMERS_OF_A);
  }

  @Test
  void what_is_due_still_after_a_run_waits_longer_each_time() {
    var now = NOON;
    agenda.expect(TIMERS_OF_A, now);
    var pauses = new ArrayList<Long>();
    for (int i = 0; i < 8; i++) {
      agenda.begin(now, _ -> 8);
      agenda.done(TIMERS_OF_A);
      agenda.learn(TIMERS_OF_A, now.minusSeconds(1), now);
      var next = agenda.next(now);
      pauses.add(next.toEpochMilli() - now.toEpochMilli());
      now = next;
    }
    assertThat(pauses).isSorted().first().isEqualTo(200L);
    assertThat(pauses).last().isEqualTo(5_000L);
    agenda.expect(TIMERS_OF_A, now);
    agenda.begin(now, _ -> 8);
    agenda.done(TIMERS_OF_A);
    agenda.learn(TIMERS_OF_A, null, now);
    assertThat(agenda.next(now)).isNull();
    agenda.learn(TIMERS_OF_A, now.minusSeconds(1), now);
    assertThat(agenda.begin(now, _ -> 8)).containsExactly(TIMERS_OF_A);
  }

  @Test
  void whatever_happens_nothing_runs_twice_at_a_time_and_nothing_expected_is_forgotten() {
    for (int seed = 0; seed < 200; seed++) {
      check(new Random(seed));
    }
  }

  private static void check(Random random) {
    var agenda = new Agenda();
    var running = new HashSet<Agenda.Item>();
    var owed = new HashSet<Agenda.Item>();
    var now = NOON;
    for (int i = 0; i < 300; i++) {
      now = now.plusMillis(random.nextInt(400));
      var item = new Agenda.Item("ws_" + random.nextInt(4), random.nextBoolean() ? TIMERS : JOBS);
      switch (random.nextInt(3)) {
        case 0 -> {
          agenda.expect(item, now.plusMillis(random.nextInt(500)));
          owed.add(item);
        }
        case 1 -> {
          for (var begun : agenda.begin(now, _ -> 2)) {
            assertThat(running.add(begun)).isTrue();
            owed.remove(begun);
          }
        }
        default -> {
          if (running.remove(item)) {
            if (random.nextInt(4) == 0) {
              agenda.failed(item, now);
              owed.add(item);
            } else {
              agenda.done(item);
              agenda.learn(item, random.nextBoolean() ? null : now, now);
            }
          }
        }
      }
    }
    running.forEach(agenda::done);
    while (true) {
      now = now.plusSeconds(61);
      var begun = agenda.begin(now, _ -> 2);
      if (begun.isEmpty()) {
        break;
      }
      begun.forEach(owed::remove);
      begun.forEach(agenda::done);
    }
    assertThat(owed).isEmpty();
  }
}
