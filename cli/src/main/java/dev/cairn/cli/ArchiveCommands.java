package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Query;
import dev.cairn.Verification;
import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Visible;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that prove, move and thin out what is stored. */
final class ArchiveCommands {
  private ArchiveCommands() {}

  @Command(
      name = "verify",
      description = "Recomputes every state and receipt of an instance, or of the whole store.")
  static int verify(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID", arity = "0..1", description = "Only this one.")
          Optional<String> name) {
    return name.isPresent()
        ? store.onInstance(
            name.get(), (cairn, id) -> verified(store.output(), cairn.archive().verify(id)))
        : store.on(cairn -> verifyAll(store.output(), cairn));
  }

  private static int verified(Output out, Verification found) {
    out.show(found.toJson(), () -> out.line(sentence(out, found)));
    return found.isOk() ? ExitCode.DONE : ExitCode.INTEGRITY;
  }

  private static String sentence(Output out, Verification found) {
    return found
        .firstBreak()
        .map(it ->
            out.pen().paint(Ink.RED, "broken")
                + Visible.of(
                    " " + found.instance() + " at version " + it.version() + ": " + it.what()))
        .orElse(
            out.pen().paint(Ink.GREEN, "sound")
                + " "
                + found.instance()
                + ", "
                + found.versions()
                + " versions");
  }

  static int verifyAll(Output out, Cairn cairn) {
    var broken = new ArrayList<Verification>();
    var summary =
        cairn
            .archive()
            .verifyAll(found -> {
              if (!found.isOk()) {
                broken.add(found);
              }
            });
    var json =
        JsonObject.of(
            "instances",
            summary.instances(),
            "versions",
            summary.versions(),
            "ok",
            summary.isOk(),
            "broken",
            Json.of(broken.stream().map(Verification::toJson).toList()));
    out.show(
        json,
        () -> {
          broken.forEach(found -> out.line(sentence(out, found)));
          var counts = summary.instances() + " instances, " + summary.versions() + " versions";
          out.line(
              summary.isOk()
                  ? out.pen().paint(Ink.GREEN, "sound") + " " + counts
                  : out.pen().paint(Ink.RED, summary.broken() + " broken") + " of " + counts);
        });
    return summary.isOk() ? ExitCode.DONE : ExitCode.INTEGRITY;
  }

  @Command(
      name = "export",
      description = "Writes whole instances with history and receipts, as lines of JSON.")
  static int export(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID", arity = "0..*", description = "Which; at least one.")
          List<String> names,
      @Option(names = "--where", paramLabel = "EXPR", description = "Those that match; true: all.")
          Optional<String> where,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FILE",
              description = "Else the output.")
          Optional<String> file) {
    if ((names == null || names.isEmpty()) == where.isEmpty()) {
      throw new UsageException(
          "usage", "what to export is missing or said twice", "give ids, or --where \"true\"");
    }
    return store.on(cairn -> {
      var ids = new ArrayList<InstanceId>();
      where.map(store::where).ifPresent(filter -> ids.addAll(matching(cairn, filter)));
      if (names != null) {
        names.forEach(name -> ids.add(Ids.find(cairn, name)));
      }
      OutputFile.write(
          store.output(), file, stream -> cairn.archive().exportTo(stream, List.copyOf(ids)));
      return ExitCode.DONE;
    });
  }

  private static List<InstanceId> matching(Cairn cairn, Filter filter) {
    var ids = new ArrayList<InstanceId>();
    var query = Query.of(filter).sort(Query.Sort.OLDEST_CREATED).limit(Query.LIMIT_MAX);
    var next = Optional.of(query);
    while (next.isPresent()) {
      var page = cairn.workflows().query(next.get());
      page.items().stream().map(Instance::id).forEach(ids::add);
      next = page.next().map(query::after);
    }
    return ids;
  }

  @Command(
      name = "import",
      description = "Reads what export wrote; verifies each before keeping it.")
  static int importFrom(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "FILE", description = "- reads the input.") String name) {
    try (var in = open(store.world(), name)) {
      return store.onNew(cairn -> {
        var ids = cairn.archive().importFrom(in);
        var out = store.output();
        out.show(
            JsonObject.of("imported", Json.of(ids.stream().map(InstanceId::toString).toList())),
            () -> {
              ids.forEach(id -> out.done("imported", id.toString()));
              out.faint(ids.size() + (ids.size() == 1 ? " instance" : " instances"));
            });
        return ExitCode.DONE;
      });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static InputStream open(World world, String name) throws IOException {
    if (name.equals("-")) {
      return new ByteArrayInputStream(Arguments.read(world, name));
    }
    try {
      return Files.newInputStream(world.file(name));
    } catch (NoSuchFileException absent) {
      throw Arguments.noSuchFile(name);
    }
  }

  @Command(name = "prune", description = "Forgets the bodies of old versions; keeps receipts.")
  static int prune(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Option(
              names = "--before",
              paramLabel = "N",
              required = true,
              description = "Versions below this one, checkpoints excepted.")
          long before) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          long pruned = cairn.archive().prune(id, before);
          var out = store.output();
          out.show(
              JsonObject.of("instanceId", id.toString(), "pruned", pruned),
              () -> out.done("pruned", pruned + " versions of " + id));
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "retain",
      description = "Prunes every instance as the retention of its definition says.")
  static int retain(@Mixin StoreOption store) {
    return store.on(cairn -> {
      long pruned = cairn.archive().applyRetention();
      var out = store.output();
      out.show(JsonObject.of("pruned", pruned), () -> out.done("pruned", pruned + " versions"));
      return ExitCode.DONE;
    });
  }

  @Command(
      name = "purge",
      description = "Deletes an instance and erases all that it held; hashes stay.")
  static int purge(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Option(names = "--yes", description = "Yes, for ever.") boolean yes) {
    if (!yes) {
      throw new UsageException(
          "usage", "purge cannot be undone", "add --yes; cairn export keeps a copy");
    }
    return store.onInstance(
        name,
        (cairn, id) -> {
          cairn.archive().purge(id);
          var out = store.output();
          out.show(
              JsonObject.of("instanceId", id.toString(), "purged", true),
              () -> out.done("purged", id.toString()));
          return ExitCode.DONE;
        });
  }
}
