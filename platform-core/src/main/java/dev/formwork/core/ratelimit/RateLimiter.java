package dev.formwork.core.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A token-bucket rate limiter with one bucket for each key, counted on each node by itself. */
public final class RateLimiter {

  /** Beyond that, buckets that are at least half full make room for others, and no other ones. */
  private static final int MAX_BUCKETS = 100_000;

  private final double perSecond;
  private final int burst;
  private final LongSupplier nanos;
  private final Cache<String, Bucket> buckets;

  /**
   * @param every how long one more try takes to come
   * @param burst tries at once
   */
  public RateLimiter(Duration every, int burst) {
    this((double) Duration.ofSeconds(1).toNanos() / every.toNanos(), burst, System::nanoTime);
  }

  /**
   * @param perSecond 0: no limit
   */
  public RateLimiter(double perSecond, int burst, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanos = nanos;
    this.buckets =
        Caffeine.newBuilder()
            .maximumWeight(MAX_BUCKETS)
            .weigher((String _, Bucket bucket) -> bucket.isLow() ? 0 : 1)
            .expireAfterAccess(refilled())
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** After that a bucket is full again, as if it had never been there. */
  private Duration refilled() {
    return perSecond <= 0
        ? Duration.ofSeconds(1)
        : Duration.ofNanos((long) Math.ceil(burst / perSecond * 1e9) + 1);
  }

  private final class Bucket {

    private double left = burst;
    private long filled = nanos.getAsLong();

    /** Whether tries would be given anew if it were forgotten: then it is kept until it refills. */
    synchronized boolean isLow() {
      return left < burst / 2.0;
    }

    synchronized boolean has(boolean take) {
      long now = nanos.getAsLong();
      double seconds = (now - filled) / (double) Duration.ofSeconds(1).toNanos();
      left = Math.min(burst, left + seconds * perSecond);
      filled = now;
      if (left < 1) {
        return false;
      }
      left -= take ? 1 : 0;
      return true;
    }
  }

  /** One more try; false when there were too many. */
  public boolean takes(String who) {
    if (perSecond <= 0) {
      return true;
    }
    var bucket = buckets.get(who, _ -> new Bucket());
    boolean wasLow = bucket.isLow();
    boolean taken = bucket.has(true);
    if (wasLow != bucket.isLow()) {
      // Put in again to be weighed again.
      buckets.put(who, bucket);
    }
    return taken;
  }

  /** Whether there is a try left, without taking it. */
  public boolean hasOne(String who) {
    if (perSecond <= 0) {
      return true;
    }
    var known = buckets.getIfPresent(who);
    return known == null || known.has(false);
  }
}
