package dev.cairn.cli;

import dev.cairn.CairnException;
import dev.cairn.Definition;
import dev.cairn.Definitions;
import dev.cairn.cli.text.Cell;
import dev.cairn.cli.text.Table;
import dev.cairn.json.Json;
import dev.cairn.language.Yaml;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The registry of definitions; {@code cairn definitions} alone lists it. */
@Command(
    name = "definitions",
    description = "Lists definitions; register and show say more.",
    subcommandsRepeatable = false)
final class DefinitionCommands implements Runnable {
  @Mixin private final StoreOption store;

  DefinitionCommands(StoreOption store) {
    this.store = store;
  }

  @Override
  public void run() {
    list(store);
  }

  @Command(name = "list", description = "Lists all versions of all definitions.")
  static int list(@Mixin StoreOption store) {
    return store.on(cairn -> {
      var all = cairn.definitions().list();
      var out = store.output();
      out.show(
          Answers.items(all.stream().map(Definition::json).toList()),
          () -> {
            var table = Table.of("ID", "VERSION", "NAME", "STEPS", "INDEXES");
            all.forEach(it ->
                table.row(
                    Cell.of(it.id()),
                    Cell.of(it.version()),
                    Cell.of(it.name()),
                    Cell.of(it.steps().size()),
                    Cell.of(String.join(", ", it.indexes()))));
            if (table.isEmpty()) {
              out.faint("no definitions");
            } else {
              out.table(table);
            }
          });
      return ExitCode.DONE;
    });
  }

  @Command(name = "register", description = "Keeps a version of a definition.")
  static int register(
      @Mixin StoreOption store,
      @Parameters(
              paramLabel = "FILE",
              description = "A definition in JSON or YAML; - reads the input.")
          String file) {
    var definition = Definition.parse(parse(file, Arguments.read(store.world(), file)));
    return store.onNew(cairn -> {
      var kept = cairn.definitions().register(definition);
      var out = store.output();
      out.show(
          kept.json(), () -> out.done("registered", kept.id() + ", version " + kept.version()));
      return ExitCode.DONE;
    });
  }

  /** JSON is checked for more than YAML can say of it. */
  static Json parse(String file, byte[] text) {
    return file.endsWith(".yaml") || file.endsWith(".yml")
        ? Yaml.parse(new String(text, java.nio.charset.StandardCharsets.UTF_8))
        : Json.parse(text);
  }

  @Command(name = "show", description = "Shows a definition, the newest version of it.")
  static int show(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--version", paramLabel = "N", description = "This version.")
          Optional<Integer> version) {
    return store.on(cairn -> {
      var kept =
          find(cairn.definitions(), name, version)
              .orElseThrow(() ->
                  new CairnException.NotFound(
                      "definition_not_found",
                      "no definition '"
                          + name
                          + "'"
                          + version.map(it -> ", version " + it).orElse(""),
                      "list those that exist"));
      store.output().show(kept.json(), () -> store.output().pretty(kept.json()));
      return ExitCode.DONE;
    });
  }

  private static Optional<Definition> find(
      Definitions definitions, String name, Optional<Integer> version) {
    return version.isPresent() ? definitions.find(name, version.get()) : definitions.find(name);
  }

  @Command(name = "deprecate", description = "Keeps new instances from using a version.")
  static int deprecate(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "N", description = "The version.") int version) {
    return store.on(cairn -> {
      cairn.definitions().deprecate(name, version);
      var out = store.output();
      out.show(
          dev.cairn.json.JsonObject.of("id", name, "version", version, "deprecated", true),
          () -> out.done("deprecated", name + ", version " + version));
      return ExitCode.DONE;
    });
  }
}
