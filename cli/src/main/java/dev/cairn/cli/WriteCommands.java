package dev.cairn.cli;

import dev.cairn.CommitResult;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Warning;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import dev.cairn.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that create instances and change their state. */
final class WriteCommands {
  private WriteCommands() {}

  @Command(name = "create", description = "Creates an instance of a definition.")
  static int create(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "WORKFLOW", description = "The id of its definition.")
          String workflow,
      @Option(
              names = "--context",
              paramLabel = "JSON",
              description = "What it knows at first; @FILE reads a file.")
          Optional<String> context,
      @Option(names = "--id", paramLabel = "UUID", description = "Its id, else a new one.")
          Optional<String> id,
      @Option(names = "--tag", paramLabel = "TAG", description = "May be given more than once.")
          List<String> tags,
      @Option(
              names = "--attribute",
              paramLabel = "NAME=VALUE",
              description = "JSON, or else text; may be given more than once.")
          Map<String, String> attributes,
      @Option(names = "--owner", paramLabel = "NAME", description = "Who owns it, else the actor.")
          Optional<String> owner,
      @Option(names = "--key", paramLabel = "KEY", description = "Makes it idempotent; needs --id.")
          Optional<String> key) {
    var request =
        NewInstance.of(workflow)
            .attributes(attributes(attributes))
            .tags(tags == null ? new String[0] : tags.toArray(String[]::new))
            .context(
                context
                    .map(it -> Arguments.object(store.world(), "--context", it))
                    .orElse(JsonObject.empty()));
    var named = id.map(Ids::whole).map(request::id).orElse(request);
    var owned = owner.map(named::owner).orElse(named);
    var complete = key.map(owned::key).orElse(owned);
    return store.on(cairn -> {
      var instance = cairn.workflows().create(complete);
      var out = store.output();
      out.show(instance.toJson(), () -> out.done("created", instance.id().toString()));
      return ExitCode.DONE;
    });
  }

  private static JsonObject attributes(Map<String, String> typed) {
    var attributes = JsonObject.empty();
    if (typed != null) {
      for (var entry : typed.entrySet()) {
        attributes = attributes.with(entry.getKey(), value(entry.getValue()));
      }
    }
    return attributes;
  }

  private static Json value(String text) {
    try {
      return Json.parse(text);
    } catch (JsonException notJson) {
      return new JsonString(text);
    }
  }

  @Command(name = "patch", description = "Changes the context by a merge patch or a JSON patch.")
  static int patch(
      @Mixin StoreOption store,
      @Mixin CommitOptions options,
      @Parameters(paramLabel = "ID") String name,
      @Option(
              names = "--merge",
              paramLabel = "JSON",
              description = "Members to set; null removes one (RFC 7396). @FILE reads a file.")
          Optional<String> merge,
      @Option(
              names = "--json-patch",
              paramLabel = "JSON",
              description = "Operations (RFC 6902). @FILE reads a file.")
          Optional<String> patch) {
    if (merge.isPresent() == patch.isPresent()) {
      throw new UsageException("usage", "one of --merge and --json-patch is needed", "give one");
    }
    var world = store.world();
    var mutation =
        merge
            .<Mutation>map(it -> new Mutation.MergeContext(Arguments.object(world, "--merge", it)))
            .orElseGet(() -> jsonPatch(Arguments.json(world, "--json-patch", patch.orElseThrow())));
    return store.onInstance(
        name,
        (cairn, id) -> {
          var result = cairn.workflows().commit(options.commit(id, List.of(mutation)));
          var instance = Answers.instance(cairn, result);
          var out = store.output();
          out.show(instance.toJson(), () -> out.done("committed", made(id, result)));
          warn(out, Answers.warnings(result));
          return ExitCode.of(result);
        });
  }

  private static Mutation jsonPatch(Json json) {
    try {
      return new Mutation.PatchContext(JsonPatch.parse(json));
    } catch (JsonException malformed) {
      throw new UsageException(
          malformed.code(),
          String.valueOf(malformed.getMessage()),
          "RFC 6902 says how to write it");
    }
  }

  @Command(name = "commit", description = "Commits a list of mutations, all or nothing.")
  static int commit(
      @Mixin StoreOption store,
      @Mixin CommitOptions options,
      @Parameters(paramLabel = "ID") String name,
      @Option(
              names = "--file",
              paramLabel = "FILE",
              required = true,
              description = "A JSON array of mutations, each with its type; - reads the input.")
          String file) {
    var mutations = Mutation.parseAll(Json.parse(Arguments.read(store.world(), file)));
    return store.onInstance(
        name,
        (cairn, id) -> {
          var result = cairn.workflows().commit(options.commit(id, mutations));
          result.orThrow();
          var out = store.output();
          out.show(result.toJson(), () -> out.done("committed", made(id, result)));
          warn(out, Answers.warnings(result));
          return ExitCode.of(result);
        });
  }

  private static String made(InstanceId id, CommitResult result) {
    var receipt = result.orThrow();
    var again = result instanceof CommitResult.Repeated ? " (this key was committed before)" : "";
    return id + " version " + receipt.version() + again;
  }

  private static void warn(Output out, List<Warning> warnings) {
    warnings.forEach(warning -> out.remark("warning: " + warning.detail()));
  }
}
