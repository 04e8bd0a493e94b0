package dev.cairn.server.metrics;

import dev.cairn.Observer;
import dev.cairn.Observer.Attempt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts and times what the engine of this process does, and how far behind it is. */
final class EngineMeters implements Observer {
  /** Definitions may have any number of steps: those that come later share a series. */
  private static final int STEPS_MAX = 100;

  private static final String OTHERS = "others";

  private static final Duration[] TIMES = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
    Duration.ofHours(1)
  };

  private final MeterRegistry registry;
  private final Tally<Attempt> attempts;
  private final Map<String, Timer> steps = new ConcurrentHashMap<>();
  private final Timer others;
  private final Timer wake;
  private final Timer feed;
  private final AtomicInteger lanes = new AtomicInteger();

  EngineMeters(MeterRegistry registry) {
    this.registry = registry;
    this.attempts =
        new Tally<>(
            Attempt.class,
            what ->
                Counter.builder("cairn.step.attempts")
                    .description("Attempts at steps, by what came of them.")
                    .tag("result", what.name().toLowerCase(Locale.ROOT))
                    .register(registry));
    this.others = step(OTHERS);
    this.wake = timer("cairn.wake.lag", "How late timers fired.");
    this.feed = timer("cairn.feed.lag", "How long after it was made a commit was fed.");
    Gauge.builder("cairn.lanes.held", lanes, AtomicInteger::doubleValue)
        .description("Lanes whose lease this node holds: it drives their instances.")
        .register(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(TIMES)
        .register(registry);
  }

  private Timer step(String id) {
    return Timer.builder("cairn.step")
        .description("Time of an attempt, from its begin or its claim.")
        .tag("step", id)
        .serviceLevelObjectives(TIMES)
        .register(registry);
  }

  @Override
  public void attempted(Attempt what, String stepId, Duration took) {
    attempts.count(what);
    var known = steps.get(stepId);
    if (known == null && steps.size() < STEPS_MAX) {
      known = steps.computeIfAbsent(stepId, this::step);
    }
    (known == null ? others : known).record(took);
  }

  @Override
  public void woke(Duration late) {
    wake.record(late);
  }

  @Override
  public void told(Duration after) {
    feed.record(after);
  }

  @Override
  public void lanes(int held) {
    lanes.set(held);
  }
}
