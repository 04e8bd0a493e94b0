package dev.cairn.cli;

import dev.cairn.Statistics;
import dev.cairn.Status;
import dev.cairn.cli.text.Cell;
import dev.cairn.cli.text.Table;
import java.util.Map;

/** Statistics as a person looks at them. */
final class Figures {
  private final Output out;

  Figures(Output out) {
    this.out = out;
  }

  void show(Statistics statistics) {
    out.line(statistics.total() + " instances, " + statistics.steps() + " steps");
    if (statistics.total() == 0) {
      return;
    }
    statuses(statistics);
    counts("WORKFLOW", statistics.byDefinition());
    counts("TAG", statistics.byTag());
    statistics.durations().ifPresent(this::durations);
  }

  private void statuses(Statistics statistics) {
    var table = Table.of("STATUS", "INSTANCES");
    for (var status : Status.values()) {
      long count = statistics.byStatus().getOrDefault(status, 0L);
      if (count > 0) {
        table.row(Cell.of(status), Cell.of(count));
      }
    }
    section(table);
  }

  private void counts(String heading, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      var table = Table.of(heading, "INSTANCES");
      counts.forEach((name, count) -> table.row(Cell.of(name), Cell.of(count)));
      section(table);
    }
  }

  private void durations(Statistics.Durations it) {
    section(
        Table.of("ENDED", "AVERAGE s", "MEDIAN s", "95 % WITHIN s")
            .row(Cell.of(it.count()), seconds(it.average()), seconds(it.p50()), seconds(it.p95())));
  }

  private static Cell seconds(double value) {
    return Cell.of(String.format(java.util.Locale.ROOT, "%.3f", value)).right();
  }

  private void section(Table table) {
    out.line("");
    out.table(table);
  }
}
