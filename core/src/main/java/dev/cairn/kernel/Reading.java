package dev.cairn.kernel;

import dev.cairn.Feed;
import dev.cairn.FeedItem;
import dev.cairn.Filter;
import dev.cairn.FilterEvaluator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A subscription. As long as it keeps up it takes what it wants from the ring; one that has fallen
 * behind, or begins behind, reads the log by itself until it meets the ring.
 */
final class Reading implements Feed.Subscription {
  /** How many happenings it holds at a time. */
  private static final int PAGE = 64;

  private final Ring ring;
  private final Filter filter;
  private final FilterEvaluator evaluator;
  private final Catching catching;
  private final Runnable onClose;
  private final ArrayDeque<Happening> pending = new ArrayDeque<>();
  private Marks seen;

  /** The number in the ring that comes next; empty while this reads the log. */
  private Optional<Long> number = Optional.empty();

  /** Whether a gap was told since the last change: one is enough. */
  private boolean gapTold;

  private volatile boolean open = true;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param onClose is run once
   */
  Reading(
      Ring ring,
      Filter filter,
      FilterEvaluator evaluator,
      Catching catching,
      Marks seen,
      Runnable onClose) {
    this.ring = ring;
    this.filter = filter;
    this.evaluator = evaluator;
    this.catching = catching;
    this.seen = seen;
    this.onClose = onClose;
  }

  @Override
  public Optional<FeedItem> next(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    boolean more = true;
    while (more && isOpen() && !Thread.currentThread().isInterrupted()) {
      var item = fromPending();
      if (item.isPresent()) {
        return item;
      }
      long left = end - System.nanoTime();
      more = fetch(Math.max(0, left)) && (left > 0 || !pending.isEmpty());
    }
    return Optional.empty();
  }

  private Optional<FeedItem> fromPending() {
    while (!pending.isEmpty()) {
      var happening = pending.remove();
      if (!seen.has(happening.entry())) {
        seen = seen.with(happening.entry());
        catching.passed(happening.entry());
        var item = item(happening);
        if (item.isPresent()) {
          return item;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<FeedItem> item(Happening happening) {
    return switch (happening) {
      case Happening.Told it -> {
        var change = it.change(filter, evaluator, seen);
        gapTold &= change.isEmpty();
        yield change;
      }
      case Happening.Lost it -> gap(it);
    };
  }

  private Optional<FeedItem> gap(Happening.Lost lost) {
    if (gapTold || !catching.concerns(lost.entry().revision().instance())) {
      return Optional.empty();
    }
    gapTold = true;
    return Optional.of(new FeedItem.Gap(seen.toPosition()));
  }

  /** Gets what comes next, within a time; false when nothing came. */
  private boolean fetch(long nanos) {
    if (number.isEmpty()) {
      number = ring.join(seen, catching.lanes());
    }
    if (number.isEmpty()) {
      seen = catching.read(seen, ring.start(), PAGE, pending::add);
      return true;
    }
    return switch (ring.read(number.get(), PAGE, nanos, () -> open)) {
      case Ring.Found.Overrun it -> {
        number = Optional.empty();
        yield true;
      }
      case Ring.Found.Some it -> {
        pending.addAll(it.happenings());
        number = Optional.of(number.get() + it.happenings().size());
        yield !pending.isEmpty();
      }
    };
  }

  @Override
  public Feed.Position position() {
    return seen.toPosition();
  }

  @Override
  public boolean isOpen() {
    return open && ring.isOpen();
  }

  @Override
  public void close() {
    open = false;
    ring.wake();
    if (closed.compareAndSet(false, true)) {
      onClose.run();
    }
  }
}
