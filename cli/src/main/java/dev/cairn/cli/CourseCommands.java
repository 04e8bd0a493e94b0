package dev.cairn.cli;

import dev.cairn.Explanation;
import dev.cairn.Progress;
import dev.cairn.Saga;
import dev.cairn.Times;
import dev.cairn.cli.text.Cell;
import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Table;
import dev.cairn.cli.text.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** How workflows fare that run by their definition. */
final class CourseCommands {
  private CourseCommands() {}

  @Command(name = "status", description = "Shows how far an instance has come, step by step.")
  static int status(@Mixin StoreOption store, @Parameters(paramLabel = "ID") String name) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var progress = cairn.work().status(id);
          store.output().show(progress.toJson(), () -> show(store.output(), progress));
          return ExitCode.DONE;
        });
  }

  private static void show(Output out, Progress it) {
    var status = it.instance().status();
    out.line(
        out.pen().paint(Ink.of(status), status.toString())
            + Visible.of("  " + it.name() + "  " + it.percentComplete() + " %"));
    if (it.steps().isEmpty()) {
      return;
    }
    var table = Table.of("STEP", "STATUS", "ATTEMPT", "STARTED", "COMPLETED");
    for (var step : it.steps()) {
      table.row(
          Cell.of(step.stepId()),
          Cell.of(step.status().toString()),
          Cell.of(step.attempt()),
          step.startedAt().map(Cell::of).orElse(Cell.of("")),
          step.completedAt().map(Cell::of).orElse(Cell.of("")));
    }
    out.table(table);
    it.estimatedCompletion().ifPresent(at -> out.faint("expected to end " + Times.format(at)));
    out.faint("as a saga: " + it.saga());
  }

  @Command(name = "explain", description = "Says why an instance does not move.")
  static int explain(@Mixin StoreOption store, @Parameters(paramLabel = "ID") String name) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var explanation = cairn.work().explain(id);
          store.output().show(explanation.toJson(), () -> show(store.output(), explanation));
          return ExitCode.DONE;
        });
  }

  private static void show(Output out, Explanation it) {
    var status = it.instance().status();
    out.line(out.pen().paint(Ink.of(status), status.toString()));
    waiting(out, it);
    it.nextWake().ifPresent(at -> out.faint("something happens by itself " + Times.format(at)));
    it.lastError().ifPresent(error -> out.line("last error: " + Visible.json(error.canonical())));
    if (status.isActive()) {
      out.faint(
          it.leaseHolder()
              .map(node -> "driven by " + node)
              .orElse("nobody drives it: start cairn serve, or a program with an engine"));
    }
  }

  /** A line for each token, and what it waits for. */
  static void waiting(Output out, Explanation it) {
    for (var each : it.waitingFor()) {
      var until = each.until().map(at -> ", until " + Times.format(at)).orElse("");
      out.line(
          "  " + out.pen().paint(Ink.CYAN, each.kind()) + "  " + Visible.of(each.detail() + until));
    }
  }

  @Command(name = "saga", description = "Shows what can be undone, and how far undoing has come.")
  static int saga(@Mixin StoreOption store, @Parameters(paramLabel = "ID") String name) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var saga = cairn.work().saga(id);
          store.output().show(saga.toJson(), () -> show(store.output(), saga));
          return ExitCode.DONE;
        });
  }

  private static void show(Output out, Saga saga) {
    out.line(Visible.of(saga.status() + saga.cause().map(it -> ", because " + it).orElse("")));
    if (saga.compensations().isEmpty()) {
      out.faint("nothing to undo");
      return;
    }
    var table = Table.of("STEP", "STATUS", "ATTEMPT", "OUTPUT", "ERROR");
    for (var each : saga.compensations()) {
      table.row(
          Cell.of(each.stepId()),
          Cell.of(each.status().toString()),
          Cell.of(each.attempt()),
          Cell.of(each.output().canonical()),
          Cell.of(each.error().map(dev.cairn.json.Json::canonical).orElse("")));
    }
    out.table(table);
  }
}
