package dev.formwork.core.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestIdTest {

  @Test
  void what_a_client_sent_stays_its_id() {
    assertThat(RequestId.of("Order-42.retry_1")).isEqualTo("Order-42.retry_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "line\nbreak", "größe", "<script>", "a,b"})
  void what_could_forge_a_log_line_is_replaced(String sent) {
    assertThat(RequestId.of(sent)).isNotEqualTo(sent).matches("[0-9a-f]{16}");
  }

  @Test
  void what_is_too_long_is_replaced() {
    assertThat(RequestId.of("a".repeat(64))).hasSize(64);
    assertThat(RequestId.of("a".repeat(65))).hasSize(16);
  }

  @Test
  void each_request_without_one_has_its_own() {
    assertThat(RequestId.of(null)).isNotEqualTo(RequestId.of(null));
  }
}
