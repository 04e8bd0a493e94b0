package dev.cairn.bench;

import java.util.List;
import java.util.Locale;

/** Rates beside the floor of the scene. */
final class FloorLayout implements Report.Layout {
  @Override
  public List<String> titles() {
    return List.of(
        "scene", "subject", "per second", "ratio (goal)", "p50 µs", "p99 µs", "bytes each");
  }

  @Override
  public List<String> cells(Report.Line line) {
    return List.of(
        line.scene(),
        line.subject(),
        Cells.number(line.median().perSecond()),
        ratio(line),
        Cells.number(line.median().p50()),
        Cells.number(line.median().p99()),
        Cells.bytes(line.median().bytesEach()));
  }

  private static String ratio(Report.Line line) {
    var floor = line.beside().get(line.floor());
    if (floor == null || line.subject().equals(line.floor())) {
      return "";
    }
    double ratio = line.median().perSecond() / floor.perSecond();
    return Cells.wanted(String.format(Locale.ROOT, "%.2f", ratio), line.goal());
  }
}
