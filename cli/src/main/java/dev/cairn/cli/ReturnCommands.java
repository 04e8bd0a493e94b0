package dev.cairn.cli;

import dev.cairn.Checkpoint;
import dev.cairn.History;
import dev.cairn.History.Target;
import dev.cairn.Instance;
import dev.cairn.RestorePreview;
import dev.cairn.cli.text.Cell;
import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Table;
import dev.cairn.cli.text.Visible;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that keep a version, and go back to one. */
final class ReturnCommands {
  private static final int VALUE_SHOWN = 60;

  private ReturnCommands() {}

  @Command(
      name = "checkpoint",
      description = "Names the current version; without a name, lists the checkpoints.")
  static int checkpoint(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "A name of its own.")
          Optional<String> checkpoint) {
    var out = store.output();
    return store.onInstance(
        name,
        (cairn, id) -> {
          if (checkpoint.isPresent()) {
            var kept = cairn.history().checkpoint(id, checkpoint.get());
            var text = kept.name() + " is version " + kept.version() + " of " + id;
            out.show(kept.toJson(), () -> out.done("checkpoint", text));
          } else {
            var all = cairn.history().checkpoints(id);
            out.show(
                Answers.items(all.stream().map(Checkpoint::toJson).toList()),
                () -> checkpoints(out, all));
          }
          return ExitCode.DONE;
        });
  }

  private static void checkpoints(Output out, List<Checkpoint> all) {
    if (all.isEmpty()) {
      out.faint("no checkpoints");
      return;
    }
    var table = Table.of("VERSION", "NAME", "KIND", "BY", "MADE");
    for (var it : all) {
      table.row(
          Cell.of(it.version()),
          Cell.of(it.name()),
          Cell.of(it.origin().toString()),
          Cell.of(it.actor()),
          Cell.of(it.createdAt()));
    }
    out.table(table);
  }

  @Command(
      name = "restore",
      description = "Makes an earlier state the current one, as a new version.")
  static int restore(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Option(names = "--version", paramLabel = "N", description = "Back to this version.")
          Optional<Long> version,
      @Option(names = "--checkpoint", paramLabel = "NAME", description = "Back to this checkpoint.")
          Optional<String> checkpoint,
      @Option(
              names = "--snapshot",
              paramLabel = "FILE",
              description = "Back to what cairn snapshot wrote; - reads the input.")
          Optional<String> snapshot,
      @Option(names = "--expect", paramLabel = "N", description = "Only if this is current.")
          Optional<Long> expected,
      @Option(names = "--dry-run", description = "Only say what would change.") boolean dryRun) {
    long targets =
        List.of(version, checkpoint, snapshot).stream().filter(Optional::isPresent).count();
    if (targets != 1) {
      throw new UsageException(
          "usage",
          "where to go back to is missing or said twice",
          "give one of --version, --checkpoint and --snapshot");
    }
    if (snapshot.isPresent()) {
      if (dryRun || expected.isPresent()) {
        throw new UsageException(
            "usage", "--snapshot goes with neither --dry-run nor --expect", "leave them out");
      }
      return restoreSnapshot(store, name, Arguments.read(store.world(), snapshot.get()));
    }
    Target target =
        version
            .<Target>map(Target.ToVersion::new)
            .orElseGet(() -> new Target.ToCheckpoint(checkpoint.orElseThrow()));
    return dryRun ? preview(store, name, target) : restore(store, name, target, expected);
  }

  private static int restoreSnapshot(StoreOption store, String name, byte[] bytes) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var instance = cairn.archive().restoreSnapshot(id, bytes);
          var out = store.output();
          var json =
              JsonObject.of("instance", instance.toJson(), "safetyCheckpoint", JsonNull.NULL);
          out.show(json, () -> restored(out, instance));
          return ExitCode.DONE;
        });
  }

  private static int restore(
      StoreOption store, String name, Target target, Optional<Long> expected) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var done = cairn.history().restore(id, target, expected);
          var out = store.output();
          out.show(
              json(done),
              () -> {
                restored(out, done.instance());
                out.faint(
                    "what was current is kept as checkpoint " + done.safetyCheckpoint().name());
              });
          return ExitCode.DONE;
        });
  }

  private static JsonObject json(History.Restored done) {
    return JsonObject.of(
        "instance", done.instance().toJson(), "safetyCheckpoint", done.safetyCheckpoint().toJson());
  }

  private static void restored(Output out, Instance instance) {
    out.done("restored", instance.id() + " as version " + instance.version());
  }

  private static int preview(StoreOption store, String name, Target target) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var preview = cairn.history().preview(id, target);
          var out = store.output();
          out.show(preview.toJson(), () -> preview(out, preview));
          return ExitCode.DONE;
        });
  }

  private static void preview(Output out, RestorePreview preview) {
    out.line("Restoring version " + preview.version() + " would make these changes:");
    if (preview.patch().isEmpty()) {
      out.faint("  none");
    }
    preview
        .patch()
        .toJson()
        .asArray()
        .forEach(it -> out.line("  " + Visible.of(it.canonical(), 2 * VALUE_SHOWN)));
    if (!preview.undone().isEmpty()) {
      out.line("and forget what lies after it:");
      var table = Table.of("VERSION", "BY", "WHAT");
      preview
          .undone()
          .forEach(it ->
              table.row(
                  Cell.of(it.version()),
                  Cell.of(it.actor()),
                  Cell.of(Visible.of(it.mutation().canonical(), VALUE_SHOWN))));
      out.table(table);
    }
    out.line(out.pen().paint(Ink.FAINT, "Nothing was changed."));
  }

  @Command(name = "fork", description = "Makes a new instance from a version of another.")
  static int fork(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Parameters(paramLabel = "N", description = "The version to begin from.") long version,
      @Option(names = "--id", paramLabel = "UUID", description = "The new id.")
          Optional<String> newId) {
    var chosen = newId.map(Ids::whole);
    return store.onInstance(
        name,
        (cairn, id) -> {
          var made = cairn.history().fork(id, version, chosen);
          var out = store.output();
          out.show(made.toJson(), () -> out.done("forked", made.id().toString()));
          return ExitCode.DONE;
        });
  }

  @Command(name = "snapshot", description = "Writes the current state as one portable document.")
  static int snapshot(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FILE",
              description = "Else the output.")
          Optional<String> file) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var bytes = cairn.archive().snapshot(id);
          OutputFile.write(store.output(), file, stream -> stream.write(bytes));
          return ExitCode.DONE;
        });
  }
}
