package dev.cairn.cli.demo;

import dev.cairn.Instance;
import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Visible;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Says how far the instances are; safe for use by many threads. */
final class Progress {
  private static final int COLUMNS = 78;
  private static final int NAME_COLUMNS = 34;

  private final Stage stage;
  private final Map<String, Integer> done = new LinkedHashMap<>();
  private final Map<String, Integer> retried = new LinkedHashMap<>();
  private int totalDone;

  Progress(Stage stage) {
    this.stage = stage;
  }

  synchronized void advanced(Trace trace) {
    int now = done.merge(trace.name(), 1, Integer::sum);
    totalDone++;
    if (now % 10 == 0) {
      stage.overwrite(Visible.of(running(), COLUMNS));
    }
  }

  private String running() {
    return "  "
        + done.entrySet().stream()
            .map(it -> it.getKey() + " " + it.getValue())
            .collect(Collectors.joining(" · "));
  }

  synchronized void retried(Trace trace, int tasks) {
    retried.put(trace.name(), tasks);
  }

  synchronized void ended(Trace trace, Instance instance) {
    done.remove(trace.name());
    var again = retried.getOrDefault(trace.name(), 0);
    var note =
        again == 0 ? "" : ", one task failed: its scope was cancelled, " + again + " tasks retried";
    stage.overwrite("");
    stage.line(
        "  %s %s %4d tasks in %2d levels, %4d versions%s"
            .formatted(
                stage.pen().paint(Ink.GREEN, "✓"),
                padded(Visible.of(trace.name(), NAME_COLUMNS)),
                trace.tasks().size(),
                trace.levels().size(),
                instance.version(),
                note));
  }

  private static String padded(String name) {
    return name + " ".repeat(Math.max(0, NAME_COLUMNS - Visible.width(name)));
  }

  synchronized int tasks() {
    return totalDone;
  }
}
