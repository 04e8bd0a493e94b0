package dev.cairn.bench;

import dev.cairn.bench.Load.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects samples by scene and subject, and prints medians and ratios as a Markdown table. */
final class Report {
  private record Key(String scene, String subject) {}

  private final Map<Key, List<Sample>> samples = new LinkedHashMap<>();
  private final Map<String, String> floors = new LinkedHashMap<>();
  private final Map<String, String> goals = new LinkedHashMap<>();

  /** Names the subject that others of a scene are compared with, and the ratio that is wanted. */
  void scene(String scene, String floor, String goal) {
    floors.put(scene, floor);
    goals.put(scene, goal);
  }

  void add(String scene, String subject, Sample sample) {
    samples.computeIfAbsent(new Key(scene, subject), key -> new ArrayList<>()).add(sample);
  }

  String table() {
    var table = new StringBuilder();
    table.append(
        "| scene | subject | per second | ratio (goal) | p50 µs | p99 µs | bytes each |\n");
    table.append("|---|---|---:|---:|---:|---:|---:|\n");
    samples.forEach((key, all) -> table.append(row(key, all)));
    return table.toString();
  }

  private String row(Key key, List<Sample> all) {
    double bytes = median(all, Sample::bytesEach);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.0f | %s | %,.0f | %,.0f | %s |%n",
        key.scene(),
        key.subject(),
        median(all, Sample::perSecond),
        ratio(key),
        median(all, Sample::p50),
        median(all, Sample::p99),
        bytes > 0 ? String.format(Locale.ROOT, "%,.0f", bytes) : "");
  }

  private String ratio(Key key) {
    var floor = floors.getOrDefault(key.scene(), "");
    var against = samples.get(new Key(key.scene(), floor));
    if (key.subject().equals(floor) || against == null) {
      return "";
    }
    double ratio =
        median(samples.getOrDefault(key, List.of()), Sample::perSecond)
            / median(against, Sample::perSecond);
    var goal = goals.getOrDefault(key.scene(), "");
    return String.format(Locale.ROOT, "%.2f %s", ratio, goal.isEmpty() ? "" : "(" + goal + ")");
  }

  private static double median(List<Sample> all, ToDoubleFunction<Sample> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}
