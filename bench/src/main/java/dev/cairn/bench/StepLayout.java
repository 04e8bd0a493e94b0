package dev.cairn.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Workflows, their steps, and how many times as many we run as each other engine. */
final class StepLayout implements Report.Layout {
  static final String OURS = "cairn";

  private final Map<String, Wanted> scenes = new HashMap<>();

  /**
   * What is wanted of a scene; an empty text where nothing is. A second number is what we would
   * like.
   *
   * @param steps of each workflow
   * @param rate steps a second
   * @param bytes written for each step, at most
   * @param times as many workflows as the others
   */
  record Wanted(int steps, String rate, String bytes, String times) {}

  void expect(String scene, Wanted wanted) {
    scenes.put(scene, wanted);
  }

  @Override
  public List<String> titles() {
    return List.of(
        "scene",
        "subject",
        "runs/s",
        "steps/s (goal)",
        "p50 µs",
        "p99 µs",
        "bytes/step (goal)",
        "ratio (goal)");
  }

  @Override
  public List<String> cells(Report.Line line) {
    var wanted = scenes.getOrDefault(line.scene(), new Wanted(1, "", "", ""));
    var median = line.median();
    boolean ours = line.subject().equals(OURS);
    return List.of(
        line.scene(),
        line.subject(),
        Cells.number(median.perSecond()),
        Cells.wanted(Cells.number(median.perSecond() * wanted.steps()), ours ? wanted.rate() : ""),
        Cells.number(median.p50()),
        Cells.number(median.p99()),
        Cells.wanted(Cells.bytes(median.bytesEach() / wanted.steps()), ours ? wanted.bytes() : ""),
        ours ? "" : Cells.wanted(times(line), wanted.times()));
  }

  private static String times(Report.Line line) {
    var ours = line.beside().get(OURS);
    return ours == null
        ? ""
        : String.format(Locale.ROOT, "%.2f", ours.perSecond() / line.median().perSecond());
  }
}
