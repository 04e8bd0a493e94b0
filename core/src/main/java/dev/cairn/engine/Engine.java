package dev.cairn.engine;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Times;
import dev.cairn.Wake;
import dev.cairn.kernel.Drive;
import dev.cairn.store.Leases.Due;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Drives the workflows of the lanes that it holds. Several engines, in one process or many, share
 * the lanes of a store; what a dead one held is taken over when its lease ends, and what it still
 * says afterwards is refused. Safe for use by many threads.
 */
public final class Engine implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Engine.class.getName());
  private static final int PAGE = 500;
  private static final Duration DRAIN = Duration.ofSeconds(30);

  /**
   * How often instances are looked at that run a step, or wait for another instance: for their
   * timers, which are hidden meanwhile, and for children that could not tell that they ended.
   */
  static final Duration THOROUGH = Duration.ofSeconds(5);

  /** Clocks drift slowly. */
  private static final Duration COMPARE = Duration.ofMinutes(5);

  /** Word of very much must not make it look all the time. */
  private static final Duration SOON = Duration.ofMillis(50);

  /** A lease lasts until its end, and a bit more is no harm. */
  private static final Duration A_BIT = Duration.ofMillis(5);

  /** Leases are prolonged several times before they end. */
  private static final int RENEWALS = 3;

  private final Drive drive;
  private final EngineSettings settings;
  private final Holdings holdings;
  private final Runs runs;
  private final Runnable unwatch;
  private final Runnable unlisten;
  private final Heard heard = new Heard();
  private final Semaphore woken = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopping;
  private volatile long nextKeep = System.nanoTime();
  private volatile long nextThorough = System.nanoTime();

  private Engine(Cairn cairn, EngineSettings settings) {
    var actor = "engine:" + settings.node();
    this.settings = settings;
    this.drive = Drive.of(cairn, actor);
    this.holdings = new Holdings(drive.leases(), settings.node(), settings.lease());
    this.runs = new Runs(drive, settings, holdings, new Children(cairn.as(actor), drive), woken);
    this.unwatch = drive.watch(runs::committed);
    this.unlisten = drive.hear(this::hear);
    this.thread = Thread.ofPlatform().daemon().name("cairn-engine").unstarted(this::loop);
  }

  /**
   * An engine that does nothing until it is started, or asked to.
   *
   * @throws CairnException.Invalid when the store is not open in this process
   */
  public static Engine over(Cairn cairn, EngineSettings settings) {
    return new Engine(cairn, settings);
  }

  /** Begins to drive, on threads of its own. */
  public Engine start() {
    thread.start();
    return this;
  }

  private void hear(List<InstanceId> changed) {
    heard.add(changed);
    woken.release();
  }

  /**
   * Prolongs leases, takes free lanes, and begins everything that is due in its own: the body of
   * the loop. Does not wait for what it began.
   *
   * @return how many instances were due
   */
  public int poll() {
    if (System.nanoTime() - nextKeep >= 0) {
      keepLanes();
    }
    holdings.giveBack(runs::isBusyIn);
    drive.want(holdings.lanes());
    heard.looked();
    runs.fireTimers();
    boolean thorough = System.nanoTime() - nextThorough >= 0;
    int due = 0;
    for (int lane : holdings.lanes()) {
      due += begin(lane, thorough);
    }
    if (thorough) {
      nextThorough = System.nanoTime() + THOROUGH.toNanos();
    }
    return due;
  }

  /** Prolongs leases and takes its share of the lanes now. */
  public void keepLanes() {
    if (!holdings.keep().isEmpty()) {
      nextThorough = System.nanoTime();
    }
    holdings.giveBack(runs::isBusyIn);
    int held = holdings.lanes().size();
    drive.tell(observer -> observer.lanes(held));
    // The lane of a dead node is taken when its lease ends, and not a while later.
    long usual = settings.lease().toNanos() / RENEWALS;
    nextKeep = System.nanoTime() + Math.min(usual, holdings.untilNextEnd().plus(A_BIT).toNanos());
  }

  /** Drives until nothing is due and nothing runs: for tests, and for programs that end. */
  public void runUntilIdle() {
    keepLanes();
    do {
      poll();
    } while (runs.awaitIdle(DRAIN) && isAnythingDue());
  }

  private boolean isAnythingDue() {
    var now = drive.clock().instant();
    return !stopping
        && holdings.lanes().stream()
            .flatMap(lane -> drive.leases().due(lane, now, Optional.empty(), PAGE).stream())
            .anyMatch(due -> due.at() != Wake.CHILD);
  }

  private int begin(int lane, boolean thorough) {
    var until = drive.clock().instant();
    int count = 0;
    Optional<Due> last = Optional.empty();
    List<Due> page;
    do {
      page = drive.leases().due(lane, until.plus(settings.poll()), last, PAGE);
      offer(page, until, thorough);
      count += page.size();
      last = page.isEmpty() ? last : Optional.of(page.getLast());
    } while (page.size() == PAGE && !stopping);
    return count;
  }

  private void offer(List<Due> page, Instant now, boolean thorough) {
    var ids = new ArrayList<InstanceId>();
    for (var due : page) {
      if (due.at() > Times.toMicros(now)) {
        runs.later(due.at(), due.id(), settings.poll());
      } else if (thorough || isToOffer(due)) {
        ids.add(due.id());
      }
    }
    drive.current(ids).forEach(this::offer);
  }

  private boolean isToOffer(Due due) {
    if (due.at() == Wake.NOW) {
      return !runs.isBusy(due.id());
    }
    return due.at() != Wake.CHILD && !runs.isFiring(due.id());
  }

  private void offer(Instance instance) {
    if (Wake.of(instance.state()).at().equals(Optional.of(Wake.CHILD))) {
      runs.lookAfterChildren(instance);
    }
    runs.offer(instance);
  }

  private void loop() {
    long compare = System.nanoTime() + COMPARE.toNanos();
    while (!stopping) {
      try {
        if (System.nanoTime() - compare >= 0) {
          drive.compareClocks();
          compare = System.nanoTime() + COMPARE.toNanos();
        }
        poll();
        pause();
      } catch (InterruptedException stop) {
        return;
      } catch (RuntimeException failure) {
        // The store may be away: what is due stays due, and leases are taken again.
        LOG.log(Level.WARNING, "the engine could not look for work; it tries again", failure);
        awaitQuietly();
      }
    }
  }

  /** Until the next look, which may be soon; timers, and what others say, have no time to wait. */
  private void pause() throws InterruptedException {
    long soon = System.nanoTime() + SOON.toNanos();
    long end = System.nanoTime() + settings.poll().toNanos();
    while (!stopping && System.nanoTime() < end) {
      runs.fireTimers();
      lookAt(heard.take());
      end = heard.isMuch() ? Math.min(end, soon) : end;
      long left = Math.min(end - System.nanoTime(), runs.untilNextTimer().toNanos());
      if (left > 0 && woken.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        woken.drainPermits();
      }
    }
  }

  private void lookAt(List<InstanceId> changed) {
    if (!changed.isEmpty()) {
      drive.current(changed).forEach(runs::committed);
    }
  }

  private void awaitQuietly() {
    try {
      woken.tryAcquire(settings.poll().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins nothing more, waits for the steps that run, and gives the lanes to others. */
  @Override
  public void close() {
    stop();
    long end = System.nanoTime() + DRAIN.toNanos();
    while (!runs.awaitIdle(settings.lease().dividedBy(RENEWALS)) && System.nanoTime() < end) {
      holdings.renew();
    }
    if (!runs.isIdle()) {
      LOG.log(Level.WARNING, "steps still run; another node will run them again");
    }
    holdings.leave();
    drive.tell(observer -> observer.lanes(0));
  }

  /** Ends at once, as a crash would: the lanes stay held until the leases end. */
  public void abandon() {
    stop();
    runs.interruptAll();
  }

  private void stop() {
    stopping = true;
    runs.stop();
    unwatch.run();
    unlisten.run();
    woken.release();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(DRAIN);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
