package dev.cairn.kernel;

import dev.cairn.store.Log;
import dev.cairn.store.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Reads the end of the log, once for all subscribers of this process. A commit of this process
 * wakes it, and so does word of others; what nobody told of is noticed by looking at the lanes'
 * positions, all in one small query.
 */
final class Tail implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Tail.class.getName());
  private static final int BATCH = 100;
  private static final long RING_WEIGHT_MAX = 32L << 20;
  private static final long NARRATOR_WEIGHT_MAX = 16L << 20;

  /** Where this process alone writes, it is always woken; this is for the store that failed. */
  private static final Duration LOOK_SELDOM = Duration.ofSeconds(1);

  private final Store store;
  private final Narrator narrator;
  private final Ring ring;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("cairn-feed").unstarted(this::run);
  private final Consumer<Instant> told;
  private final Word word;
  private final Duration look;
  private final Runnable unlisten;
  private final long[] looked;
  private volatile boolean stopped;
  private Marks read;

  Tail(Feeds.Tails parts) {
    this.told = parts.told();
    this.store = parts.store();
    this.word = parts.word();
    this.look = parts.look();
    this.unlisten = word.onFeed(this::wake);
    int lanes = store.traits().lanes();
    this.narrator = new Narrator(parts.past(), NARRATOR_WEIGHT_MAX);
    this.read = Marks.behind(store.log().newest(), lanes);
    this.looked = new long[lanes];
    this.ring = new Ring(read, RING_WEIGHT_MAX);
  }

  Ring ring() {
    return ring;
  }

  void start() {
    thread.start();
  }

  /** Something was committed. Costs the committer next to nothing. */
  void wake() {
    LockSupport.unpark(thread);
  }

  private void run() {
    boolean failing = false;
    while (!stopped) {
      try {
        word.wantFeed();
        advance();
        failing = false;
      } catch (RuntimeException failure) {
        if (!failing) {
          LOG.log(Level.WARNING, "the feed cannot read the log; it keeps trying", failure);
        }
        failing = true;
      }
      LockSupport.parkNanos(this, pause(failing).toNanos());
    }
  }

  private Duration pause(boolean failing) {
    boolean alone = store.traits().ownership() == Store.Ownership.EXCLUSIVE;
    return alone || failing ? LOOK_SELDOM : look;
  }

  /** Hands on all that was committed before the call. */
  private void advance() {
    for (var progress : store.documents().progress()) {
      if (progress.position() > looked[progress.lane()]) {
        advance(progress.lane());
        looked[progress.lane()] = progress.position();
      }
    }
  }

  private void advance(int lane) {
    List<Log.Entry> entries;
    do {
      entries = store.log().following(lane, read.position(lane), BATCH);
      ring.add(entries.stream().map(narrator::tell).toList());
      entries.forEach(entry -> told.accept(entry.revision().committedAt()));
      if (!entries.isEmpty()) {
        read = read.with(entries.getLast());
      }
    } while (entries.size() == BATCH && !stopped);
  }

  /** Ends the thread, and then all subscriptions that hang on the ring. */
  @Override
  public void close() {
    stopped = true;
    unlisten.run();
    wake();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    ring.close();
  }
}
