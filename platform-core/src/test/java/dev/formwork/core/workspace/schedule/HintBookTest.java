package dev.formwork.core.workspace.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class HintBookTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final UUID WORKSPACE = new UUID(1, 1);

  private final HintBook book = new HintBook();

  @Test
  void a_later_time_is_written_once() {
    var tomorrow = NOON.plusSeconds(86_400);
    book.expect(WORKSPACE, tomorrow, NOON);
    assertThat(book.take()).containsExactly(Map.entry(WORKSPACE, tomorrow));
    book.expect(WORKSPACE, tomorrow, NOON);
    book.expect(WORKSPACE, tomorrow.plusSeconds(1), NOON);
    assertThat(book.take()).isEmpty();
  }

  @Test
  void a_busy_workspace_is_written_once_in_ten_seconds() {
    int written = 0;
    for (int tenths = 0; tenths < 1_000; tenths++) {
      var now = NOON.plusMillis(100L * tenths);
      book.expect(WORKSPACE, now, now);
      written += book.take().size();
    }
    assertThat(written).isLessThanOrEqualTo(11);
  }

  @Test
  void an_earlier_time_replaces_a_later_one() {
    book.expect(WORKSPACE, NOON.plusSeconds(500), NOON);
    book.expect(WORKSPACE, NOON.plusSeconds(50), NOON);
    assertThat(book.take()).containsValue(NOON.plusSeconds(50));
  }

  @Test
  void what_is_over_is_written_again_as_the_workspace_says() {
    book.read(WORKSPACE, NOON);
    book.learn(WORKSPACE, NOON.plusSeconds(700), NOON.plusSeconds(1));
    assertThat(book.take()).containsValue(NOON.plusSeconds(700));
    book.read(WORKSPACE, NOON.plusSeconds(700));
    book.learn(WORKSPACE, null, NOON.plusSeconds(701));
    assertThat(book.take()).containsEntry(WORKSPACE, null);
    book.learn(WORKSPACE, null, NOON.plusSeconds(702));
    assertThat(book.take()).isEmpty();
  }

  @Test
  void a_hint_that_could_not_be_written_is_wanted_again() {
    book.expect(WORKSPACE, NOON.plusSeconds(500), NOON);
    book.lost(book.take());
    book.learn(WORKSPACE, NOON.plusSeconds(500), NOON);
    assertThat(book.take()).containsValue(NOON.plusSeconds(500));
  }
}
