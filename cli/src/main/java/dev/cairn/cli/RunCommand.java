package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.Definition;
import dev.cairn.NewInstance;
import dev.cairn.Status;
import dev.cairn.client.RemoteCairn;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a workflow from a file, and shows how it goes. */
final class RunCommand {
  private static final Duration TIMERS = Duration.ofSeconds(10);

  private RunCommand() {}

  @Command(
      name = "run",
      description = {
        "Registers a definition and runs an instance of it, to its end or to what it waits for.",
        "Ends with 0 when it completed or waits, with 1 when it failed or was cancelled."
      })
  static int run(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "FILE", description = "A definition in YAML or JSON.") String file,
      @Option(
              names = "--context",
              paramLabel = "JSON",
              description = "What it knows at first; @FILE reads a file.")
          Optional<String> context,
      @Option(names = "--tag", paramLabel = "TAG", description = "May be given more than once.")
          java.util.List<String> tags,
      @Option(
              names = "--wait",
              paramLabel = "DURATION",
              description = "How long a timer is waited for, else PT10S.")
          Optional<String> wait) {
    var definition =
        Definition.parse(DefinitionCommands.parse(file, Arguments.read(store.world(), file)));
    var wanted =
        NewInstance.of(definition.id())
            .tags(tags == null ? new String[0] : tags.toArray(String[]::new))
            .context(
                context
                    .map(it -> Arguments.object(store.world(), "--context", it))
                    .orElse(JsonObject.empty()))
            .started();
    var patience = wait.map(RunCommand::duration).orElse(TIMERS);
    return store.onNew(cairn -> {
      var kept = cairn.definitions().register(definition);
      try (var driver = driver(cairn)) {
        var made = cairn.workflows().create(wanted.definitionVersion(kept.version()));
        var end = new Following(cairn, store.output(), patience).follow(made.id());
        return failed(end) ? ExitCode.REFUSED : ExitCode.DONE;
      }
    });
  }

  private static boolean failed(Status status) {
    return status == Status.FAILED || status == Status.CANCELLED;
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new UsageException(
          "invalid_time", "not a duration: '" + text + "'", "write it like PT30S");
    }
  }

  /** Who drives the instance: a server does it itself; a store in this process needs somebody. */
  private interface Driver extends AutoCloseable {
    @Override
    void close();
  }

  private static Driver driver(Cairn cairn) {
    if (cairn instanceof RemoteCairn) {
      return () -> {};
    }
    var settings = EngineSettings.named("run-" + cairn.workflows().newId()).offering();
    return Engine.over(cairn, settings.poll(Duration.ofMillis(50))).start()::close;
  }
}
