package dev.cairn.client;

import dev.cairn.CairnException;
import dev.cairn.Feed;
import dev.cairn.Feed.Position;
import dev.cairn.FeedItem;
import dev.cairn.Filter;
import dev.cairn.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A stream of the server. A thread of its own reads it into a short queue; while that is full the
 * server is not read, and goes at the pace of the caller. When the connection is lost the thread
 * connects again, and goes on after what it read last.
 */
final class RemoteSubscription implements Feed.Subscription {
  private static final int QUEUE = 64;

  /** A server says something every 15 s; one that is silent for so long is not there. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(50);

  /** How often a waiting caller looks whether the server is still there. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Exchange exchange;
  private final Streams streams;
  private final String where;
  private final BlockingQueue<Step> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread = Thread.ofVirtual().name("cairn-stream").unstarted(this::run);
  private volatile EventConnection connection;
  private volatile boolean open = true;

  /** Up to where the stream was read; the thread's own. */
  private Position read;

  /** Up to where the caller has it; the caller's own. */
  private Position given;

  /** What the thread has read. */
  private sealed interface Step {
    record Item(FeedItem item) implements Step {}

    /** The position moved on over what does not match. */
    record Passed(Position position) implements Step {}

    /** The server will not go on; or whoever waits is to look around. */
    record Ended(Optional<CairnException> why) implements Step {}
  }

  private RemoteSubscription(
      Exchange exchange,
      Streams streams,
      String where,
      EventConnection connection,
      Position begin) {
    this.exchange = exchange;
    this.streams = streams;
    this.where = where;
    this.connection = connection;
    this.read = begin;
    this.given = begin;
  }

  /** Subscribes; what is committed after this returns is told. */
  static RemoteSubscription open(
      Exchange exchange, Streams streams, Filter filter, Optional<Position> after) {
    var where = FilterText.of(filter);
    for (int attempt = 1; ; attempt++) {
      try {
        var connection = EventConnection.open(exchange, where, after);
        var begin = begin(connection, after);
        var subscription = new RemoteSubscription(exchange, streams, where, connection, begin);
        streams.add(subscription);
        subscription.thread.start();
        return subscription;
      } catch (IOException lost) {
        if (attempt == exchange.attempts()) {
          throw new CairnException.Unavailable("the server did not answer", lost);
        }
        exchange.pauses().before(attempt, Optional.empty());
      }
    }
  }

  /** A server says at once where the stream begins. */
  private static Position begin(EventConnection connection, Optional<Position> after)
      throws IOException {
    if (after.isPresent()) {
      return after.get();
    }
    var event = connection.next();
    while (event.id().isEmpty()) {
      event = connection.next();
    }
    return new Position(event.id().get());
  }

  private void run() {
    int failures = 0;
    while (open) {
      try {
        while (open) {
          take(connection.next());
          failures = 0;
        }
      } catch (IOException lost) {
        failures++;
      } catch (InterruptedException closed) {
        return;
      }
      failures = reconnect(failures);
    }
  }

  private void take(ServerEvent event) throws InterruptedException {
    var position = event.id().map(Position::new).orElse(read);
    boolean moved = !position.equals(read);
    switch (event.name().orElse("")) {
      case "commit" ->
          queue.put(new Step.Item(FeedItem.Change.parse(Json.parse(event.data()), position)));
      case "gap" -> queue.put(new Step.Item(new FeedItem.Gap(position)));
      default -> {
        if (moved) {
          queue.put(new Step.Passed(position));
        }
      }
    }
    read = position;
  }

  /** Tries until it is connected again, or refused; how often it failed. */
  private int reconnect(int failures) {
    int failed = failures;
    while (open) {
      connection.close();
      exchange.pauses().before(failed, Optional.empty());
      try {
        connection = EventConnection.open(exchange, where, Optional.of(read));
        return failed;
      } catch (IOException again) {
        failed++;
      } catch (CairnException refused) {
        end(Optional.of(refused));
      }
    }
    connection.close();
    return failed;
  }

  private void end(Optional<CairnException> why) {
    open = false;
    // Whoever waits is told even when the queue is full: then it is not empty, and nobody waits.
    queue.offer(new Step.Ended(why));
  }

  @Override
  public Optional<FeedItem> next(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    try {
      while (isOpen() || !queue.isEmpty()) {
        long left = end - System.nanoTime();
        var step = queue.poll(Math.clamp(left, 0, LOOK.toNanos()), TimeUnit.NANOSECONDS);
        switch (step) {
          case null -> {
            if (left <= 0) {
              return Optional.empty();
            }
            dropSilent();
          }
          case Step.Item it -> {
            given = it.item().position();
            return Optional.of(it.item());
          }
          case Step.Passed it -> given = it.position();
          case Step.Ended it -> {
            if (it.why().isPresent()) {
              throw it.why().get();
            }
          }
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private void dropSilent() {
    if (connection.silence() > SILENCE_MAX.toNanos()) {
      connection.close();
    }
  }

  @Override
  public Position position() {
    return given;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    end(Optional.empty());
    queue.clear();
    queue.offer(new Step.Ended(Optional.empty()));
    thread.interrupt();
    connection.close();
    streams.remove(this);
  }
}
