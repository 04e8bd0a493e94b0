package dev.cairn.flow;

import dev.cairn.CairnException;
import dev.cairn.Mutation.Internal;
import dev.cairn.Times;
import dev.cairn.Wake;
import dev.cairn.definition.Action;
import dev.cairn.definition.Node;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What happens when a token comes to a step: it stays and waits, or goes on at once. */
final class Arrivals {
  private final Turn turn;
  private boolean ranOut;

  Arrivals(Turn turn) {
    this.turn = turn;
  }

  /** Whether the last arrival left its list of steps through the end. */
  boolean ranOut() {
    boolean was = ranOut;
    ranOut = false;
    return was;
  }

  /** Where the token goes on at once; empty when it stays, or the list is at its end. */
  Optional<Node> arrive(String token, String scope, Node node) {
    if (node.when().isPresent() && !turn.holds(node.when().get())) {
      return pass(node);
    }
    return switch (node.action()) {
      case Action.Task it -> stay(() -> task(token, scope, node, it));
      case Action.Input it -> stay(() -> input(token, scope, node, it));
      case Action.Approval it -> stay(() -> approval(token, scope, node, it));
      case Action.WaitTime it ->
          stay(() -> waitUntil(token, scope, node, turn.draft.now().plus(it.duration())));
      case Action.WaitUntil it -> stay(() -> waitUntil(token, scope, node, it));
      case Action.WaitSignal it -> signal(token, scope, node, it);
      case Action.Choice it -> choose(node, it);
      case Action.Parallel it -> stay(() -> turn.joins().fork(token, scope, node, it));
      case Action.ForEach it -> stay(() -> turn.joins().forEach(token, scope, node, it));
      case Action.Child it -> stay(() -> turn.put(token, scope, node, JsonObject.empty()));
      case Action.End it -> stay(() -> turn.finish(it, node.id()));
    };
  }

  private static Optional<Node> stay(Runnable arrival) {
    arrival.run();
    return Optional.empty();
  }

  private Optional<Node> pass(Node node) {
    return orRanOut(turn.program.after(node));
  }

  private Optional<Node> orRanOut(Optional<Node> next) {
    ranOut = next.isEmpty();
    return next;
  }

  private static JsonObject waiting(String what) {
    return JsonObject.of(Wake.WAIT, what);
  }

  private void task(String token, String scope, Node node, Action.Task task) {
    var value =
        task.queue()
            .map(queue -> waiting("task").with(Wake.QUEUE, Json.of(queue)))
            .orElse(JsonObject.empty());
    turn.put(token, scope, node, value);
    node.timeout()
        .filter(it -> task.queue().isPresent() || turn.runsAtOnce())
        .ifPresent(timeout -> turn.timer(Spot.TIMEOUT, token, timeout));
  }

  private void input(String token, String scope, Node node, Action.Input input) {
    turn.put(token, scope, node, waiting("input"));
    deadline(token, input.deadline());
  }

  private void approval(String token, String scope, Node node, Action.Approval approval) {
    turn.put(token, scope, node, waiting("approval"));
    deadline(token, approval.deadline());
  }

  private void deadline(String token, Optional<Duration> deadline) {
    deadline.ifPresent(it -> turn.timer("deadline", token, it));
  }

  private void waitUntil(String token, String scope, Node node, Instant due) {
    turn.put(token, scope, node, waiting("timer"));
    turn.timer("wait", token, due);
  }

  private void waitUntil(String token, String scope, Node node, Action.WaitUntil wait) {
    try {
      var time = wait.time().in(turn.state()).map(it -> Times.parse(it.asString()));
      waitUntil(
          token, scope, node, time.orElseThrow(() -> new DateTimeException("there is no time")));
    } catch (DateTimeException | dev.cairn.json.JsonException | CairnException wrong) {
      turn.put(token, scope, node, waiting("timer"));
      turn.fail(
          turn.spot(token).orElseThrow(),
          turn.error("invalid_time", wait.time() + ": " + wrong.getMessage(), node.id()));
    }
  }

  /** A signal that came before is taken at once. */
  private Optional<Node> signal(String token, String scope, Node node, Action.WaitSignal wait) {
    turn.put(token, scope, node, waiting("signal").with("signal", Json.of(wait.signal())));
    var kept = Signals.kept(turn.state(), wait.signal());
    if (kept.isEmpty()) {
      wait.timeout().ifPresent(it -> turn.timer("late", token, it));
      return Optional.empty();
    }
    var rest = kept.remove(0);
    turn.draft.add(
        new Internal.SetWork(Signals.id(wait.signal()), rest.isEmpty() ? JsonNull.NULL : rest));
    turn.complete(turn.spot(token).orElseThrow(), payload(kept));
    return Optional.empty();
  }

  private static Json payload(JsonArray kept) {
    return kept.get(0).asObject().require("payload");
  }

  private Optional<Node> choose(Node node, Action.Choice choice) {
    for (var way : choice.cases()) {
      if (turn.holds(way.when())) {
        return turn.program.find(way.goTo());
      }
    }
    return choice.otherwise().isPresent()
        ? turn.program.find(choice.otherwise().get())
        : pass(node);
  }
}
