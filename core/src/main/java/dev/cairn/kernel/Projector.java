package dev.cairn.kernel;

import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Page;
import dev.cairn.Query;
import dev.cairn.store.Documents;
import dev.cairn.store.Head;
import dev.cairn.store.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Folds commits into the documents that queries see. A query folds first what is missing, so that
 * it never misses what was acknowledged; a thread folds when there is little else to do, or much to
 * fold, so that no query has to fold much.
 */
final class Projector implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Projector.class.getName());
  private static final int BATCH = 250;

  /** So many groups may wait for a quiet moment. */
  private static final int BACKLOG_MAX = 4_000;

  /** Commits of an instance lie close together: it need not be known for long what was folded. */
  private static final int DONE_MAX = 10_000;

  private static final Duration QUIET = Duration.ofMillis(100);

  /** How long it leaves a store alone that is away. */
  private static final Duration AWAY = Duration.ofSeconds(5);

  /** What an earlier process has left to fold is not known before the store is asked. */
  private static final long UNKNOWN = -1;

  private final Store store;
  private final Heads heads;
  private final Watch watch;
  private final ReentrantLock folding = new ReentrantLock();

  /** Groups that may have been written here, and how many of them are folded for certain. */
  private final AtomicLong written = new AtomicLong();

  private volatile long folded = UNKNOWN;

  /** Whether the thread's last try failed, which it says once. */
  private boolean failing;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("cairn-projector").unstarted(this::run);

  Projector(Store store, Heads heads, Watch watch) {
    this.store = store;
    this.heads = heads;
    this.watch = watch;
  }

  /** Begins to fold in the background. */
  void start() {
    thread.start();
  }

  /** A group was written, or may have been. */
  void written() {
    written.incrementAndGet();
  }

  /** A page of all that was acknowledged before the call. */
  Page<Instance> query(Query query) {
    if (isExclusive()) {
      fold();
      return store.documents().query(query, heads::remembered);
    }
    return store
        .documents()
        .queryIfCurrent(query)
        .orElseGet(() -> {
          fold();
          return store.documents().query(query);
        });
  }

  private boolean isExclusive() {
    return store.traits().ownership() == Store.Ownership.EXCLUSIVE;
  }

  /** Folds everything that was committed before the call. */
  void fold() {
    // Where nobody else writes, it is known without asking that there is nothing to fold.
    if (!isExclusive() || folded < written.get()) {
      foldLanes();
    }
  }

  private void foldLanes() {
    folding.lock();
    try {
      long groups = written.get();
      for (var progress : store.documents().progress()) {
        foldLane(progress);
      }
      folded = groups;
    } finally {
      folding.unlock();
    }
  }

  private void foldLane(Documents.Progress progress) {
    long folded = progress.folded();
    var done = new HashMap<InstanceId, Long>();
    while (folded < progress.position()) {
      var pending = store.documents().pending(progress.lane(), folded, BATCH);
      long last = pending.isEmpty() ? progress.position() : pending.getLast().position();
      var instances = instances(pending, done);
      store.documents().fold(progress.lane(), last, instances);
      if (done.size() > DONE_MAX) {
        done.clear();
      }
      instances.forEach(it -> done.put(it.id(), it.version()));
      folded = last;
    }
  }

  /**
   * The heads that these commits led to, or newer ones. A commit is durable before its head is
   * remembered, so that what is remembered may be older: then the store is asked.
   *
   * @param done what was folded with the commits before these, and need not be again
   */
  private List<Instance> instances(List<Documents.Pending> pending, Map<InstanceId, Long> done) {
    var newest = new LinkedHashMap<InstanceId, Long>();
    pending.stream()
        .filter(it -> it.version() > done.getOrDefault(it.id(), 0L))
        .forEach(it -> newest.merge(it.id(), it.version(), Math::max));
    var known = heads.remembered(List.copyOf(newest.keySet()));
    var behind =
        newest.entrySet().stream()
            .filter(it -> version(known, it.getKey()) < it.getValue())
            .map(Map.Entry::getKey)
            .toList();
    if (!behind.isEmpty()) {
      known.putAll(heads.confirmed(behind));
    }
    return known.values().stream().map(Head::instance).toList();
  }

  private static long version(Map<InstanceId, Head> heads, InstanceId id) {
    var head = heads.get(id);
    return head == null ? 0 : head.instance().version();
  }

  private void run() {
    try {
      long seen = 0;
      while (!stop.await((failing ? AWAY : QUIET).toMillis(), TimeUnit.MILLISECONDS)) {
        seen = foldWhenDue(seen);
      }
    } catch (InterruptedException interrupted) {
      LOG.log(Level.WARNING, "folding in the background was interrupted");
    }
  }

  /** Folds when there is something to fold, and nothing was written since {@code seen}, or much. */
  private long foldWhenDue(long seen) {
    long now = written.get();
    long backlog = now - folded;
    if (backlog > BACKLOG_MAX || (backlog > 0 && now == seen)) {
      foldQuietly();
    }
    watch.backlog(Math.max(0, written.get() - Math.max(0, folded)));
    return now;
  }

  private void foldQuietly() {
    try {
      fold();
      failing = false;
    } catch (RuntimeException failure) {
      // Nothing is lost: the next query folds, and tells its caller when it cannot.
      if (!failing) {
        LOG.log(Level.WARNING, "documents could not be folded; it keeps trying", failure);
      }
      failing = true;
    }
  }

  /** Waits for the thread to end: nothing is folded after this. */
  @Override
  public void close() {
    stop.countDown();
    try {
      // A thread that was never started has ended already.
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
