package dev.cairn;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commits of a store as they become durable, whoever made them: this process or another. A
 * subscriber sees the commits of an instance in the order of their versions, each exactly once, and
 * can go on from any {@link Position}, also after a restart or on another node. Safe for use by
 * many threads.
 */
public interface Feed {

  /** Where the feed ends now: whoever begins here sees what is committed after the call. */
  Position end();

  /**
   * Commits made after the call, of the instances that match before the commit or after it. So a
   * list that shows what matches learns of all that enters and leaves it.
   */
  Subscription subscribe(Filter filter);

  /**
   * The same, from an earlier position on.
   *
   * @throws CairnException.Invalid {@code invalid_position} when this store never gave it out
   */
  Subscription subscribe(Filter filter, Position after);

  /** Commits to one instance, which need not exist yet. */
  default Subscription subscribe(InstanceId id) {
    return subscribe(new Filter.IdIn(Set.of(id)));
  }

  /** Commits to one instance from an earlier position on. */
  default Subscription subscribe(InstanceId id, Position after) {
    return subscribe(new Filter.IdIn(Set.of(id)), after);
  }

  /**
   * A place in the feed of one store; durable, and opaque to callers. A position that came with an
   * item means: this item was seen, and all before it.
   */
  record Position(String text) {
    private static final int LENGTH_MAX = 4_000;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1," + LENGTH_MAX + "}");

    public Position {
      if (!SHAPE.matcher(text).matches()) {
        throw invalid("a position is written with letters, digits, - and _");
      }
    }

    /** What whoever shows a position gets that is none, or another store's. */
    public static CairnException.Invalid invalid(String problem) {
      return new CairnException.Invalid(
          "invalid_position",
          "not a position of this feed: " + problem,
          "use a position as it was given out, or begin now and reload what you show");
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * One reader of the feed. It reads at its own pace and harms nobody by being slow: what it has
   * not read yet is in the store. For one thread at a time; any thread may close it.
   */
  interface Subscription extends AutoCloseable {

    /**
     * The next item. Waits for it until {@code timeout} is over, the thread is interrupted (and
     * stays so) or the subscription is closed; empty then.
     *
     * @throws CairnException.Unavailable when the store does not answer; nothing is lost, and the
     *     next call goes on where this one was
     */
    Optional<FeedItem> next(Duration timeout);

    /**
     * How far this has read, with all that did not match. It moves on also when there was nothing
     * to return, so that whoever resumes from here has less to read again.
     */
    Position position();

    /** Whether more can come. */
    boolean isOpen();

    /** Ends the subscription, and whatever waits in {@link #next}. */
    @Override
    void close();

    private boolean isWaiting() {
      return isOpen() && !Thread.currentThread().isInterrupted();
    }

    /** All items from now on, waiting for each; ends when the subscription is closed. */
    default Stream<FeedItem> stream() {
      var patience = Duration.ofSeconds(1);
      return Stream.generate(() -> next(patience))
          .takeWhile(item -> item.isPresent() || isWaiting())
          .flatMap(Optional::stream);
    }
  }
}
