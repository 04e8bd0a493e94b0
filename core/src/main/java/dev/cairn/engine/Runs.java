package dev.cairn.engine;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.Fence;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Status;
import dev.cairn.Times;
import dev.cairn.Wake;
import dev.cairn.flow.Flow;
import dev.cairn.flow.Spot;
import dev.cairn.kernel.Drive;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/** The tokens that are being driven, each by a virtual thread, and the timers that come next. */
final class Runs {
  private static final System.Logger LOG = System.getLogger(Runs.class.getName());

  /** Instead of a token: the thread that fires the timers of an instance, or looks at children. */
  private static final String TIMERS = ":timers";

  private static final String CHILDREN = ":children";
  private static final String CALLED_OFF = ":called-off";

  /** So many timers are offered at once, before the next look at the clock. */
  private static final int TOGETHER = 500;

  private final Drive drive;
  private final EngineSettings settings;
  private final Holdings holdings;
  private final Children children;
  private final Semaphore woken;
  private final Semaphore places;
  private final Map<InstanceId, Map<String, Run>> busy = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Timer, InstanceId> timers = new ConcurrentSkipListMap<>();
  private final Map<InstanceId, Long> stuck = new ConcurrentHashMap<>();
  private final Object idle = new Object();
  private volatile boolean stopping;

