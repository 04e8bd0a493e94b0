package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.CommitResult;
import dev.cairn.InstanceId;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What people do to workflows that run by their definition. */
final class WorkCommands {
  private WorkCommands() {}

  @Command(name = "input", description = "Hands in what an input step asks for.")
  static int input(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Parameters(paramLabel = "STEP", description = "In a for-each step with .N behind it.")
          String step,
      @Parameters(paramLabel = "JSON", description = "What fits its schema; @FILE reads a file.")
          String data) {
    var json = Arguments.json(store.world(), "JSON", data);
    return move(store, name, (cairn, id) -> cairn.work().input(id, step, json));
  }

  @Command(
      name = "signal",
      description = "Sends a signal; a step that waits for it takes it, now or later.")
  static int signal(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Parameters(paramLabel = "NAME", description = "Of the signal.") String signal,
      @Parameters(
              paramLabel = "JSON",
              arity = "0..1",
              description = "What it carries, else null; @FILE reads a file.")
          Optional<String> payload,
      @Option(names = "--key", paramLabel = "KEY", description = "The same key counts once.")
          Optional<String> key) {
    var json = payload.map(it -> Arguments.json(store.world(), "JSON", it)).orElse(JsonNull.NULL);
    return move(store, name, (cairn, id) -> cairn.work().signal(id, signal, json, key));
  }

  @Command(
      name = "skip",
      description = "Goes on without a step that may be skipped, or a compensation.")
  static int skip(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Parameters(paramLabel = "STEP", arity = "0..1", description = "Else the only current one.")
          Optional<String> step,
      @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the history.")
          Optional<String> reason) {
    return move(store, name, (cairn, id) -> cairn.work().skip(id, step, reason));
  }

  @Command(name = "goto", description = "Goes back to a step that was visited.")
  static int goTo(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Parameters(paramLabel = "STEP") String step) {
    return move(store, name, (cairn, id) -> cairn.work().goTo(id, step));
  }

  @Command(
      name = "retry",
      description = {
        "Runs now what waits for its next attempt, also a compensation;",
        "a failed instance is forked before the failure."
      })
  static int retry(@Mixin StoreOption store, @Parameters(paramLabel = "ID") String name) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var goesOn = cairn.work().retry(id);
          var word = goesOn.id().equals(id) ? "retried" : "forked";
          var out = store.output();
          out.show(goesOn.toJson(), () -> out.done(word, goesOn.id().toString()));
          return ExitCode.DONE;
        });
  }

  interface Move {
    CommitResult of(Cairn cairn, InstanceId id);
  }

  /** Does something that makes a commit, and shows where the instance is after it. */
  static int move(StoreOption store, String name, Move move) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var result = move.of(cairn, id);
          var instance = Answers.instance(cairn, result);
          var step = instance.state().currentStepId().map(it -> ", step " + it).orElse("");
          var status = instance.status().toString();
          var out = store.output();
          Json json = instance.toJson();
          out.show(json, () -> out.done(status, id + " version " + instance.version() + step));
          return ExitCode.of(result);
        });
  }
}
