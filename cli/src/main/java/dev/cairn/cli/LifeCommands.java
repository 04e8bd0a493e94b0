package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.CommitResult;
import dev.cairn.InstanceId;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that move an instance through its life. */
final class LifeCommands {
  private LifeCommands() {}

  @Command(name = "start", description = "Created → Running, at the first step.")
  static int start(@Mixin StoreOption store, @Parameters(paramLabel = "ID") String name) {
    return move(store, name, (cairn, id) -> cairn.workflows().start(id));
  }

  @Command(name = "pause", description = "Running → Paused.")
  static int pause(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the history.")
          Optional<String> reason) {
    return move(store, name, (cairn, id) -> cairn.workflows().pause(id, reason));
  }

  @Command(name = "resume", description = "Paused → Running.")
  static int resume(@Mixin StoreOption store, @Parameters(paramLabel = "ID") String name) {
    return move(store, name, (cairn, id) -> cairn.workflows().resume(id));
  }

  @Command(name = "cancel", description = "Ends an active instance: → Cancelled.")
  static int cancel(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the history.")
          Optional<String> reason) {
    return move(store, name, (cairn, id) -> cairn.workflows().cancel(id, reason));
  }

  @Command(
      name = "delete",
      description = "Hides an instance from all reads; receipts and its id stay taken.")
  static int delete(@Mixin StoreOption store, @Parameters(paramLabel = "ID") String name) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var receipt = cairn.workflows().delete(id);
          var out = store.output();
          out.show(Answers.receipt(receipt), () -> out.done("deleted", id.toString()));
          return ExitCode.DONE;
        });
  }

  private interface Move {
    CommitResult of(Cairn cairn, InstanceId id);
  }

  private static int move(StoreOption store, String name, Move move) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var result = move.of(cairn, id);
          var instance = Answers.instance(cairn, result);
          var out = store.output();
          var warnings = Answers.warnings(result);
          JsonObject json = instance.toJson();
          if (!warnings.isEmpty()) {
            json = json.with("message", Json.of(warnings.getFirst().detail()));
          }
          var status = instance.status().toString();
          out.show(json, () -> out.done(status, id + " version " + instance.version()));
          warnings.forEach(warning -> out.remark("warning: " + warning.detail()));
          return ExitCode.of(result);
        });
  }
}
