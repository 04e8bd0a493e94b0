package dev.cairn.cli;

import dev.cairn.CommitResult;
import dev.cairn.TaskGrant;
import dev.cairn.Times;
import dev.cairn.Work;
import dev.cairn.Work.Chance;
import dev.cairn.cli.text.Cell;
import dev.cairn.cli.text.Table;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tasks of queues, for workers that are shell scripts. */
@Command(name = "tasks", description = "Claims tasks of a queue, and says what came of them.")
final class TaskCommands implements Runnable {

  @Override
  public void run() {
    throw new UsageException(
        "usage", "a command is missing", "cairn tasks claim QUEUE, complete, fail or heartbeat");
  }

  @Command(name = "claim", description = "Takes tasks out of a queue, for a time.")
  static int claim(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "QUEUE") String queue,
      @Option(names = "--max", paramLabel = "N", description = "How many at most, else 1.")
          Optional<Integer> max,
      @Option(names = "--lease", paramLabel = "SECONDS", description = "How long, else 30.")
          Optional<Long> lease,
      @Option(names = "--wait", paramLabel = "SECONDS", description = "For a first one, else 0.")
          Optional<Long> wait) {
    return store.on(cairn -> {
      var grants =
          cairn
              .work()
              .claim(
                  queue,
                  max.orElse(1),
                  Duration.ofSeconds(lease.orElse(30L)),
                  Duration.ofSeconds(wait.orElse(0L)));
      var json = grants.stream().map(TaskGrant::toJson).toList();
      store.output().show(JsonObject.of("tasks", json), () -> table(store.output(), grants));
      return ExitCode.DONE;
    });
  }

  private static void table(Output out, List<TaskGrant> grants) {
    if (grants.isEmpty()) {
      out.faint("no task waits there");
      return;
    }
    var table = Table.of("TASK", "FENCE", "STEP", "ATTEMPT", "UNTIL", "INPUT");
    for (var it : grants) {
      table.row(
          Cell.of(it.taskId()),
          Cell.of(it.fence()),
          Cell.of(it.stepId()),
          Cell.of(it.attempt()),
          Cell.of(Times.format(it.leaseUntil())),
          Cell.of(it.input().canonical()));
    }
    out.table(table);
  }

  @Command(name = "complete", description = "A task is done.")
  static int complete(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "TASK") String task,
      @Parameters(paramLabel = "FENCE") long fence,
      @Parameters(
              paramLabel = "JSON",
              arity = "0..1",
              description = "The output, else null; @FILE reads a file.")
          Optional<String> output) {
    var json = output.map(it -> Arguments.json(store.world(), "JSON", it)).orElse(JsonNull.NULL);
    return say(store, work -> work.complete(task, fence, json));
  }

  @Command(name = "fail", description = "A task cannot be done.")
  static int fail(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "TASK") String task,
      @Parameters(paramLabel = "FENCE") long fence,
      @Parameters(paramLabel = "CODE", description = "A short name of what is wrong.") String code,
      @Parameters(paramLabel = "MESSAGE", arity = "0..1", description = "What is wrong.")
          Optional<String> message,
      @Option(names = "--final", description = "Trying again is no use.") boolean isFinal) {
    var error = JsonObject.of("code", code, "message", message.orElse(code));
    var chance = isFinal ? Chance.FINAL : Chance.RETRYABLE;
    return say(store, work -> work.fail(task, fence, error, chance));
  }

  @Command(name = "heartbeat", description = "Prolongs the time of a task.")
  static int heartbeat(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "TASK") String task,
      @Parameters(paramLabel = "FENCE") long fence,
      @Option(names = "--lease", paramLabel = "SECONDS", description = "From now on, else 30.")
          Optional<Long> lease) {
    var time = Duration.ofSeconds(lease.orElse(30L));
    return say(store, work -> work.heartbeat(task, fence, time));
  }

  private interface Word {
    CommitResult of(Work work);
  }

  private static int say(StoreOption store, Word word) {
    return store.on(cairn -> {
      var result = word.of(cairn.work());
      var instance = Answers.instance(cairn, result);
      var out = store.output();
      out.show(
          instance.toJson(),
          () ->
              out.done(
                  instance.status().toString(), instance.id() + " version " + instance.version()));
      return ExitCode.of(result);
    });
  }
}
