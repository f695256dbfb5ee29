package dev.formwork.core.api;

import dev.formwork.core.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How fast one token may ask, and how fast one address may try tokens that are not good. Counted on
 * each node by itself: a bucket that fills steadily and holds ten seconds' worth (token bucket).
 */
@ApplicationScoped
class RateLimits {

  private static final int BURST_SECONDS = 10;
  private static final int MAX_BUCKETS = 50_000;

  private final int perToken;
  private final int perAddress;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  @jakarta.inject.Inject
  RateLimits(
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
  RateLimits(int perToken, int perAddress, LongSupplier nanos) {
    this.perToken = perToken;
    this.perAddress = perAddress;
    this.nanos = nanos;
  }

  private static final class Bucket {
    private double left;
    private long filled;

    private Bucket(double left, long filled) {
      this.left = left;
      this.filled = filled;
    }

    synchronized boolean take(int perSecond, long now) {
      fill(perSecond, now);
      if (left < 1) {
        return false;
      }
      left--;
      return true;
    }

    synchronized boolean isEmpty(int perSecond, long now) {
      fill(perSecond, now);
      return left < 1;
    }

    private void fill(int perSecond, long now) {
      double seconds = (now - filled) / (double) Duration.ofSeconds(1).toNanos();
      left = Math.min((double) perSecond * BURST_SECONDS, left + seconds * perSecond);
      filled = now;
    }
  }

  /**
   * One more request with this token.
   *
   * @throws Refusal when there were too many
   */
  void request(String token) {
    if (perToken > 0 && !bucket("t" + token, perToken).take(perToken, nanos.getAsLong())) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, "too-many-requests", perToken);
    }
  }

  /**
   * @throws Refusal when this address tried too many bad tokens
   */
  void requireTrusted(String address) {
    var known = buckets.get("a" + address);
    if (perAddress > 0 && known != null && known.isEmpty(perAddress, nanos.getAsLong())) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, "too-many-bad-tokens");
    }
  }

  /** A token from this address was not good. */
  void badToken(String address) {
    if (perAddress > 0) {
      bucket("a" + address, perAddress).take(perAddress, nanos.getAsLong());
    }
  }

  private Bucket bucket(String key, int perSecond) {
    if (buckets.size() > MAX_BUCKETS) {
      // Whoever filled the table begins anew, as does everybody else.
      buckets.clear();
    }
    return buckets.computeIfAbsent(
        key, _ -> new Bucket((double) perSecond * BURST_SECONDS, nanos.getAsLong()));
  }
}
