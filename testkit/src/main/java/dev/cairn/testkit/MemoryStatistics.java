package dev.cairn.testkit;

import dev.cairn.Instance;
import dev.cairn.State;
import dev.cairn.Statistics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts and durations by the definition of each. */
final class MemoryStatistics {
  private MemoryStatistics() {}

  static Statistics of(List<Instance> instances) {
    return new Statistics(
        instances.size(),
        counts(instances.stream().map(Instance::status)),
        counts(instances.stream().map(Instance::definitionId)),
        counts(instances.stream().flatMap(instance -> instance.tags().stream())),
        durations(instances),
        instances.stream().mapToLong(instance -> instance.state().stepCount()).sum());
  }

  private static <K> Map<K, Long> counts(Stream<K> keys) {
    return keys.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static Optional<Statistics.Durations> durations(List<Instance> instances) {
    var seconds =
        instances.stream()
            .map(Instance::state)
            .flatMap(MemoryStatistics::seconds)
            .sorted()
            .toList();
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    double sum = seconds.stream().mapToDouble(it -> it).sum();
    return Optional.of(
        new Statistics.Durations(
            seconds.size(), sum / seconds.size(), quantile(seconds, 0.5), quantile(seconds, 0.95)));
  }

  private static Stream<Double> seconds(State state) {
    return state.startedAt().stream()
        .flatMap(start ->
            state.endedAt().stream().map(end -> Duration.between(start, end).toNanos() / 1e9));
  }

  private static double quantile(List<Double> sorted, double share) {
    double rank = share * (sorted.size() - 1);
    double low = sorted.get((int) Math.floor(rank));
    double high = sorted.get((int) Math.ceil(rank));
    return low + (high - low) * (rank - Math.floor(rank));
  }
}
