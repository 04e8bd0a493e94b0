package dev.cairn.cli.demo;

import dev.cairn.CairnException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A recorded execution: its tasks, and the levels they form. All tasks of a level may run at once;
 * each needs only tasks of the levels before it.
 */
record Trace(String name, List<Task> tasks, List<List<Task>> levels) {

  static Trace of(String name, List<Task> tasks) {
    return new Trace(name, List.copyOf(tasks), levels(name, tasks));
  }

  int width() {
    return levels.stream().mapToInt(List::size).max().orElse(0);
  }

  /** How long all tasks ran, together. */
  BigDecimal seconds() {
    return tasks.stream().map(Task::seconds).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  Task slowest() {
    return tasks.stream().max(Comparator.comparing(Task::seconds)).orElseThrow();
  }

  private static List<List<Task>> levels(String name, List<Task> tasks) {
    Map<String, Integer> depths = new HashMap<>();
    var waiting = new ArrayList<>(tasks);
    var levels = new ArrayList<List<Task>>();
    while (!waiting.isEmpty()) {
      var level =
          waiting.stream().filter(task -> depths.keySet().containsAll(task.parents())).toList();
      if (level.isEmpty()) {
        throw new CairnException.Invalid(
            "invalid_trace",
            name + ": the tasks wait for each other in a circle",
            "a trace is a graph without circles");
      }
      level.forEach(task -> depths.put(task.id(), levels.size()));
      waiting.removeIf(task -> depths.containsKey(task.id()));
      levels.add(level);
    }
    return List.copyOf(levels);
  }
}
