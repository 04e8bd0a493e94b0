package dev.cairn.flow;

import dev.cairn.Mutation;
import dev.cairn.Reason;
import dev.cairn.Wake;
import dev.cairn.definition.Action;
import dev.cairn.flow.Flow.Failure;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.List;

/** What happens when timers are due. A timer of the engine is called by its kind and its token. */
final class Timers {
  private final Turn turn;
  private final double dice;

  Timers(Turn turn, double dice) {
    this.turn = turn;
    this.dice = dice;
  }

  /** Fires all that are due; one that goes off may take others with it. */
  void fire() {
    boolean fired = false;
    for (var timer : List.copyOf(turn.state().timers().entries())) {
      boolean due = !Wake.dueAt(timer.getValue()).isAfter(turn.draft.now());
      if (due && turn.state().timers().has(timer.getKey()) && !turn.hasEnded()) {
        turn.draft.add(new Mutation.CancelTimer(timer.getKey()));
        fire(timer.getKey(), timer.getValue().asObject());
        fired = true;
      }
    }
    if (!fired) {
      turn.refuse(Reason.Code.SUPERSEDED, "no timer is due", "");
    }
  }

  private void fire(String id, JsonObject timer) {
    int colon = id.indexOf(':');
    var spot = colon < 0 ? java.util.Optional.<Spot>empty() : turn.spot(id.substring(colon + 1));
    if (spot.isEmpty()) {
      // A timer of the user's: what it carries arrives as a signal of its name.
      Signals.arrive(turn, id, timer.get("payload").orElse(JsonNull.NULL));
      return;
    }
    fire(id.substring(0, colon), spot.get());
  }

  private void fire(String kind, Spot spot) {
    switch (kind) {
      case "retry" -> again(spot);
      case "wait" -> turn.complete(spot, JsonNull.NULL);
      case "late" -> late(spot);
      case "deadline" -> deadline(spot);
      case "task" -> turn.change(spot, Tasks.offered(spot));
      case "timeout" -> timeout(spot);
      default -> Signals.arrive(turn, kind + ":" + spot.token(), JsonNull.NULL);
    }
  }

  private void again(Spot spot) {
    new Tasks(turn).ready(spot, spot.value());
  }

  /** Of an attempt in process this is told where the process died; it ends its own otherwise. */
  private void timeout(Spot spot) {
    if (spot.waitsFor("task")) {
      turn.fail(spot, turn.error("timeout", "no worker was done in time", spot.step()));
    } else {
      Flow.fail(turn, spot, Failure.tooLong(turn.node(spot)), dice);
    }
  }

  private void late(Spot spot) {
    var wait = (Action.WaitSignal) turn.node(spot).action();
    switch (wait.onTimeout()) {
      case FAIL ->
          turn.fail(
              spot, turn.error("timeout", "no signal '" + wait.signal() + "' came", spot.step()));
      case CONTINUE -> turn.complete(spot, JsonNull.NULL);
    }
  }

  private void deadline(Spot spot) {
    if (spot.waitsFor("approval")) {
      new Approvals(turn).expire(spot);
    } else {
      turn.fail(spot, turn.error("timeout", "nobody handed in the input in time", spot.step()));
    }
  }
}
