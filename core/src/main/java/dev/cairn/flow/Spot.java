package dev.cairn.flow;

import dev.cairn.Scope;
import dev.cairn.State;
import dev.cairn.Times;
import dev.cairn.Token;
import dev.cairn.Wake;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where an active token stands, and what it waits for. The value of the token says so:
 *
 * <ul>
 *   <li>{@code step}: the step that it is at; {@code at}: the version that brought it there;
 *   <li>{@code attempt}: the attempt that is to run, where it is not the first;
 *   <li>{@code wait}: what it waits for: {@code timer}, {@code signal}, {@code input}, {@code
 *       approval}, {@code task} (a worker), {@code retry}, {@code child}, {@code join}; absent
 *       while there is something to run;
 *   <li>{@code undo}: the completed step that is being undone.
 * </ul>
 */
public record Spot(String token, String scope, long ip, JsonObject value) {
  /** The token of the first level. */
  public static final String MAIN = "main";

  static final String AT = "at";
  static final String ATTEMPT = "attempt";
  static final String UNDO = "undo";
  static final String FENCE = "fence";
  static final String UNTIL = "until";
  static final String SINCE = "since";
  static final String CHILD = "child";
  static final String ERROR = "error";
  static final String TIMEOUT = "timeout";

  /** All active tokens that stand at a step, by id. */
  public static List<Spot> all(State state) {
    var spots = new ArrayList<Spot>();
    state.tokens().keys().forEach(id -> of(state, id).ifPresent(spots::add));
    return spots;
  }

  /** Where a token stands; empty when it is not active, or not at a step. */
  public static Optional<Spot> of(State state, String id) {
    return state
        .token(id)
        .filter(Token::isActive)
        .filter(token -> token.value() instanceof JsonObject value && value.has(Wake.STEP))
        .map(token -> new Spot(id, token.scope(), token.ip(), token.value().asObject()));
  }

  public String step() {
    return value.require(Wake.STEP).asString();
  }

  /** The version that brought the token here. */
  public long at() {
    return value.get(AT).map(Json::asLong).orElse(0L);
  }

  /** Counts from 1. */
  public int attempt() {
    return value.get(ATTEMPT).map(Json::asInt).orElse(1);
  }

  public Optional<String> waitingFor() {
    return value.get(Wake.WAIT).map(Json::asString);
  }

  public boolean waitsFor(String what) {
    return waitingFor().equals(Optional.of(what));
  }

  /** Whether there is something to run. */
  public boolean isRunnable() {
    return waitingFor().isEmpty();
  }

  /** The entry of the compensation stack that is being undone. */
  public Optional<String> undo() {
    return value.get(UNDO).map(Json::asString);
  }

  /** The other instance that it waits for. */
  public Optional<String> child() {
    return value.get(CHILD).map(Json::asString);
  }

  public long fence() {
    return value.get(FENCE).map(Json::asLong).orElse(0L);
  }

  public Optional<String> worker() {
    return value.get(Wake.WORKER).map(Json::asString);
  }

  public Optional<String> until() {
    return value.get(UNTIL).map(Json::asString);
  }

  /** When the worker took the task. */
  public Optional<Instant> since() {
    return value.get(SINCE).map(Json::asString).map(Times::parse);
  }

  /** The timer of the time that an attempt may take. */
  public String deadline() {
    return TIMEOUT + ":" + token;
  }

  /** The item that it stands for, of the innermost for-each step around it; counts from 0. */
  public Optional<Integer> item() {
    var items = items();
    return items.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(items.getLast()));
  }

  /** Branches have names, items have numbers. */
  private List<String> items() {
    return Arrays.stream(token.split("\\.", -1))
        .filter(part -> part.chars().allMatch(Character::isDigit))
        .toList();
  }

  /** What the output of the step is kept under: items of a for-each step have their own. */
  public String outputKey() {
    var items = items();
    return items.isEmpty() ? step() : step() + "." + String.join(".", items);
  }

  /** Names this visit of the step for ever: the same after a crash, another in a loop. */
  public String visit() {
    return token + "@" + at();
  }

  /** What the other side can tell a repetition by. */
  public String idempotencyKey(String instance) {
    return undo()
        .map(entry -> instance + "/" + entry + "/undo")
        .orElseGet(() -> instance + "/" + step() + "/" + visit());
  }

  /** The id of the scope that a step opens for the tokens inside of it. */
  String innerScope() {
    return token.equals(MAIN) ? step() : token + "." + step();
  }

  boolean isIn(String outer) {
    return scope.equals(outer) && !scope.equals(Scope.ROOT);
  }
}
