package dev.cairn.cli;

import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.Page;
import dev.cairn.StatePath;
import dev.cairn.Status;
import dev.cairn.cli.text.Cell;
import dev.cairn.cli.text.Table;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that look at current versions. */
final class ReadCommands {
  private ReadCommands() {}

  @Command(name = "ps", description = "Lists instances, newest first.")
  static int ps(
      @Mixin StoreOption store,
      @Mixin PageOptions page,
      @Option(
              names = "--where",
              paramLabel = "EXPR",
              description = "Only those that match, such as: status == 'Running'")
          Optional<String> where,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              description = "Only those in this status; may be given more than once.")
          List<String> status,
      @Option(names = "--workflow", paramLabel = "NAME", description = "Only of this definition.")
          Optional<String> workflow,
      @Option(names = "--all", description = "Cancelled ones too.") boolean all) {
    var filters = new ArrayList<Filter>();
    where.map(store::where).ifPresent(filters::add);
    workflow.map(Filter.DefinitionIs::new).ifPresent(filters::add);
    if (status != null) {
      filters.add(new Filter.StatusIn(statuses(status)));
    } else if (!all && where.isEmpty()) {
      filters.add(Filter.status(Status.CANCELLED).not());
    }
    return list(store, page, new Filter.And(filters), List.of());
  }

  private static Set<Status> statuses(List<String> names) {
    var statuses = EnumSet.noneOf(Status.class);
    names.forEach(name -> statuses.add(Arguments.status(name)));
    return statuses;
  }

  @Command(
      name = "query",
      description = {
        "Finds instances by a condition over all that they hold.",
        "Example: cairn query \"status == 'Completed' && context.total > 100\""
      })
  static int query(
      @Mixin StoreOption store,
      @Mixin PageOptions page,
      @Parameters(paramLabel = "EXPR", description = "The condition.") String expression,
      @Option(
              names = "--select",
              paramLabel = "PATH",
              description = "A value to show beside each, such as context.total.")
          List<String> select,
      @Option(names = "--count", description = "Only how many there are.") boolean count) {
    var filter = store.where(expression);
    if (count) {
      return store.on(cairn -> {
        long found = cairn.workflows().count(filter);
        var out = store.output();
        out.show(JsonObject.of("count", found), () -> out.line(Long.toString(found)));
        return ExitCode.DONE;
      });
    }
    var paths = select == null ? List.<String>of() : select;
    return list(store, page, filter, paths.stream().map(Arguments::path).toList());
  }

  private static int list(
      StoreOption store, PageOptions page, Filter filter, List<StatePath> paths) {
    return store.on(cairn -> {
      var found = cairn.workflows().query(page.query(filter));
      var out = store.output();
      out.show(found.toJson(Instance::toJson), () -> instances(out, found, paths));
      return ExitCode.DONE;
    });
  }

  private static void instances(Output out, Page<Instance> page, List<StatePath> paths) {
    if (page.items().isEmpty()) {
      out.faint("no instances");
      return;
    }
    var heading = new ArrayList<>(List.of("ID", "WORKFLOW", "STATUS", "STEP", "VERSION"));
    paths.forEach(path -> heading.add(path.toString()));
    heading.addAll(List.of("UPDATED", "BY"));
    var table = Table.of(heading);
    page.items().forEach(instance -> table.row(row(instance, paths)));
    out.table(table);
    page.next().ifPresent(cursor -> out.faint("more: --after " + cursor));
  }

  private static List<Cell> row(Instance instance, List<StatePath> paths) {
    var row = new ArrayList<Cell>();
    row.add(Cell.of(instance.id().toString()));
    row.add(Cell.of(instance.definitionId()));
    row.add(Cell.of(instance.status()));
    row.add(Cell.of(instance.currentStep()));
    row.add(Cell.of(instance.version()));
    paths.forEach(path -> row.add(value(path.in(instance.state()))));
    row.add(Cell.of(instance.updatedAt()));
    row.add(Cell.of(instance.lastModifiedBy()));
    return row;
  }

  private static Cell value(Optional<Json> value) {
    return value
        .map(it -> it instanceof JsonString text ? Cell.of(text.value()) : Cell.of(it.canonical()))
        .orElse(Cell.of("-"));
  }

  @Command(name = "show", description = "Shows an instance, as it is or as it was.")
  static int show(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Option(names = "--version", paramLabel = "N", description = "As of this version.")
          Optional<Long> version,
      @Option(
              names = "--as-of",
              paramLabel = "TIME",
              description = "As of this time, such as 2026-01-31T09:30:00Z.")
          Optional<String> time,
      @Option(names = "--full", description = "Step data, tokens and scopes too.") boolean full) {
    if (version.isPresent() && time.isPresent()) {
      throw new UsageException("usage", "--version and --as-of exclude each other", "use one");
    }
    return store.onInstance(
        name,
        (cairn, id) -> {
          var history = cairn.history();
          var instance =
              time.map(Arguments::time)
                  .map(at -> history.asOf(id, at).orElseThrow(() -> Answers.notYet(id, at)))
                  .or(() -> version.map(number -> history.at(id, number)))
                  .orElseGet(() -> cairn.workflows().get(id));
          var out = store.output();
          out.show(instance.toJson(), () -> new Portrait(out, instance).show(full));
          return ExitCode.DONE;
        });
  }

  @Command(name = "stats", description = "Counts instances, and says how long they took.")
  static int stats(
      @Mixin StoreOption store,
      @Option(names = "--where", paramLabel = "EXPR", description = "Only those that match.")
          Optional<String> where) {
    return store.on(cairn -> {
      var filter = where.map(store::where).orElse(Filter.everything());
      var statistics = cairn.workflows().statistics(filter);
      var out = store.output();
      out.show(statistics.toJson(), () -> new Figures(out).show(statistics));
      return ExitCode.DONE;
    });
  }
}
