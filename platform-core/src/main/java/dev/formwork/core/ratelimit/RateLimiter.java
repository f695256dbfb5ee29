package dev.formwork.core.ratelimit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** A token-bucket rate limiter with one bucket for each key, counted on each node by itself. */
public final class RateLimiter {

  private static final int MAX_BUCKETS = 50_000;

  private final double perSecond;
  private final int burst;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

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
  }

  private final class Bucket {

    private double left = burst;
    private long filled = nanos.getAsLong();

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
    if (buckets.size() > MAX_BUCKETS) {
      // Whoever filled the table begins anew, as does everybody else.
      buckets.clear();
    }
    return buckets.computeIfAbsent(who, _ -> new Bucket()).has(true);
  }

  /** Whether there is a try left, without taking it. */
  public boolean hasOne(String who) {
    var known = buckets.get(who);
    return perSecond <= 0 || known == null || known.has(false);
  }
}
