package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When the engine has to look at an instance next, as its state says. Stores keep it beside the
 * head, so that due instances are found by an index and need no row of their own. While an instance
 * goes from step to step it stays {@link #NOW}, so that the index need not change.
 *
 * @param at microseconds since 1970 on the store's clock; {@link #NOW} and {@link #CHILD} are past
 * @param queue the queue in which a task of the instance waits for a worker; {@link #SEVERAL} when
 *     tasks wait in more than one
 */
public record Wake(Optional<Long> at, Optional<String> queue) {
  /** There is something to run. */
  public static final long NOW = 0;

  /** Nothing to run; another instance may have ended that this one waits for. */
  public static final long CHILD = 1;

  /** Nothing will happen by itself. */
  public static final Wake NEVER = new Wake(Optional.empty(), Optional.empty());

  /** Members of the value of a token that the engine moves. */
  public static final String STEP = "step";

  /** What the token waits for; absent while there is something to run. */
  public static final String WAIT = "wait";

  /** The queue of a task. */
  public static final String QUEUE = "queue";

  /** Instead of the name of a queue: there are more, and the state names them. */
  public static final String SEVERAL = "*";

  /** The worker that has the task. */
  public static final String WORKER = "worker";

  /** The record of other instances that are to be cancelled because their step was left. */
  public static final String CALLED_OFF = "calledOff";

  public static Wake of(State state) {
    var wake = byStatus(state);
    // Also after the end: whoever was called off must learn of it.
    return state.work().has(CALLED_OFF) ? new Wake(Optional.of(NOW), wake.queue()) : wake;
  }

  private static Wake byStatus(State state) {
    return switch (state.status()) {
      case RUNNING -> running(state);
      case WAITING_FOR_INPUT, WAITING_FOR_APPROVAL ->
          drives(state) ? new Wake(firstTimer(state), Optional.empty()) : NEVER;
      case CREATED, PAUSED, COMPLETED, FAILED, CANCELLED -> NEVER;
    };
  }

  private static boolean drives(State state) {
    var tokens = state.tokens();
    return tokens.keys().stream().anyMatch(id -> driven(tokens.require(id)).isPresent());
  }

  private static Wake running(State state) {
    var tokens = state.tokens();
    boolean any = false;
    boolean now = false;
    boolean child = false;
    Optional<String> queue = Optional.empty();
    for (var id : tokens.keys()) {
      var value = driven(tokens.require(id));
      if (value.isPresent()) {
        any = true;
        var wait = value.get().get(WAIT).map(Json::asString);
        now |= wait.isEmpty();
        child |= wait.filter("child"::equals).isPresent();
        queue = both(queue, offered(value.get()));
      }
    }
    var at = now ? Optional.of(NOW) : child ? Optional.of(CHILD) : firstTimer(state);
    return any ? new Wake(at, queue) : NEVER;
  }

  private static Optional<String> both(Optional<String> one, Optional<String> other) {
    boolean differ = one.isPresent() && other.isPresent() && !one.equals(other);
    return differ ? Optional.of(SEVERAL) : one.or(() -> other);
  }

  /** The queue in which a token waits for a worker. */
  private static Optional<String> offered(JsonObject value) {
    boolean waits = value.get(WAIT).map(Json::asString).filter("task"::equals).isPresent();
    return waits && !value.has(WORKER) ? value.get(QUEUE).map(Json::asString) : Optional.empty();
  }

  /** All queues in which tasks of an instance wait for a worker. */
  public static Set<String> queues(State state) {
    return state.status() == Status.RUNNING
        ? state.tokens().keys().stream()
            .flatMap(id -> driven(state.tokens().require(id)).stream())
            .flatMap(value -> offered(value).stream())
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** The value of an active token that stands at a step. */
  private static Optional<JsonObject> driven(Json token) {
    var object = token.asObject();
    boolean active = object.get("status").filter(Wake::isActive).isPresent();
    return active && object.get("value").orElse(object) instanceof JsonObject value
        ? Optional.of(value).filter(it -> it.get(STEP).orElse(it) instanceof JsonString)
        : Optional.empty();
  }

  private static boolean isActive(Json status) {
    return status instanceof JsonString text && text.value().equals(Token.ACTIVE);
  }

  private static Optional<Long> firstTimer(State state) {
    Optional<Long> first = Optional.empty();
    for (var timer : state.timers().entries()) {
      long due = Times.toMicros(dueAt(timer.getValue()));
      if (first.isEmpty() || due < first.get()) {
        first = Optional.of(due);
      }
    }
    return first;
  }

  /** When a timer of a state is due. */
  public static Instant dueAt(Json timer) {
    return Times.parse(timer.asObject().require("dueAt").asString());
  }
}
