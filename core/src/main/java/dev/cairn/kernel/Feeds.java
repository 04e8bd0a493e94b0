package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Feed;
import dev.cairn.Filter;
import dev.cairn.FilterEvaluator;
import dev.cairn.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The subscriptions of this process. As long as there is one, one thread reads the log's end. */
final class Feeds implements AutoCloseable {
  private final Tails tails;
  private final FilterEvaluator evaluator;
  private volatile @Nullable Tail tail;
  private int subscriptions;
  private boolean closed;

  /**
   * What reads the end of the log.
   *
   * @param look how often, where nobody says that there is more
   * @param told is called for each commit that is handed on, with when it was made
   */
  record Tails(Store store, Past past, Word word, Duration look, Consumer<Instant> told) {}

  Feeds(Tails tails, Registry registry) {
    this.tails = tails;
    this.evaluator = new FilterEvaluator(registry::known);
  }

  /** Something was committed. */
  void written() {
    var reading = tail;
    if (reading != null) {
      reading.wake();
    }
  }

  /** What was committed has been erased: it must not be told from memory. */
  void erased() {
    var reading = tail;
    if (reading != null) {
      reading.ring().clear();
    }
  }

  synchronized Feed.Subscription open(Filter filter, Marks seen) {
    if (closed) {
      throw new CairnException.Unavailable("this Cairn is closed", "open it again");
    }
    var reading = tail;
    if (reading == null) {
      reading = new Tail(tails);
      reading.start();
      tail = reading;
    }
    subscriptions++;
    var catching = Catching.of(filter, tails.store().log(), tails.past(), seen.lanes());
    return new Reading(reading.ring(), filter, evaluator, catching, seen, this::left);
  }

  private synchronized void left() {
    subscriptions--;
    if (subscriptions == 0) {
      stop();
    }
  }

  private void stop() {
    var reading = tail;
    tail = null;
    if (reading != null) {
      reading.close();
    }
  }

  /** Ends all subscriptions. */
  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }
}
