package dev.formwork.core.api;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.ratelimit.RateLimiter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How fast one token may ask, and how fast one address may try tokens that are not good. Counted on
 * each node by itself: a bucket that fills steadily and holds ten seconds' worth (token bucket).
 */
@ApplicationScoped
class ApiRateLimits {

  private static final int BURST_SECONDS = 10;

  private final int perToken;
  private final RateLimiter requests;
  private final RateLimiter badTokens;

  @jakarta.inject.Inject
  ApiRateLimits(
      @ConfigProperty(name = "formwork.limit.token-requests-per-second", defaultValue = "200")
          int perToken,
      @ConfigProperty(name = "formwork.limit.bad-tokens-per-second", defaultValue = "5")
          int perAddress) {
    this(perToken, perAddress, System::nanoTime);
  }

  /**
   * @param perToken 0: no limit
   * @param perAddress 0: no limit
   */
  ApiRateLimits(int perToken, int perAddress, LongSupplier nanos) {
    this.perToken = perToken;
    this.requests = new RateLimiter(perToken, perToken * BURST_SECONDS, nanos);
    this.badTokens = new RateLimiter(perAddress, perAddress * BURST_SECONDS, nanos);
  }

  /**
   * One more request with this token.
   *
   * @throws Refusal when there were too many
   */
  void request(String token) {
    if (!requests.takes(token)) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.TOO_MANY_REQUESTS, perToken);
    }
  }

  /**
   * @throws Refusal when this address tried too many bad tokens
   */
  void requireTrusted(String address) {
    if (!badTokens.hasOne(address)) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.TOO_MANY_BAD_TOKENS);
    }
  }

  /** A token from this address was not good. */
  void badToken(String address) {
    badTokens.takes(address);
  }
}
