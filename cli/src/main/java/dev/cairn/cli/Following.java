package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.Explanation;
import dev.cairn.Explanation.Waiting;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Progress;
import dev.cairn.Progress.StepStatus;
import dev.cairn.Status;
import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Visible;
import dev.cairn.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Shows the steps of an instance as they happen, until it ends or waits for somebody. */
final class Following {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Cairn cairn;
  private final Output out;
  private final Duration patience;
  private final Map<String, StepStatus> shown = new HashMap<>();
  private String saga = "";

  /**
   * @param patience how far off a timer may be that is still waited for
   */
  Following(Cairn cairn, Output out, Duration patience) {
    this.cairn = cairn;
    this.out = out;
    this.patience = patience;
  }

  /** Returns where the instance is in the end. */
  Status follow(InstanceId id) {
    try (var feed = cairn.feed().subscribe(id)) {
      say(() -> out.done("started", id.toString()));
      long moved = System.nanoTime();
      while (true) {
        var progress = cairn.work().status(id);
        steps(progress);
        if (progress.instance().status().isTerminal()) {
          return end(progress.instance());
        }
        var explanation = cairn.work().explain(id);
        boolean quiet = System.nanoTime() - moved > patience.toNanos();
        if (waitsForOthers(explanation) || (quiet && isLeftAlone(explanation))) {
          return rest(explanation);
        }
        moved = feed.next(LOOK).isPresent() ? System.nanoTime() : moved;
      }
    }
  }

  private void say(Runnable line) {
    if (!out.isJson()) {
      line.run();
    }
  }

  private void steps(Progress progress) {
    for (var step : progress.steps()) {
      if (step.status() != StepStatus.PENDING
          && shown.put(step.stepId(), step.status()) != step.status()) {
        say(() -> line(step.status().toString(), step.name()));
      }
    }
    if (progress.saga().startsWith("compensat") && !progress.saga().equals(saga)) {
      saga = progress.saga();
      say(() -> line(saga, "what was completed is undone"));
    }
  }

  private void line(String word, String text) {
    out.line("  " + out.pen().paint(Ink.CYAN, "%-20s".formatted(word)) + Visible.of(text));
  }

  private Status end(Instance instance) {
    out.show(
        instance.toJson(),
        () -> {
          out.line(
              out.pen().paint(Ink.of(instance.status()), instance.status().toString())
                  + " "
                  + instance.id());
          instance.state().error().ifPresent(this::error);
        });
    return instance.status();
  }

  private void error(Json error) {
    out.line("  error: " + Visible.json(error.canonical()));
  }

  private Status rest(Explanation explanation) {
    var instance = explanation.instance();
    out.show(
        instance.toJson(),
        () -> {
          out.line(
              out.pen().paint(Ink.of(instance.status()), instance.status().toString())
                  + " "
                  + instance.id()
                  + " waits:");
          CourseCommands.waiting(out, explanation);
        });
    return instance.status();
  }

  /** Whether nothing more happens by itself, or not soon. */
  private boolean waitsForOthers(Explanation explanation) {
    if (explanation.instance().status() == Status.PAUSED) {
      return true;
    }
    var soon = explanation.instance().updatedAt().plus(patience);
    var own = explanation.waitingFor().stream().filter(it -> !it.kind().equals("child")).toList();
    return !own.isEmpty() && own.stream().allMatch(it -> isForOthers(it, soon));
  }

  /** Whether nobody drives it, or it waits for another workflow that does not end. */
  private static boolean isLeftAlone(Explanation explanation) {
    return !explanation.runnable()
        || explanation.waitingFor().stream().allMatch(it -> it.kind().equals("child"));
  }

  private static boolean isForOthers(Waiting waiting, Instant soon) {
    return switch (waiting.kind()) {
      case "input", "approval", "task", "signal" -> true;
      case "timer" -> waiting.until().filter(it -> it.isAfter(soon)).isPresent();
      // A step that is being run.
      default -> false;
    };
  }
}
