package dev.cairn.server.access;

import dev.cairn.CairnException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many requests for each caller: a bucket of tokens that fills at a steady rate. Safe for use by
 * many threads. Callers are subjects, or addresses where nobody knows who calls.
 */
public final class RateLimits {
  private static final int CALLERS_MAX = 100_000;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final int burst;
  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  private record Bucket(double tokens, Instant at) {}

  /**
   * Full buckets for everybody.
   *
   * @param perSecond how many requests a caller may make in the long run
   * @param burst how many at once
   */
  public RateLimits(double perSecond, int burst, InstantSource clock) {
    if (!(perSecond > 0) || burst < 1) {
      throw new CairnException.Invalid(
          "invalid_rate", "a rate and a burst must be more than 0", "correct the settings");
    }
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
  }

  /**
   * Takes a token from the caller's bucket.
   *
   * @throws CairnException.TooMany when it is empty; says when there will be one
   */
  public synchronized void take(String caller) {
    var now = clock.instant();
    double tokens = filled(buckets.getOrDefault(caller, new Bucket(burst, now)), now);
    if (tokens < 1) {
      buckets.put(caller, new Bucket(tokens, now));
      throw new CairnException.TooMany(
          "too_many_requests",
          "more than " + perSecond + " requests a second",
          Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * NANOS)));
    }
    buckets.put(caller, new Bucket(tokens - 1, now));
    if (buckets.size() > CALLERS_MAX) {
      // Whoever has not called for longest has a full bucket again, or nearly so.
      buckets.remove(buckets.keySet().iterator().next());
    }
  }

  /** A clock that went back fills nothing. */
  private double filled(Bucket bucket, Instant now) {
    double seconds = Math.max(0, Duration.between(bucket.at(), now).toNanos() / NANOS);
    return Math.min(burst, bucket.tokens() + seconds * perSecond);
  }
}
