package dev.cairn.engine;

import dev.cairn.CairnException;
import dev.cairn.Names;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How an engine works. Start from {@link #named} and change what differs.
 *
 * @param node names this node among those of the store
 * @param handlers by name
 * @param lease how long this node may be silent before another takes its lanes
 * @param poll how often it looks for what others left to it; its own commits wake it at once
 * @param concurrency how many steps may run at once
 * @param without what becomes of a step, or a compensation, for which there is no handler
 */
public record EngineSettings(
    String node,
    Map<String, Handler> handlers,
    Duration lease,
    Duration poll,
    int concurrency,
    Without without) {

  /** What becomes of a step without a handler. */
  public enum Without {
    /** It fails at once, and says so. */
    FAIL,
    /** It waits for the workers of the queue that has the name of the handler. */
    OFFER
  }

  public EngineSettings {
    Names.check("node", node, 200);
    handlers = Map.copyOf(handlers);
    if (lease.compareTo(Duration.ofMillis(10)) < 0
        || poll.compareTo(Duration.ofMillis(1)) < 0
        || concurrency < 1) {
      throw new CairnException.Invalid(
          "invalid_options",
          "lease, poll and concurrency must be positive",
          "leave them out for the defaults");
    }
  }

  /** The default settings: a lease of 5 seconds, a look every 200 milliseconds. */
  public static EngineSettings named(String node) {
    return new EngineSettings(
        node, Map.of(), Duration.ofSeconds(5), Duration.ofMillis(200), 1_000, Without.FAIL);
  }

  /** With a handler for steps, or compensations, of this name. */
  public EngineSettings handler(String name, Handler handler) {
    var all = new HashMap<>(handlers);
    all.put(name, handler);
    return new EngineSettings(node, all, lease, poll, concurrency, without);
  }

  public EngineSettings lease(Duration time) {
    return new EngineSettings(node, handlers, time, poll, concurrency, without);
  }

  public EngineSettings poll(Duration time) {
    return new EngineSettings(node, handlers, lease, time, concurrency, without);
  }

  public EngineSettings concurrency(int steps) {
    return new EngineSettings(node, handlers, lease, poll, steps, without);
  }

  /** Steps without a handler wait for workers, in the queue that has the name of the handler. */
  public EngineSettings offering() {
    return new EngineSettings(node, handlers, lease, poll, concurrency, Without.OFFER);
  }
}
