package dev.cairn.language;

import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The times that compare so with another one, as ranges of whole microseconds: Cairn keeps no finer
 * times, so that no bound is ever rounded by a store.
 */
record TimeRange(List<Bounds> anyOf) {
  /** RFC 3339 has no earlier time. */
  static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  /** Nor a later one; as an upper bound it is left out itself, and nothing happens then. */
  static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /** {@code from} inclusive, {@code until} exclusive. */
  record Bounds(Instant from, Instant until) {}

  /**
   * A time between whole microseconds, or at one.
   *
   * @param notBefore the first whole microsecond that is not before it
   * @param after the first whole microsecond that is after it
   */
  record Moment(Instant notBefore, Instant after) {

    /** Reads an RFC 3339 time of the years 0000 to 9999. */
    static Optional<Moment> parse(String text) {
      try {
        var time = Times.parse(text);
        boolean inRange = !time.isBefore(FIRST) && time.isBefore(LAST);
        return inRange ? Optional.of(at(time)) : Optional.empty();
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    private static Moment at(Instant time) {
      var floor = Times.truncate(time);
      var after = floor.plus(1, ChronoUnit.MICROS);
      return new Moment(floor.equals(time) ? floor : after, after);
    }
  }

  static TimeRange of(Operator operator, Moment moment) {
    return switch (operator) {
      case EQUAL -> one(moment.notBefore(), moment.after());
      case NOT_EQUAL ->
          new TimeRange(
              List.of(new Bounds(FIRST, moment.notBefore()), new Bounds(moment.after(), LAST)));
      case LESS -> one(FIRST, moment.notBefore());
      case LESS_OR_EQUAL -> one(FIRST, moment.after());
      case GREATER -> one(moment.after(), LAST);
      case GREATER_OR_EQUAL -> one(moment.notBefore(), LAST);
    };
  }

  private static TimeRange one(Instant from, Instant until) {
    return new TimeRange(List.of(new Bounds(from, until)));
  }

  Filter filter(BiFunction<Instant, Instant, Filter> between) {
    var filters = anyOf.stream().map(it -> between.apply(it.from(), it.until())).toList();
    return filters.size() == 1 ? filters.getFirst() : new Filter.Or(filters);
  }
}