  private record Timer(long at, InstanceId id) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : id.compareTo(other.id);
    }
  }

  /**
   * @param woken is released when a timer may come before all that are known
   */
  Runs(
      Drive drive, EngineSettings settings, Holdings holdings, Children children, Semaphore woken) {
    this.drive = drive;
    this.settings = settings;
    this.holdings = holdings;
    this.children = children;
    this.woken = woken;
    this.places = new Semaphore(settings.concurrency());
  }

  /** Something was committed in this process: on the committing thread, so quickly. */
  void committed(Instance instance) {
    callOff(instance);
    if (instance.status().isTerminal() && instance.origin().parent().isPresent()) {
      begin(instance, CHILDREN, children::ended);
    }
    offer(instance);
  }

  /** Handlers whose tokens were moved away by others have nothing left to do. */
  private void callOff(Instance instance) {
    var runs = busy.get(instance.id());
    if (runs != null) {
      runs.forEach(
          (token, run) -> run.unlessAt(Spot.of(instance.state(), token).map(Spot::at).orElse(0L)));
    }
  }

  /** Begins everything that an instance has to do now. */
  void offer(Instance instance) {
    var wake = Wake.of(instance.state()).at();
    if (wake.isEmpty()
        || stopping
        || isStuck(instance)
        || holdings.fence(drive.laneOf(instance.id())).isEmpty()) {
      return;
    }
    if (instance.status() == Status.RUNNING && wake.get() == Wake.NOW) {
      Spot.all(instance.state()).stream()
          .filter(Spot::isRunnable)
          .forEach(spot -> begin(instance, spot.token(), it -> drive(it, spot.token())));
    }
    if (instance.state().work().has(Wake.CALLED_OFF)) {
      begin(instance, CALLED_OFF, children::callOff);
    }
    if (instance.status().isActive() && instance.status() != Status.PAUSED) {
      offerTimers(instance, wake.get() <= Wake.CHILD ? Engine.THOROUGH : settings.poll());
    }
  }

  private boolean isStuck(Instance instance) {
    var version = stuck.get(instance.id());
    if (version != null && version != instance.version()) {
      stuck.remove(instance.id());
    }
    return version != null && version == instance.version();
  }

  private void offerTimers(Instance instance, Duration look) {
    firstTimer(instance)
        .ifPresent(at -> {
          if (at <= Times.toMicros(now())) {
            begin(instance, TIMERS, this::fire);
          } else {
            later(at, instance.id(), look);
          }
        });
  }

  private static Optional<Long> firstTimer(Instance instance) {
    return instance.state().timers().entries().stream()
        .map(timer -> Times.toMicros(Wake.dueAt(timer.getValue())))
        .min(Long::compare);
  }

  /**
   * Remembers a timer that comes soon; the others are found by looking.
   *
   * @param look how often the instance is looked at
   */
  void later(long at, InstanceId id, Duration look) {
    var timer = new Timer(at, id);
    boolean isSoon = at <= Times.toMicros(now().plus(look.multipliedBy(2)));
    // Whoever waits for another that comes before it need not be woken.
    if (isSoon && timers.put(timer, id) == null && timers.headMap(timer).isEmpty()) {
      woken.release();
    }
  }

  /** Offers those that are due; what is not remembered is read together. */
  void fireTimers() {
    long now = Times.toMicros(now());
    var due = new ArrayList<InstanceId>();
    for (var next = timers.firstEntry();
        next != null && next.getKey().at() <= now && due.size() < TOGETHER;
        next = timers.firstEntry()) {
      timers.remove(next.getKey());
      due.add(next.getValue());
    }
    drive.remembered(due).forEach(this::offer);
  }

  Duration untilNextTimer() {
    var next = timers.firstEntry();
    if (next == null) {
      return Duration.ofDays(1);
    }
    var left = Duration.between(now(), Times.ofMicros(next.getKey().at()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Instant now() {
    return drive.clock().instant();
  }

  void lookAfterChildren(Instance instance) {
    begin(instance, CHILDREN, children::look);
  }

  boolean isBusy(InstanceId id) {
    return busy.containsKey(id);
  }

  /** Whether the timers of an instance are being fired. */
  boolean isFiring(InstanceId id) {
    return busy.getOrDefault(id, Map.of()).containsKey(TIMERS);
  }

  boolean isBusyIn(int lane) {
    return busy.keySet().stream().anyMatch(id -> drive.laneOf(id) == lane);
  }

  boolean isIdle() {
    return busy.isEmpty();
  }

  /** Begins a thread for a token, unless there is one. */
  private void begin(Instance instance, String name, Predicate<Instance> work) {
    var thread =
        Thread.ofVirtual()
            .name("cairn-" + instance.id() + "-" + name)
            .unstarted(() -> run(instance, name, work));
    boolean[] mine = {false};
    busy.compute(
        instance.id(),
        (id, known) -> {
          var runs = known == null ? new ConcurrentHashMap<String, Run>() : known;
          mine[0] = runs.putIfAbsent(name, new Run(thread)) == null;
          return runs;
        });
    if (mine[0]) {
      thread.start();
    }
  }

  private void run(Instance instance, String name, Predicate<Instance> work) {
    boolean moved = false;
    try {
      places.acquireUninterruptibly();
      try {
        moved = work.test(newest(instance));
      } finally {
        places.release();
      }
    } catch (CairnException.Unavailable away) {
      LOG.log(Level.WARNING, "the store is away; instance " + instance.id() + " waits", away);
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "instance " + instance.id() + " could not be driven", bug);
    } finally {
      end(instance.id(), name);
    }
    if (moved) {
      again(instance.id());
    }
  }

  /**
   * What was offered was read before this thread had the token: the one that had it may have gone
   * on since. Both went through this process, which remembers what it wrote last.
   */
  private Instance newest(Instance offered) {
    return drive
        .remembered(offered.id())
        .filter(known -> known.version() > offered.version())
        .orElse(offered);
  }

  private void end(InstanceId id, String name) {
    busy.computeIfPresent(
        id,
        (key, runs) -> {
          runs.remove(name);
          return runs.isEmpty() ? null : runs;
        });
    synchronized (idle) {
      idle.notifyAll();
    }
  }

  /**
   * What was committed while the token was still taken was passed over: look once more. What this
   * process did is remembered; what others did is found by looking for what is due.
   */
  private void again(InstanceId id) {
    try {
      if (!stopping) {
        drive.remembered(id).ifPresent(this::offer);
      }
    } catch (CairnException later) {
      LOG.log(Level.WARNING, "instance " + id + " is looked at later", later);
    }
  }

  /**
   * Takes a token from step to step; false when the last was refused, and nothing is to be done.
   */
  private boolean drive(Instance begin, String token) {
    var flow = drive.flow(begin);
    var instance = begin;
    var run = run(begin.id(), token);
    var lane = drive.laneOf(begin.id());
    Optional<Fence> fence = holdings.fence(lane);
    Optional<Spot> spot = runnable(instance, token);
    while (flow.isPresent() && run.isPresent() && spot.isPresent() && fence.isPresent()) {
      if (stopping) {
        return false;
      }
      var result = quantum(instance, flow.get(), spot.get(), fence.get()).go(run.get());
      if (run.get().isAbandoned()) {
        return false;
      }
      if (!(result instanceof CommitResult.Committed committed)) {
        return refused(instance, lane, result);
      }
      instance = committed.instance();
      spot = runnable(instance, token);
      fence = holdings.fence(lane);
    }
    return true;
  }

  /**
   * Others were faster, or have the lane; or a step can neither succeed nor fail: running it again
   * on the same version would change nothing. Whether there is more to do is asked of the store.
   */
  private boolean refused(Instance instance, int lane, CommitResult result) {
    if (result instanceof CommitResult.Fenced) {
      holdings.lost(lane);
      return false;
    }
    drive.current(List.of(instance.id())).stream()
        .filter(now -> now.version() == instance.version())
        .forEach(now -> {
          stuck.put(now.id(), now.version());
          LOG.log(Level.ERROR, "instance " + now.id() + " is stuck: " + result);
        });
    return true;
  }

  private Quantum quantum(Instance instance, Flow flow, Spot spot, Fence fence) {
    return new Quantum(drive, settings, children, instance, flow, spot, fence);
  }

  private Optional<Run> run(InstanceId id, String token) {
    return Optional.ofNullable(busy.get(id)).map(runs -> runs.get(token));
  }

  private static Optional<Spot> runnable(Instance instance, String token) {
    return instance.status() == Status.RUNNING
        ? Spot.of(instance.state(), token).filter(Spot::isRunnable)
        : Optional.empty();
  }

  private boolean fire(Instance instance) {
    var fence = holdings.fence(drive.laneOf(instance.id()));
    var flow = drive.flow(instance);
    boolean due = firstTimer(instance).filter(at -> at <= Times.toMicros(now())).isPresent();
    if (flow.isEmpty() || fence.isEmpty() || !due) {
      return false;
    }
    boolean fired =
        drive.commit(instance.id(), flow.get().timersDue(drive.random().nextDouble()), fence)
            instanceof CommitResult.Committed;
    if (fired) {
      tellHowLate(instance);
    }
    return fired;
  }

  private void tellHowLate(Instance instance) {
    instance.state().timers().entries().stream()
        .map(timer -> Wake.dueAt(timer.getValue()))
        .min(Instant::compareTo)
        .map(due -> Duration.between(due, now()))
        .filter(late -> !late.isNegative())
        .ifPresent(late -> drive.tell(observer -> observer.woke(late)));
  }

  void stop() {
    stopping = true;
  }

  void interruptAll() {
    busy.values().forEach(runs -> runs.values().forEach(Run::abandon));
  }

  /** Waits until nothing runs; false when it still does after that time. */
  boolean awaitIdle(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (idle) {
      while (!busy.isEmpty() && System.nanoTime() < end) {
        try {
          idle.wait(10);
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    }
    return busy.isEmpty();
  }
}
