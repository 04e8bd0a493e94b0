package dev.cairn.flow;

import dev.cairn.Draft;
import dev.cairn.FilterEvaluator;
import dev.cairn.Instance;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.Reason;
import dev.cairn.Receipt;
import dev.cairn.Scope;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.Wake;
import dev.cairn.definition.Action;
import dev.cairn.definition.Node;
import dev.cairn.definition.Program;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One decision of the engine's: moves tokens through a draft until each has something to do. */
final class Turn {
  /** So many steps may be passed without one that runs or waits: more is a loop without end. */
  private static final int HOPS_MAX = 10_000;

  /** Who goes on with what a turn gives to run. */
  enum Then {
    /** The thread that commits it, at once. */
    AT_ONCE,
    /** Whoever drives the instance, whenever that is. */
    LATER
  }

  final Draft draft;
  final Program program;
  private final Then then;
  private final Arrivals arrivals = new Arrivals(this);
  private final Joins joins = new Joins(this);
  private final Undoing undoing = new Undoing(this);
  private int hops;

  Turn(Draft draft, Program program, Then then) {
    this.draft = draft;
    this.program = program;
    this.then = then;
  }

  /** Whether a step that begins now runs now: so its time does, too. */
  boolean runsAtOnce() {
    return then == Then.AT_ONCE && state().status() == Status.RUNNING;
  }

  Joins joins() {
    return joins;
  }

  Undoing undoing() {
    return undoing;
  }

  State state() {
    return draft.state();
  }

  Optional<Spot> spot(String token) {
    return Spot.of(state(), token);
  }

  Node node(Spot spot) {
    return program.find(spot.step()).orElseThrow(() -> missing(spot.step()));
  }

  private static IllegalStateException missing(String step) {
    return new IllegalStateException("the definition has no step '" + step + "'");
  }

  void refuse(Reason.Code code, String detail, String id) {
    draft.refuse(new Reason(-1, code, detail, Optional.of(id)));
  }

  boolean holds(dev.cairn.Filter condition) {
    var now =
        new Instance(
            draft.origin(),
            state(),
            draft.version(),
            Receipt.NOTHING,
            Receipt.NOTHING,
            draft.now(),
            "");
    return new FilterEvaluator(subject -> Optional.empty()).matches(condition, now);
  }

  /** Brings a token, which is made when it is not there, to a step. */
  void enter(String token, String scope, Node first) {
    Optional<Node> node = Optional.of(first);
    while (node.isPresent() && !hasEnded()) {
      if (++hops > HOPS_MAX) {
        end(Status.FAILED, error("endless_loop", "no step runs or waits", first.id()));
        return;
      }
      point(token, node.get());
      node = arrivals.arrive(token, scope, node.get());
    }
    if (node.isEmpty()) {
      settleTokenAtEnd(token, scope);
    }
  }

  /** A list of steps was left through its end by a step that never held the token. */
  private void settleTokenAtEnd(String token, String scope) {
    if (arrivals.ranOut()) {
      endOfList(token, scope);
    }
  }

  boolean hasEnded() {
    return state().status().isTerminal();
  }

  /** The first level is what {@code currentStep} tells of. */
  private void point(String token, Node node) {
    boolean points = token.equals(Spot.MAIN) && program.isTopLevel(node);
    if (points && !state().currentStepId().equals(Optional.of(node.id()))) {
      draft.add(new Mutation.MoveTo(node.id()));
    }
  }

  /** Puts a token at a step with this value. */
  void put(String token, String scope, Node node, JsonObject value) {
    var full = value.with(Wake.STEP, Json.of(node.id())).with(Spot.AT, Json.of(draft.version()));
    putAt(token, scope, node.ip(), full);
  }

  void putAt(String token, String scope, long ip, JsonObject value) {
    var known = state().token(token);
    if (known.isEmpty()) {
      draft.add(new Mutation.AddToken(token, new Token(scope, ip, value, Token.ACTIVE)));
      return;
    }
    var before = known.get();
    var patch = JsonObject.empty();
    if (before.ip() != ip) {
      patch = patch.with("ip", Json.of(ip));
    }
    var change = difference(before.value(), value);
    if (!change.isEmpty()) {
      patch = patch.with("value", change);
    }
    if (!patch.isEmpty()) {
      draft.add(new Mutation.UpdateToken(token, patch));
    }
  }

  /** The merge patch from one value to another. */
  private static JsonObject difference(Json before, JsonObject after) {
    var old = before instanceof JsonObject object ? object : JsonObject.empty();
    var patch = JsonObject.builder();
    old.keys().stream()
        .filter(key -> !after.has(key))
        .forEach(key -> patch.put(key, JsonNull.NULL));
    after.entries().stream()
        .filter(member -> !old.get(member.getKey()).equals(Optional.of(member.getValue())))
        .forEach(member -> patch.put(member.getKey(), member.getValue()));
    return patch.build();
  }

