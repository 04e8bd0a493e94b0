package dev.cairn.flow;

import dev.cairn.Mutation;
import dev.cairn.Reason;
import dev.cairn.Times;
import dev.cairn.Wake;
import dev.cairn.definition.Action;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** Tasks of workers outside: each grant has a fence larger than the one before. */
final class Tasks {
  private final Turn turn;

  Tasks(Turn turn) {
    this.turn = turn;
  }

  /** The value of a task that nobody has. */
  static JsonObject offered(Spot spot) {
    return spot.value().without(Wake.WORKER).without(Spot.UNTIL).without(Spot.SINCE);
  }

  /** Leaves a step, or undoing one, to the workers of a queue. */
  void offer(Spot spot, String queue) {
    turn.change(
        spot, spot.value().with(Wake.WAIT, Json.of("task")).with(Wake.QUEUE, Json.of(queue)));
    arm(spot);
  }

  /** Sets the deadline of an attempt that has none yet. */
  void arm(Spot spot) {
    turn.node(spot)
        .timeout()
        .filter(it -> spot.undo().isEmpty())
        .filter(it -> !turn.state().timers().has(spot.deadline()))
        .ifPresent(it -> turn.timer(Spot.TIMEOUT, spot.token(), it));
  }

  /** The next attempt can begin: here at once, or where a worker takes it. */
  void ready(Spot spot, JsonObject value) {
    turn.change(
        spot,
        isForWorkers(spot) ? value.with(Wake.WAIT, Json.of("task")) : value.without(Wake.WAIT));
    if (isForWorkers(spot) || turn.runsAtOnce()) {
      arm(spot);
    }
  }

  private boolean isForWorkers(Spot spot) {
    return spot.undo().isEmpty()
        && turn.node(spot).action() instanceof Action.Task task
        && task.queue().isPresent();
  }

  /** The token of a task, whose name is that of the visit. */
  Optional<Spot> find(String visit) {
    return Spot.all(turn.state()).stream()
        .filter(it -> it.waitsFor("task") && it.visit().equals(visit))
        .findFirst();
  }

  void claim(String visit, String worker, Duration lease) {
    var spot = find(visit).filter(it -> it.worker().isEmpty());
    if (spot.isEmpty()) {
      turn.refuse(Reason.Code.SUPERSEDED, "the task has been taken", visit);
      return;
    }
    var granted =
        spot.get()
            .value()
            .with(Wake.WORKER, Json.of(worker))
            .with(Spot.SINCE, Json.of(Times.format(turn.draft.now())))
            .with(Spot.FENCE, Json.of(spot.get().fence() + 1));
    hold(spot.get(), granted, lease);
  }

  private void hold(Spot spot, JsonObject value, Duration lease) {
    var until = turn.draft.now().plus(lease);
    turn.change(spot, value.with(Spot.UNTIL, Json.of(Times.format(until))));
    turn.timer("task", spot.token(), until);
  }

  /** The task that a worker holds; refused when it holds it no more. */
  Optional<Spot> held(String visit, long fence) {
    var spot = find(visit).filter(it -> it.worker().isPresent() && it.fence() == fence);
    if (spot.isEmpty()) {
      turn.refuse(
          Reason.Code.FENCED, "the task has passed on, or is done: stop working on it", visit);
    }
    return spot;
  }

  void heartbeat(String visit, long fence, Duration lease) {
    held(visit, fence)
        .ifPresent(spot -> {
          turn.draft.add(new Mutation.CancelTimer("task:" + spot.token()));
          hold(spot, spot.value(), lease);
        });
  }
}
