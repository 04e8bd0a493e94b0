package dev.cairn;

import java.time.Instant;
import java.util.Optional;

/**
 * Which versions, in which order, how many.
 *
 * @param from inclusive; {@code until} exclusive
 * @param after the version that the page before ended with
 * @param limit at least 1, at most {@value #LIMIT_MAX}; others are clamped
 */
public record VersionQuery(
    Order order,
    Optional<String> actor,
    Optional<Kind> kind,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<Long> after,
    int limit) {
  public static final int LIMIT_MAX = 1_000;

  /** Oldest first, or newest first. */
  public enum Order {
    ASCENDING,
    DESCENDING
  }

  public VersionQuery {
    limit = Math.clamp(limit, 1, LIMIT_MAX);
  }

  /** The first page of all versions, oldest first. */
  public static VersionQuery all() {
    return new VersionQuery(
        Order.ASCENDING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        100);
  }

  public VersionQuery newestFirst() {
    return new VersionQuery(Order.DESCENDING, actor, kind, from, until, after, limit);
  }

  public VersionQuery by(String name) {
    return new VersionQuery(order, Optional.of(name), kind, from, until, after, limit);
  }

  public VersionQuery kind(Kind only) {
    return new VersionQuery(order, actor, Optional.of(only), from, until, after, limit);
  }

  public VersionQuery between(Instant first, Instant end) {
    return new VersionQuery(order, actor, kind, Optional.of(first), Optional.of(end), after, limit);
  }

  public VersionQuery after(long version) {
    return new VersionQuery(order, actor, kind, from, until, Optional.of(version), limit);
  }

  public VersionQuery limit(int most) {
    return new VersionQuery(order, actor, kind, from, until, after, most);
  }
}
