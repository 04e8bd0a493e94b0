package dev.cairn.server.api;

import dev.cairn.Feed;
import dev.cairn.Feed.Position;
import dev.cairn.Feed.Subscription;
import dev.cairn.FeedItem;
import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.EventStream;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Commits as they become durable, as server-sent events. */
final class StreamRoutes {
  /** How often to see whether the position has moved over what does not match. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** After so many quiet looks the position is said again: it shows that somebody is there. */
  private static final int HEARTBEAT = 15;

  private static final String AFTER = "after";

  private StreamRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get("/api/v1/stream").with(parameters()).from(Role.VIEWER, StreamRoutes::matching),
        Route.get(Requests.ONE + "/stream").with(AFTER).from(Role.VIEWER, StreamRoutes::one));
  }

  private static Set<String> parameters() {
    var names = new HashSet<>(ListParameters.FILTERS);
    names.add(AFTER);
    return names;
  }

  private static Answer matching(Request request, Caller caller) {
    var filter = ListParameters.filter(request.parameters(), caller.subject());
    return follow(
        request,
        caller.cairn().feed(),
        feed -> feed.subscribe(filter),
        (feed, after) -> feed.subscribe(filter, after));
  }

  private static Answer one(Request request, Caller caller) {
    var id = Requests.id(request);
    caller.cairn().workflows().get(id);
    return follow(
        request,
        caller.cairn().feed(),
        feed -> feed.subscribe(id),
        (feed, after) -> feed.subscribe(id, after));
  }

  /** What is committed after the head of the answer was sent is told, whatever happens then. */
  private static Answer follow(
      Request request,
      Feed feed,
      Function<Feed, Subscription> fromNow,
      BiFunction<Feed, Position, Subscription> from) {
    var subscription =
        after(request)
            .map(position -> from.apply(feed, position))
            .orElseGet(() -> fromNow.apply(feed));
    return Answer.events(events -> write(events, subscription), subscription::close);
  }

  /** A browser that connects again names what it saw last in a header. */
  private static Optional<Position> after(Request request) {
    return request
        .header("Last-Event-ID")
        .filter(it -> !it.isEmpty())
        .or(() -> request.parameters().text(AFTER))
        .map(Position::new);
  }

  private static void write(EventStream events, Subscription subscription) throws IOException {
    // Said at once, so that a reader who is cut off before the first event misses nothing.
    var said = subscription.position();
    events.position(said.text());
    int quiet = 0;
    while (subscription.isOpen() && !Thread.currentThread().isInterrupted()) {
      var item = subscription.next(LOOK);
      quiet = item.isPresent() || !subscription.position().equals(said) ? 0 : quiet + 1;
      if (quiet % HEARTBEAT == 0) {
        said = subscription.position();
        write(events, said, item);
      }
    }
  }

  /** What there is to tell; without it, where the reader is: that is the heartbeat. */
  private static void write(EventStream events, Position at, Optional<FeedItem> item)
      throws IOException {
    if (item.isEmpty()) {
      events.position(at.text());
      return;
    }
    switch (item.get()) {
      case FeedItem.Change it -> events.send(Optional.of(at.text()), "commit", it.toJson());
      case FeedItem.Gap it -> events.send(Optional.of(at.text()), "gap", JsonObject.empty());
    }
  }
}
