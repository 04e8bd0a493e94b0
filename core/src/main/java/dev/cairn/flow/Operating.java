package dev.cairn.flow;

import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.Reason;
import dev.cairn.Scope;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Wake;
import dev.cairn.definition.Node;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import java.util.List;
import java.util.Optional;

/** What operators do to an instance that does not go on by itself. */
final class Operating {
  static final String SKIPPED = "skipped";

  private final Turn turn;

  Operating(Turn turn) {
    this.turn = turn;
  }

  /** The steps that were skipped. */
  static List<String> skipped(State state) {
    return state.work().get(SKIPPED).map(Json::asArray).orElse(JsonArray.empty()).items().stream()
        .map(Json::asString)
        .toList();
  }

  /** Refuses what is only for an instance that is under way. */
  boolean isUnderWay(String verb) {
    var status = turn.state().status();
    boolean underWay = status.isActive() && status != Status.PAUSED;
    if (!underWay) {
      turn.refuse(
          Reason.Code.INVALID_TRANSITION,
          "Cannot " + verb + " workflow in " + status + " state",
          status.toString());
    }
    return underWay;
  }

  void skip(Optional<String> step) {
    if (!isUnderWay("skip a step of")) {
      return;
    }
    var spots =
        Spot.all(turn.state()).stream()
            .filter(it -> step.map(it.step()::equals).orElse(!it.waitsFor("join")))
            .toList();
    if (spots.size() != 1) {
      turn.refuse(
          Reason.Code.NOT_WAITING,
          "name one of the current steps: "
              + Spot.all(turn.state()).stream().map(Spot::step).toList(),
          step.orElse(""));
      return;
    }
    skip(spots.getFirst());
  }

  private void skip(Spot spot) {
    var node = turn.node(spot);
    if (spot.undo().isPresent()) {
      turn.undoing().done(spot);
    } else if (!node.canBeSkipped()) {
      turn.refuse(Reason.Code.CANNOT_SKIP, "step '" + node.id() + "' cannot be skipped", node.id());
    } else {
      turn.joins().abandon(spot);
      turn.clear(spot.token());
      note(node);
      turn.follow(spot, node);
    }
  }

  private void note(Node node) {
    var all = turn.state().work().get(SKIPPED).map(Json::asArray).orElse(JsonArray.empty());
    turn.draft.add(new Internal.SetWork(SKIPPED, all.append(Json.of(node.id()))));
  }

  void goTo(String step) {
    if (!isUnderWay("go to a step of")) {
      return;
    }
    var node = turn.program.find(step).filter(turn.program::isTopLevel);
    if (node.isEmpty()) {
      turn.refuse(Reason.Code.STEP_NOT_FOUND, "no step '" + step + "' of the first level", step);
    } else if (!isVisited(step)) {
      turn.refuse(Reason.Code.STEP_NOT_VISITED, "step '" + step + "' was not visited yet", step);
    } else if (isUndoing()) {
      turn.refuse(Reason.Code.SUPERSEDED, "completed steps are being undone", step);
    } else {
      turn.joins().removeAll();
      turn.enter(Spot.MAIN, Scope.ROOT, node.get());
    }
  }

  private boolean isVisited(String step) {
    var state = turn.state();
    return state.stepData().has(step)
        || skipped(state).contains(step)
        || state.currentStepId().equals(Optional.of(step));
  }

  private boolean isUndoing() {
    return Spot.all(turn.state()).stream().anyMatch(it -> it.undo().isPresent());
  }

  /** What waits for its next attempt is run now, and has all of its attempts again. */
  void hurry() {
    if (!isUnderWay("retry a step of")) {
      return;
    }
    var waiting = Spot.all(turn.state()).stream().filter(it -> it.waitsFor("retry")).toList();
    if (waiting.isEmpty()) {
      turn.refuse(Reason.Code.NOT_WAITING, "no step waits for its next attempt", "retry");
    }
    waiting.forEach(this::begin);
  }

  private void begin(Spot spot) {
    turn.clear(spot.token());
    new Tasks(turn).ready(spot, Tasks.offered(spot).without(Spot.ATTEMPT).without(Spot.CHILD));
  }

  /** A failed step that was forked gets all of its attempts again, and a workflow of its own. */
  void again() {
    for (var spot : Spot.all(turn.state())) {
      boolean works = spot.isRunnable() || spot.waitsFor("retry");
      if (works || spot.waitsFor("task") || spot.waitsFor("child")) {
        begin(spot);
      }
    }
  }

  /** What ran out of time while nobody was to run it begins anew. */
  void forgetDeadlines() {
    for (var spot : Spot.all(turn.state())) {
      boolean late =
          turn.state()
              .timers()
              .get(spot.deadline())
              .filter(it -> !Wake.dueAt(it).isAfter(turn.draft.now()))
              .isPresent();
      if (late && spot.isRunnable()) {
        turn.draft.add(new Mutation.CancelTimer(spot.deadline()));
      }
    }
  }

  /** The result of a step cannot be brought together with what others did: people must look. */
  void park(Spot spot, Json reasons) {
    turn.draft.add(
        new Internal.SetWork(
            Flow.PARKED, dev.cairn.json.JsonObject.of("step", spot.step(), "reasons", reasons)));
    turn.clear(spot.token());
    if (turn.state().status() == Status.RUNNING) {
      turn.draft.add(new Mutation.Transition(Status.PAUSED));
    }
  }
}