  /** Gives a token another value at the step where it is. */
  void change(Spot spot, JsonObject value) {
    putAt(spot.token(), spot.scope(), spot.ip(), value);
  }

  void timer(String kind, String token, Instant due) {
    draft.add(new Mutation.SetTimer(kind + ":" + token, due, JsonNull.NULL));
  }

  void timer(String kind, String token, Duration from) {
    timer(kind, token, draft.now().plus(from));
  }

  /** Forgets the timers of a token, and what people said at its step. */
  void clear(String token) {
    state().timers().keys().stream()
        .filter(id -> id.endsWith(":" + token))
        .forEach(id -> draft.add(new Mutation.CancelTimer(id)));
    state().work().keys().stream()
        .filter(id -> id.startsWith(Approvals.PREFIX + token + "@"))
        .forEach(id -> draft.add(new Internal.SetWork(id, JsonNull.NULL)));
  }

  /** The step of a token is done. */
  void complete(Spot spot, Json output) {
    var node = node(spot);
    clear(spot.token());
    draft.add(new Mutation.SetStepData(spot.outputKey(), output));
    draft.add(new Mutation.IncrementStepCount());
    if (node.compensate().isPresent()) {
      undoing.remember(spot, output);
    }
    follow(spot, node);
  }

  /** Goes on after a step. */
  void follow(Spot spot, Node node) {
    var next = program.after(node);
    if (next.isPresent()) {
      enter(spot.token(), spot.scope(), next.get());
    } else {
      endOfList(spot.token(), spot.scope());
    }
  }

  private void endOfList(String token, String scope) {
    if (scope.equals(Scope.ROOT)) {
      end(Status.COMPLETED, JsonNull.NULL);
    } else {
      joins.arrived(token, scope);
    }
  }

  /** Goes to a step beside the one where the token is. */
  void jump(Spot spot, Node to) {
    clear(spot.token());
    enter(spot.token(), spot.scope(), to);
  }

  /** The step of a token has failed for good. */
  void fail(Spot spot, Json error) {
    var node = node(spot);
    if (node.isOptional()) {
      clear(spot.token());
      draft.add(new Mutation.SetStepData(spot.outputKey(), JsonObject.of("error", error)));
      draft.add(new Mutation.IncrementStepCount());
      follow(spot, node);
    } else if (!joins.bears(spot)) {
      undoing.begin("failed", Optional.of(error));
    }
  }

  Json error(String code, String message, String step) {
    return JsonObject.of("code", code, "message", message, "step", step, "at", draft.version());
  }

  /** Ends the instance; what was completed is undone first, unless it ends well. */
  void finish(Action.End end, String step) {
    switch (end.outcome()) {
      case COMPLETED -> end(Status.COMPLETED, JsonNull.NULL);
      case FAILED ->
          undoing.begin(
              "failed",
              Optional.of(error("failed", end.message().orElse("the workflow says so"), step)));
      case CANCELLED -> undoing.begin("cancelled", Optional.empty());
    }
  }

  void end(Status status, Json error) {
    joins.removeAll();
    if (!error.isNull()) {
      draft.add(new Mutation.SetError(error));
    }
    boolean straight = state().status().canBecome(status);
    if (!straight) {
      draft.add(new Mutation.Transition(Status.RUNNING));
    }
    draft.add(new Mutation.Transition(status));
  }

  /** Brings the status in line with what tokens wait for: people, or anything else. */
  void settle() {
    var status = state().status();
    if (!status.isActive() || status == Status.PAUSED) {
      return;
    }
    var wanted = wanted();
    if (wanted == status) {
      return;
    }
    if (status != Status.RUNNING) {
      draft.add(new Mutation.Transition(Status.RUNNING));
    }
    if (wanted != Status.RUNNING) {
      draft.add(new Mutation.Transition(wanted));
    }
  }

  private Status wanted() {
    boolean approval = false;
    boolean input = false;
    for (var spot : Spot.all(state())) {
      approval |= spot.waitsFor("approval");
      input |= spot.waitsFor("input");
      boolean human = spot.waitsFor("approval") || spot.waitsFor("input");
      if (!human && !spot.waitsFor("join")) {
        return Status.RUNNING;
      }
    }
    if (approval) {
      return Status.WAITING_FOR_APPROVAL;
    }
    return input ? Status.WAITING_FOR_INPUT : Status.RUNNING;
  }
}
