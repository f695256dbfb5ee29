package dev.formwork.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.access.TokenScope;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenReachTest {

  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-29T12:00:00Z");

  private static TokenScope from(String... addresses) {
    return new TokenScope(List.of(), List.of(addresses));
  }

  @Test
  void a_token_with_limits_gives_them_on() {
    var own = from("10.0.0.0/8").endingAt(NOON);
    assertThat(TokenReach.within(own, TokenScope.WHOLE)).isEqualTo(own);
  }

  @Test
  void a_token_without_limits_makes_any() {
    var wanted = from("10.0.0.0/8").endingAt(NOON);
    assertThat(TokenReach.within(TokenScope.WHOLE, wanted)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.1.0.0/16, true",
    "10.0.0.0/8, 10.9.9.9, true",
    "10.0.0.0/8, 10.0.0.0/7, false",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.0/8, 0.0.0.0/0, false",
    "10.0.0.0/8, ::/0, false",
    "fd00::/8, fd12::/16, true",
    "10.0.0.1, 10.0.0.1/32, true",
    "10.0.0.1, 10.0.0.0/31, false"
  })
  void networks_are_no_wider(String own, String wanted, boolean isFine) {
    if (isFine) {
      assertThat(TokenReach.within(from(own), from(wanted)).addresses()).containsExactly(wanted);
    } else {
      refused(from(own), from(wanted));
    }
  }

  @Test
  void one_of_several_networks_must_hold_each() {
    var own = from("10.0.0.0/8", "192.168.0.0/16");
    assertThat(TokenReach.within(own, from("192.168.3.0/24", "10.0.0.1"))).isNotNull();
    refused(own, from("192.168.3.0/24", "172.16.0.1"));
  }

  @Test
  void the_end_is_no_later() {
    var own = TokenScope.WHOLE.endingAt(NOON);
    assertThat(TokenReach.within(own, TokenScope.WHOLE.endingAt(NOON.minusDays(1))).until())
        .isEqualTo(NOON.minusDays(1));
    refused(own, TokenScope.WHOLE.endingAt(NOON.plusSeconds(1)));
  }

  private static void refused(TokenScope own, TokenScope wanted) {
    assertThatThrownBy(() -> TokenReach.within(own, wanted))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.is(CoreProblem.TOKEN_WIDER)).isTrue());
  }
}
