package dev.cairn.server.metrics;

import dev.cairn.Kind;
import dev.cairn.Observer;
import dev.cairn.server.trace.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts and times what the kernel does. All meters are there from the start, at zero. */
final class KernelMeters implements Observer {
  /** From what memory does to what a tired disk does. */
  private static final Duration[] TIMES =
      millis(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000);

  private static final double[] GROUPS = {1, 2, 4, 8, 16, 32, 64, 128};
  private static final double[] BYTES = {
    1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 8 << 20
  };

  private final Tally<Kind> commits;
  private final Tally<Answer> unmade;
  private final Optional<Traces> traces;
  private final Timer wait;
  private final Timer write;
  private final DistributionSummary group;
  private final DistributionSummary size;
  private final Counter large;
  private final AtomicLong backlog = new AtomicLong();
  private final EngineMeters engine;

  KernelMeters(MeterRegistry registry, Optional<Traces> traces) {
    this.traces = traces;
    this.engine = new EngineMeters(registry);
    this.commits =
        new Tally<>(
            Kind.class,
            kind ->
                Counter.builder("cairn.commits")
                    .description("Commits that are durable, by kind.")
                    .tag("kind", kind.toString())
                    .register(registry));
    this.unmade =
        new Tally<>(
            Answer.class,
            answer ->
                Counter.builder("cairn.commit.unmade")
                    .description("Requests that made no commit, by answer.")
                    .tag("answer", answer.name().toLowerCase(Locale.ROOT))
                    .register(registry));
    this.wait = timer(registry, "cairn.commit.wait", "Time in line before a commit is served.");
    this.write = timer(registry, "cairn.commit.write", "Time of a durable write of a group.");
    this.group =
        DistributionSummary.builder("cairn.commit.group")
            .description("Requests that shared a durable write.")
            .baseUnit("requests")
            .serviceLevelObjectives(GROUPS)
            .register(registry);
    this.size =
        DistributionSummary.builder("cairn.state.size")
            .description("Canonical bytes of the states that commits made.")
            .baseUnit("bytes")
            .serviceLevelObjectives(BYTES)
            .register(registry);
    this.large =
        Counter.builder("cairn.state.large")
            .description("Commits whose state is large and carry a warning.")
            .register(registry);
    Gauge.builder("cairn.projection.backlog", backlog, AtomicLong::doubleValue)
        .description("Groups written, but not yet seen by queries.")
        .baseUnit("groups")
        .register(registry);
  }

  private static Timer timer(MeterRegistry registry, String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(TIMES)
        .register(registry);
  }

  private static Duration[] millis(double... all) {
    return Arrays.stream(all)
        .mapToObj(each -> Duration.ofNanos((long) (each * 1_000_000)))
        .toArray(Duration[]::new);
  }

  @Override
  public void committed(Kind kind, long stateBytes, Size beside) {
    commits.count(kind);
    size.record((double) stateBytes);
    if (beside == Size.LARGE) {
      large.increment();
    }
  }

  @Override
  public void answered(Answer answer) {
    unmade.count(answer);
  }

  @Override
  public void waited(Duration time) {
    wait.record(time);
  }

  @Override
  public void written(int requests, Duration time) {
    group.record(requests);
    write.record(time);
    traces.ifPresent(it -> it.group(requests, time));
  }

  @Override
  public void backlog(long groups) {
    backlog.set(groups);
  }

  @Override
  public void attempted(Attempt what, String stepId, Duration took) {
    engine.attempted(what, stepId, took);
  }

  @Override
  public void woke(Duration late) {
    engine.woke(late);
  }

  @Override
  public void told(Duration after) {
    engine.told(after);
  }

  @Override
  public void lanes(int held) {
    engine.lanes(held);
  }
}
