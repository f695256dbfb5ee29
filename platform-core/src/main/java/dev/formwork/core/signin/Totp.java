package dev.formwork.core.signin;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of six digits that change every half minute (RFC 6238 with HMAC-SHA-1, which is what the
 * apps on people's phones know). Pure, but for the making of secrets.
 */
final class Totp {

  private static final Duration STEP = Duration.ofSeconds(30);

  /** Steps that a clock may be early or late. */
  private static final int SLACK = 1;

  /** 160 bits, as RFC 4226 recommends. */
  private static final int SECRET_BYTES = 20;

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TimeBasedOneTimePasswordGenerator CODES =
      new TimeBasedOneTimePasswordGenerator(STEP);

  private Totp() {}

  /** In Base32 (RFC 4648) without padding, as people type it. */
  static String newSecret() {
    var bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    var text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte one : bytes) {
      held = held << 8 | one & 0xff;
      for (bits += 8; bits >= 5; bits -= 5) {
        text.append(BASE32.charAt(held >> bits - 5 & 31));
      }
    }
    return text.toString();
  }

  private static byte[] bytes(String secret) {
    var bytes = new byte[secret.length() * 5 / 8];
    int held = 0;
    int bits = 0;
    int at = 0;
    for (int i = 0; i < secret.length(); i++) {
      held = held << 5 | BASE32.indexOf(secret.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (held >> bits);
      }
    }
    return bytes;
  }

  /** What the QR code says that an authenticator app reads. */
  static String uri(String secret, String login) {
    return "otpauth://totp/Formwork:%s?secret=%s&issuer=Formwork"
        .formatted(URLEncoder.encode(login, StandardCharsets.UTF_8).replace("+", "%20"), secret);
  }

  static String code(String secret, Instant at) {
    try {
      return CODES.generateOneTimePasswordString(
          new SecretKeySpec(bytes(secret), "HmacSHA1"), at, Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("Any bytes are a key for HMAC", e);
    }
  }

  /**
   * The time step a code belongs to; empty when it is not good.
   *
   * @param after only a later step counts: a code that somebody looked at over a shoulder is worth
   *     nothing once it was used
   */
  static OptionalLong step(String secret, String code, Instant now, long after) {
    long current = now.toEpochMilli() / STEP.toMillis();
    for (long step = current - SLACK; step <= current + SLACK; step++) {
      var wanted = code(secret, Instant.ofEpochMilli(step * STEP.toMillis()));
      if (step > after && wanted.equals(code)) {
        return OptionalLong.of(step);
      }
    }
    return OptionalLong.empty();
  }
}
