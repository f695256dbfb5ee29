package dev.formwork.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.secret.TestSignatures;
import org.junit.jupiter.api.Test;

final class KnownBrowsersTest {

  private final KnownBrowsers browsers = new KnownBrowsers(TestSignatures.of("k1"));

  private static MemberId member() {
    return new MemberId(UuidCreator.getTimeOrderedEpoch());
  }

  @Test
  void a_browser_is_known_for_those_who_signed_in_from_it() {
    var anna = member();
    var ben = member();
    var cookie = browsers.with(ben, browsers.with(anna, null));
    assertThat(browsers.of(anna, cookie)).isPresent().isEqualTo(browsers.of(ben, cookie));
    assertThat(browsers.of(member(), cookie)).isEmpty();
    assertThat(browsers.of(anna, null)).isEmpty();
  }

  @Test
  void nobody_makes_a_browser_known_but_we() {
    var anna = member();
    var cookie = browsers.with(anna, null);
    assertThat(browsers.of(anna, changed(cookie, cookie.length() - 1))).isEmpty();
    assertThat(browsers.of(anna, changed(cookie, 0))).isEmpty();
    assertThat(new KnownBrowsers(TestSignatures.of("k2")).of(anna, cookie)).isEmpty();
    assertThat(browsers.of(anna, "x".repeat(100_000))).isEmpty();
  }

  private static String changed(String text, int at) {
    return text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0') + text.substring(at + 1);
  }

  @Test
  void the_cookie_stays_small() {
    var cookie = browsers.with(member(), null);
    for (int i = 0; i < 20; i++) {
      cookie = browsers.with(member(), cookie);
    }
    assertThat(cookie.length()).isLessThan(500);
    var anna = member();
    var twice = browsers.with(anna, browsers.with(anna, cookie));
    assertThat(twice).hasSameSizeAs(cookie);
    assertThat(browsers.of(anna, twice)).isPresent();
  }
}
