package dev.cairn.flow;

import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.Scope;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.definition.Node;
import dev.cairn.definition.Program.Order;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Undoing what was completed. The stack of compensations is in the state, and so is the course: the
 * record {@value #SAGA} says why, and which compensations failed.
 */
final class Undoing {
  static final String SAGA = "saga";
  private static final String TOKEN = "undo";

  private final Turn turn;

  Undoing(Turn turn) {
    this.turn = turn;
  }

  /** A step that can be undone was completed. */
  void remember(Spot spot, Json output) {
    turn.draft.add(
        new Mutation.PushCompensation(
            spot.step(), JsonObject.of("visit", spot.visit(), "output", output)));
  }

  /** The entry of the stack that a token undoes, with its position. */
  static Optional<Entry> entry(State state, String visit) {
    return entries(state).stream().filter(it -> it.visit().equals(visit)).findFirst();
  }

  /** A completed step that can be undone. */
  record Entry(int index, String step, String visit, Json output) {}

  static List<Entry> entries(State state) {
    var all = new ArrayList<Entry>();
    var stack = state.compensations();
    for (int i = 0; i < stack.size(); i++) {
      var data = stack.get(i).asObject().require("data");
      if (data instanceof JsonObject ours && ours.has("visit")) {
        all.add(
            new Entry(
                i,
                stack.get(i).asObject().require("stepId").asString(),
                ours.require("visit").asString(),
                ours.require("output")));
      }
    }
    return all;
  }

  /** Ends what is going on, and undoes what was completed. */
  void begin(String cause, Optional<Json> error) {
    turn.joins().removeAll();
    error.ifPresent(it -> turn.draft.add(new Mutation.SetError(it)));
    var left = entries(turn.state());
    if (left.isEmpty()) {
      turn.end(outcome(cause), JsonNull.NULL);
      return;
    }
    if (turn.state().status() != Status.RUNNING) {
      turn.draft.add(new Mutation.Transition(Status.RUNNING));
    }
    note(JsonObject.of("status", "compensating", "cause", cause));
    switch (turn.program.order()) {
      case BACKWARD, FORWARD -> next();
      case PARALLEL -> left.forEach(entry -> put(TOKEN + "." + entry.index(), entry));
    }
  }

  private static Status outcome(String cause) {
    return cause.equals("cancelled") ? Status.CANCELLED : Status.FAILED;
  }

  private void note(JsonObject saga) {
    turn.draft.add(new Internal.SetWork(SAGA, saga));
  }

  private JsonObject saga() {
    return turn.state().work().require(SAGA).asObject();
  }

  private void put(String token, Entry entry) {
    var node = turn.program.find(entry.step()).orElseThrow();
    turn.put(token, Scope.ROOT, node, JsonObject.of(Spot.UNDO, entry.visit()));
  }

  /** What is left of the stack, without what could not be undone. */
  private List<Entry> left() {
    var given = failed();
    return entries(turn.state()).stream().filter(it -> !given.contains(it.visit())).toList();
  }

  private Set<String> failed() {
    return failures().items().stream()
        .map(it -> it.asObject().require("visit").asString())
        .collect(Collectors.toSet());
  }

  private JsonArray failures() {
    return saga().get("failures").map(Json::asArray).orElse(JsonArray.empty());
  }

  private void next() {
    var left = left();
    if (left.isEmpty()) {
      close();
    } else {
      boolean forward = turn.program.order() == Order.FORWARD;
      put(TOKEN, forward ? left.getFirst() : left.getLast());
    }
  }

  /** A completed step was undone. */
  void done(Spot spot) {
    turn.clear(spot.token());
    var entry = entry(turn.state(), spot.undo().orElseThrow());
    entry.ifPresent(it -> turn.draft.add(new Internal.DropCompensation(it.index())));
    goOn(spot);
  }

  /** A completed step could not be undone: that is kept, and the others still are. */
  void failed(Spot spot, Json error) {
    turn.clear(spot.token());
    var failure =
        JsonObject.of("step", spot.step(), "visit", spot.undo().orElseThrow(), "error", error);
    note(saga().with("failures", failures().append(failure)));
    goOn(spot);
  }

  private void goOn(Spot spot) {
    if (turn.program.order() == Order.PARALLEL) {
      turn.draft.add(new Mutation.RemoveToken(spot.token()));
      boolean busy = Spot.all(turn.state()).stream().anyMatch(it -> it.undo().isPresent());
      if (!busy) {
        close();
      }
    } else {
      next();
    }
  }

  private void close() {
    var how = failures().isEmpty() ? "compensated" : "compensation_failed";
    var saga = saga().with("status", Json.of(how));
    note(saga);
    turn.end(outcome(saga.require("cause").asString()), JsonNull.NULL);
  }

  /** How a compensation is tried again. */
  static dev.cairn.definition.Retry retry(Node node) {
    return node.compensate().orElseThrow().retry();
  }
}
