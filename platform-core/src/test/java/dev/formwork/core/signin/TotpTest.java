package dev.formwork.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TotpTest {

  /** 12345678901234567890, the secret of RFC 6238, appendix B. */
  private static final String RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @ParameterizedTest
  @CsvSource({
    "59,287082",
    "1111111109,081804",
    "1111111111,050471",
    "1234567890,005924",
    "2000000000,279037"
  })
  void codes_are_those_of_rfc_6238(long second, String code) {
    assertThat(Totp.code(RFC_SECRET, Instant.ofEpochSecond(second))).isEqualTo(code);
  }

  @Test
  void a_code_works_half_a_minute_early_and_late_but_not_longer() {
    var then = Instant.ofEpochSecond(1_234_567_890);
    var code = Totp.code(RFC_SECRET, then);
    assertThat(Totp.step(RFC_SECRET, code, then.plusSeconds(30), 0)).isPresent();
    assertThat(Totp.step(RFC_SECRET, code, then.minusSeconds(30), 0)).isPresent();
    assertThat(Totp.step(RFC_SECRET, code, then.plusSeconds(90), 0)).isEmpty();
  }

  @Test
  void a_code_that_was_used_does_not_work_again() {
    var now = Instant.ofEpochSecond(1_234_567_890);
    var code = Totp.code(RFC_SECRET, now);
    long used = Totp.step(RFC_SECRET, code, now, 0).orElseThrow();
    assertThat(Totp.step(RFC_SECRET, code, now, used)).isEmpty();
  }

  @Test
  void a_new_secret_has_160_bits_in_base_32() {
    assertThat(Totp.newSecret()).matches("[A-Z2-7]{32}").isNotEqualTo(Totp.newSecret());
  }
}
