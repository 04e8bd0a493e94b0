package dev.cairn.bench;

import dev.cairn.bench.Load.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects samples by scene and subject, and prints medians and ratios as Markdown tables. */
final class Report {
  private final Layout layout;
  private final Map<String, Map<String, List<Sample>>> samples = new LinkedHashMap<>();
  private final Map<String, Compared> scenes = new LinkedHashMap<>();
  private final Map<Figure, List<Double>> figures = new LinkedHashMap<>();

  /** The subject that others of a scene are compared with, and the ratio that is wanted. */
  private record Compared(String floor, String goal) {
    static final Compared NOTHING = new Compared("", "");
  }

  /**
   * Something that is no rate.
   *
   * @param format how the median is printed, unit included
   */
  record Figure(String scene, String name, String format, String goal) {}

  /**
   * What was measured of a subject: medians.
   *
   * @param beside all subjects of the scene
   */
  record Line(
      String scene,
      String subject,
      Sample median,
      Map<String, Sample> beside,
      String floor,
      String goal) {}

  /** The columns of the table. */
  interface Layout {
    /** Titles; the first two columns are words, the others numbers. */
    List<String> titles();

    List<String> cells(Line line);
  }

  Report(Layout layout) {
    this.layout = layout;
  }

  /** Names the subject that others of a scene are compared with, and the ratio that is wanted. */
  void scene(String scene, String floor, String goal) {
    scenes.put(scene, new Compared(floor, goal));
  }

  void add(String scene, String subject, Sample sample) {
    samples
        .computeIfAbsent(scene, key -> new LinkedHashMap<>())
        .computeIfAbsent(subject, key -> new ArrayList<>())
        .add(sample);
  }

  void add(Figure figure, double value) {
    figures.computeIfAbsent(figure, key -> new ArrayList<>()).add(value);
  }

  /** The samples, and below them the figures; what there is none of is left out. */
  String table() {
    var tables = new ArrayList<String>();
    if (!samples.isEmpty()) {
      tables.add(samplesTable());
    }
    if (!figures.isEmpty()) {
      tables.add(figuresTable());
    }
    return String.join("\n", tables);
  }

  private String samplesTable() {
    var table = new StringBuilder(row(layout.titles()));
    table.append("|---|---|").append("---:|".repeat(layout.titles().size() - 2)).append('\n');
    samples.forEach((scene, subjects) -> {
      var medians = new LinkedHashMap<String, Sample>();
      subjects.forEach((subject, all) -> medians.put(subject, median(all)));
      var compared = scenes.getOrDefault(scene, Compared.NOTHING);
      medians.forEach((subject, median) -> {
        var line = new Line(scene, subject, median, medians, compared.floor(), compared.goal());
        table.append(row(layout.cells(line)));
      });
    });
    return table.toString();
  }

  private String figuresTable() {
    var table = new StringBuilder(row(List.of("scene", "figure", "measured", "goal")));
    table.append("|---|---|---:|---:|\n");
    figures.forEach((figure, all) -> {
      var measured = String.format(Locale.ROOT, figure.format(), middle(all, it -> it));
      table.append(row(List.of(figure.scene(), figure.name(), measured, figure.goal())));
    });
    return table.toString();
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static Sample median(List<Sample> all) {
    return new Sample(
        middle(all, Sample::perSecond),
        middle(all, Sample::p50),
        middle(all, Sample::p99),
        middle(all, Sample::bytesEach));
  }

  private static <T> double middle(List<T> all, ToDoubleFunction<T> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
