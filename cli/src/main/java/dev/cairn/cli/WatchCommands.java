package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.Feed;
import dev.cairn.Feed.Position;
import dev.cairn.FeedItem;
import dev.cairn.Filter;
import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Visible;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Following commits as they are made. */
final class WatchCommands {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int PATHS_MAX = 5;

  private WatchCommands() {}

  @Command(
      name = "watch",
      description = {
        "Shows commits as they are made, of one instance or of all that match.",
        "It goes on until it is stopped; the position of --json goes on from there another time."
      })
  static int watch(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID", arity = "0..1", description = "Only this instance.")
          Optional<String> name,
      @Option(
              names = "--where",
              paramLabel = "EXPR",
              description = "Only those that match, before a commit or after it.")
          Optional<String> where,
      @Option(
              names = "--after",
              paramLabel = "POSITION",
              description = "Begin behind this position, and not now.")
          Optional<String> after,
      @Option(names = "--count", paramLabel = "N", description = "End after so many commits.")
          Optional<Long> count) {
    return store.on(cairn -> {
      var named = name.map(it -> (Filter) new Filter.IdIn(Set.of(Ids.find(cairn, it))));
      var filter =
          named
              .orElseGet(Filter::everything)
              .and(where.map(store::where).orElseGet(Filter::everything));
      try (var subscription = subscribe(cairn, filter, after)) {
        follow(subscription, store.output(), count.orElse(Long.MAX_VALUE));
      }
      return ExitCode.DONE;
    });
  }

  private static Feed.Subscription subscribe(Cairn cairn, Filter filter, Optional<String> after) {
    return after.isPresent()
        ? cairn.feed().subscribe(filter, new Position(after.get()))
        : cairn.feed().subscribe(filter);
  }

  private static void follow(Feed.Subscription subscription, Output out, long most) {
    out.remark("watching from " + subscription.position());
    long seen = 0;
    while (seen < most && subscription.isOpen() && !Thread.currentThread().isInterrupted()) {
      var item = subscription.next(PATIENCE);
      item.ifPresent(it -> show(it, out));
      seen += item.isPresent() ? 1 : 0;
    }
  }

  private static void show(FeedItem item, Output out) {
    var position = Json.of(item.position().text());
    switch (item) {
      case FeedItem.Change it ->
          out.show(it.toJson().with("position", position), () -> out.line(line(it, out)));
      case FeedItem.Gap it ->
          out.show(
              JsonObject.of("gap", true, "position", position),
              () -> out.remark("something here was pruned: look again at what you watch"));
    }
  }

  private static String line(FeedItem.Change it, Output out) {
    var text =
        "%s  %s v%d  %s by %s  %s%s"
            .formatted(
                it.committedAt().toString(),
                it.instance(),
                it.version(),
                it.kind(),
                it.actor(),
                status(it),
                paths(it.patch()));
    var shown = Visible.of(text);
    return it.match() == FeedItem.Match.LEFT ? out.pen().paint(Ink.FAINT, shown) : shown;
  }

  private static String status(FeedItem.Change it) {
    var before = it.statusBefore().filter(status -> status != it.statusAfter());
    return before.map(status -> status + " → ").orElse("") + it.statusAfter();
  }

  private static String paths(JsonPatch patch) {
    var paths = patch.operations().stream().map(it -> it.path().toString()).distinct().toList();
    var first = paths.stream().limit(PATHS_MAX).collect(Collectors.joining(" "));
    return paths.isEmpty() ? "" : "  " + first + (paths.size() > PATHS_MAX ? " …" : "");
  }
}
