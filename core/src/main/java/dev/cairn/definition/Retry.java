package dev.cairn.definition;

import java.time.Duration;
import java.util.Optional;

/**
 * When a step that failed is tried again: {@code 1 + maxRetries} attempts, the wait growing from
 * {@code initial} by {@code multiplier} up to {@code max}.
 */
public record Retry(int maxRetries, Duration initial, double multiplier, Duration max) {
  public static final Retry NONE = new Retry(0, Duration.ofSeconds(1), 2, Duration.ofMinutes(5));

  /** The share of a wait that jitter may take away. */
  private static final double JITTER = 0.2;

  /**
   * How long to wait after an attempt, which counts from 1; empty when it was the last.
   *
   * @param dice from 0 to 1, where in the jitter to land
   */
  public Optional<Duration> delayAfter(int attempt, double dice) {
    if (attempt > maxRetries) {
      return Optional.empty();
    }
    double grown = (double) initial.toNanos() * Math.pow(multiplier, attempt - 1);
    double bounded = Math.min(grown, (double) max.toNanos());
    return Optional.of(Duration.ofNanos((long) (bounded * (1 - JITTER * dice))));
  }
}
