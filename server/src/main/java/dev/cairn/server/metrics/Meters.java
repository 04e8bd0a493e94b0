package dev.cairn.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.Observer;
import dev.cairn.server.access.Denials;
import dev.cairn.server.access.Streams;
import dev.cairn.server.http.Monitor;
import dev.cairn.server.http.Route;
import dev.cairn.server.trace.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts and times what the server does. Safe for use by many threads. */
public final class Meters implements Monitor {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Series, Timer> answered = new ConcurrentHashMap<>();
  private final Optional<Traces> traces;
  private final Counter failures;
  private final Observer kernel;

  /** What requests are told apart by: routes, not paths, so that there are only so many. */
  private record Series(Optional<Route> route, int status) {}

  public Meters() {
    this(Optional.empty());
  }

  /** Tells traces, too; whoever made them closes them. */
  public Meters(Optional<Traces> traces) {
    this.traces = traces;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    this.failures =
        Counter.builder("cairn.http.failures")
            .description("Requests that ended in a failure of the server.")
            .register(registry);
    this.kernel = new KernelMeters(registry, traces);
  }

  /** What a kernel is to tell: give it with its options. */
  public Observer kernel() {
    return kernel;
  }

  /** Shows who was turned away, and how many live streams there are. */
  public void observe(Denials denials, Streams streams) {
    for (var kind : Denials.Kind.values()) {
      FunctionCounter.builder("cairn.denials", denials, it -> it.total(kind))
          .description("Requests that were denied, by why.")
          .tag("kind", kind.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder("cairn.streams.open", streams, Streams::count)
        .description("Answers that go on for long, now.")
        .register(registry);
  }

  @Override
  public void answered(Answered it) {
    var series = new Series(it.route(), it.status());
    answered.computeIfAbsent(series, this::timer).record(it.took());
    traces.ifPresent(told -> told.request(it));
  }

  private Timer timer(Series key) {
    return Timer.builder("cairn.http.requests")
        .description("Requests answered.")
        .tag("method", key.route().map(it -> it.method().name()).orElse("none"))
        .tag("route", key.route().map(Route::path).orElse("none"))
        .tag("status", Integer.toString(key.status()))
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(10))
        .register(registry);
  }

  @Override
  public void failed(String requestId, String route, Throwable failure) {
    failures.increment();
  }

  /** What Prometheus collects. */
  public byte[] scrape() {
    return registry.scrape().getBytes(UTF_8);
  }
}
