package dev.cairn.server.trace;

import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Monitor.Answered;
import dev.cairn.server.http.Route;
import dev.cairn.server.trace.Span.Kind;
import dev.cairn.server.trace.Span.Outcome;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Tells a collector of each request and of each group of commits. Nobody waits for it: spans stand
 * in a short queue, and are dropped when it is full or the collector does not take them. Safe for
 * use by many threads.
 */
public final class Traces implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Traces.class.getName());
  private static final int WAITING_MAX = 4_096;
  private static final int BATCH = 512;
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final Thread thread = Thread.ofVirtual().name("cairn-traces").unstarted(this::run);
  private final Collector collector;
  private final InstantSource clock;
  private final RandomGenerator random;
  private volatile boolean closed;
  private boolean away;

  private Traces(Collector collector, InstantSource clock, RandomGenerator random) {
    this.collector = collector;
    this.clock = clock;
    this.random = random;
  }

  /** Tells the collector at a URL such as {@code http://127.0.0.1:4318/v1/traces}. */
  public static Traces to(URI collector, InstantSource clock, RandomGenerator random) {
    var traces = new Traces(new Collector(collector), clock, random);
    traces.thread.start();
    return traces;
  }

  /** A request was answered; it is part of what its caller does, if the caller says so. */
  public void request(Answered it) {
    var parent = it.traceparent().flatMap(Parent::parse);
    if (parent.filter(caller -> !caller.isSampled()).isPresent()) {
      return;
    }
    var attributes =
        JsonObject.of(
            "http.response.status_code",
            it.status(),
            "http.request.method",
            it.route().map(route -> route.method().name()).orElse("none"),
            "http.route",
            it.route().map(Route::path).orElse("none"),
            "cairn.request_id",
            it.requestId());
    tell(
        parent,
        it.route().map(Route::toString).orElse("no route"),
        Kind.SERVER,
        it.took(),
        attributes,
        it.status() >= 500 ? Outcome.ERROR : Outcome.UNSET);
  }

  /** So many commits were written together. */
  public void group(int requests, Duration took) {
    tell(
        Optional.empty(),
        "commit group",
        Kind.INTERNAL,
        took,
        JsonObject.of("cairn.requests", requests),
        Outcome.UNSET);
  }

  private void tell(
      Optional<Parent> parent,
      String name,
      Kind kind,
      Duration took,
      JsonObject attributes,
      Outcome outcome) {
    var end = clock.instant();
    var span =
        new Span(
            parent.map(Parent::traceId).orElseGet(() -> digits() + digits()),
            digits(),
            parent.map(Parent::spanId),
            name,
            kind,
            end.minus(took),
            end,
            attributes,
            outcome);
    // Where there is no place for it, it is lost: what is told must not slow down what it is of.
    waiting.offer(span);
  }

  private String digits() {
    synchronized (random) {
      return HexFormat.of().toHexDigits(random.nextLong() | 1);
    }
  }

  private void run() {
    try {
      while (!closed || !waiting.isEmpty()) {
        var first = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          var batch = new ArrayList<Span>();
          batch.add(first);
          waiting.drainTo(batch, BATCH - 1);
          send(batch);
        }
      }
    } catch (InterruptedException hurried) {
      // The server has stopped, and the collector has not taken what was left in time.
    }
  }

  /** Says once that the collector is away, and again when it was there in between. */
  private void send(List<Span> batch) throws InterruptedException {
    try {
      collector.send(batch);
      away = false;
    } catch (IOException lost) {
      if (!away) {
        LOG.log(Level.WARNING, "the collector does not take traces: " + lost.getMessage());
      }
      away = true;
    }
  }

  /** Sends what is left, for five seconds at most. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(FAREWELL)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    collector.close();
  }
}
