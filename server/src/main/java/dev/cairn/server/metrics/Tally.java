package dev.cairn.server.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A counter for each of a kind, all of them there from the start. */
final class Tally<E extends Enum<E>> {
  private final Map<E, Counter> counters;

  Tally(Class<E> kinds, Function<E, Counter> make) {
    this.counters =
        new EnumMap<>(
            Arrays.stream(kinds.getEnumConstants())
                .collect(Collectors.toMap(Function.identity(), make)));
  }

  void count(E kind) {
    Objects.requireNonNull(counters.get(kind)).increment();
  }
}
