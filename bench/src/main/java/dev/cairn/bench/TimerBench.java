package dev.cairn.bench;

import dev.cairn.Cairn;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Times;
import dev.cairn.bench.Report.Figure;
import dev.cairn.definition.StepSpec;
import dev.cairn.definition.WorkflowSpec;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Drive;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Very many timers that are due within a minute: whether all fire, none early, and how late. A
 * timer has fired when the commit that ends its workflow is durable.
 */
final class TimerBench {
  /** Timers that are there to measure how quickly they are made; they are due much later. */
  private static final int TRIAL = 2_048;

  private static final Duration MUCH_LATER = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String database;
  private final Stage stage;
  private final InstantSource clock = Options.defaults().clock();

  TimerBench(String database, Stage stage) {
    this.database = database;
    this.stage = stage;
  }

  void run(String url) throws Exception {
    int count = stage.settings().timers();
    var window = stage.settings().window();
    var scene = "%s %,d timers in %d s".formatted(database, count, window.toSeconds());
    if (!stage.settings().includes(scene)) {
      return;
    }
    try (var cairn = Cairn.open(url)) {
      cairn
          .definitions()
          .register(
              WorkflowSpec.of("timer", StepSpec.waitUntil("until", "context.due")).definition());
      var fired = new Fired(count);
      var unwatch = Drive.of(cairn, "bench").watch(fired::committed);
      try (var engine = Engine.over(cairn, EngineSettings.named("bench")).start()) {
        var begin = makeAll(cairn, count, window);
        var patience = Duration.between(clock.instant(), begin).plus(window).plus(PATIENCE);
        fired.all.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        engine.keepLanes();
      } finally {
        unwatch.run();
      }
      fired.tell(scene);
    }
  }

  /** Makes them before the first is due; returns when that is. */
  private Instant makeAll(Cairn cairn, int count, Duration window) {
    long start = System.nanoTime();
    int trial = Math.min(TRIAL, count);
    make(cairn, trial, n -> clock.instant().plus(MUCH_LATER));
    var each = Duration.ofNanos((System.nanoTime() - start) / trial);
    var begin = clock.instant().plus(each.multipliedBy(2L * count)).plusSeconds(2);
    make(cairn, count, n -> begin.plus(window.multipliedBy(place(n, count)).dividedBy(count)));
    if (clock.instant().isAfter(begin)) {
      throw new IllegalStateException("the first were due before the last were made");
    }
    return begin;
  }

  /** When each is due. */
  private interface Due {
    Instant at(int number);
  }

  /** Spread evenly, in no order. */
  private static long place(int number, int count) {
    return number * 2_654_435_761L % count;
  }

  private static void make(Cairn cairn, int count, Due due) {
    Bulk.create(
        cairn,
        count,
        n ->
            NewInstance.of("timer")
                .context(JsonObject.of("n", n, "due", Times.format(due.at(n))))
                .started());
  }

  /** Those that have. */
  private final class Fired {
    private final CountDownLatch all;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger early = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private final Set<InstanceId> seen = ConcurrentHashMap.newKeySet();
    private final long[] lateMicros;

    Fired(int expected) {
      this.all = new CountDownLatch(expected);
      this.lateMicros = new long[expected];
    }

    /** On the committing thread. */
    void committed(Instance instance) {
      if (!instance.status().isTerminal()) {
        return;
      }
      if (!seen.add(instance.id())) {
        again.incrementAndGet();
        return;
      }
      var due = Times.parse(instance.context().require("due").asString());
      if (instance.updatedAt().isBefore(due)) {
        early.incrementAndGet();
      }
      lateMicros[count.getAndIncrement()] =
          Duration.between(due, clock.instant()).toNanos() / 1_000;
      all.countDown();
    }

    void tell(String scene) {
      int expected = lateMicros.length;
      var late = Arrays.copyOf(lateMicros, count.get());
      Arrays.sort(late);
      var whole = "%,d".formatted(expected);
      stage.note(new Figure(scene, "fired", "%,.0f", whole), late.length);
      stage.note(new Figure(scene, "fired early", "%,.0f", "0"), early.get());
      stage.note(new Figure(scene, "committed again", "%,.0f", "0"), again.get());
      stage.note(new Figure(scene, "late, p50", "%,.1f ms", ""), at(late, 0.50) / 1e3);
      stage.note(new Figure(scene, "late, p99", "%,.1f ms", ""), at(late, 0.99) / 1e3);
      stage.note(new Figure(scene, "late, most", "%,.1f ms", ""), at(late, 1.0) / 1e3);
    }

    private static long at(long[] sorted, double share) {
      int place = Math.min(sorted.length - 1, (int) (sorted.length * share));
      return sorted.length == 0 ? 0 : sorted[place];
    }
  }
}
