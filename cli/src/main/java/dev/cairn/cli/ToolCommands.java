package dev.cairn.cli;

import dev.cairn.cli.text.Visible;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that need no store. */
final class ToolCommands {
  private ToolCommands() {}

  @Command(name = "canonical", description = "Prints the canonical form of JSON and its SHA-256.")
  static int canonical(
      @Mixin Output out,
      @Parameters(paramLabel = "FILE", arity = "0..1", description = "Else the input.")
          Optional<String> file) {
    var json = Json.parse(Arguments.read(out.world(), file.orElse("-")));
    var answer = JsonObject.of("canonical", json.canonical(), "sha256", json.hash().hex());
    out.show(
        answer,
        () -> {
          // Byte for byte: whoever recomputes the hash needs the form as it is.
          out.line(json.canonical());
          out.line(json.hash().hex());
        });
    return ExitCode.DONE;
  }

  @Command(name = "version", description = "Shows the release.")
  static int version(@Mixin Output out) {
    var release = Release.number();
    var java = Runtime.version().toString();
    out.show(
        JsonObject.of("version", release, "java", java),
        () -> out.line("cairn " + release + " on Java " + java));
    return ExitCode.DONE;
  }

  @Command(
      name = "completion",
      description = "Prints a completion script: source <(cairn completion)")
  static int completion(@Mixin Output out) {
    out.line(AutoComplete.bash("cairn", Program.of(out.world())));
    return ExitCode.DONE;
  }

  @Command(
      name = "demo",
      description = "Plays workflow traces on a fresh store and shows what Cairn does with them.")
  static int demo(
      @Mixin Output out,
      @Option(
              names = "--data",
              paramLabel = "DIR",
              description = "A new folder for the store, else ./cairn-data/demo-<time>.")
          Optional<String> data,
      @Option(
              names = "--serve",
              description =
                  "Serves the store afterwards, with examples that live, and the console.")
          boolean serve,
      @Option(names = "--port", paramLabel = "N", description = "With --serve; else 7070.")
          Optional<String> port,
      @Parameters(
              paramLabel = "TRACE",
              arity = "0..*",
              description = "Files and folders in the WfInstances format, else those shipped.")
          List<String> traces) {
    var store = new DemoStore(out, data, traces == null ? List.of() : traces);
    int code = store.play();
    return serve ? ServeCommand.demonstrate(out, store.folder(), port) : code;
  }

  /** The number of this release. */
  static final class Release implements CommandLine.IVersionProvider {
    static String number() {
      var properties = new Properties();
      try (var in = ToolCommands.class.getResourceAsStream("release.properties")) {
        if (in != null) {
          properties.load(in);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      return properties.getProperty("version", "unknown");
    }

    @Override
    public String[] getVersion() {
      return new String[] {"cairn " + Visible.of(number())};
    }
  }
}
