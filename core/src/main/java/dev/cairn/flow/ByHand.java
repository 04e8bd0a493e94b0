package dev.cairn.flow;

import dev.cairn.Definition;
import dev.cairn.Draft;
import dev.cairn.Intent;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.Reason;
import dev.cairn.Status;
import dev.cairn.Step;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import java.util.Optional;

/** The same for definitions whose steps are names only: people move the instance, step by step. */
public record ByHand(Definition definition) {

  /** Goes on without the current step; the last one completes the instance. */
  public Intent skip() {
    return draft -> {
      if (isUnderWay(draft, "skip a step of")) {
        current(draft).ifPresent(step -> skip(draft, step));
      }
    };
  }

  private Optional<Step> current(Draft draft) {
    var step = definition.step(draft.state().currentStep());
    if (step.isEmpty()) {
      refuse(draft, Reason.Code.STEP_NOT_FOUND, "the definition has no steps");
    }
    return step;
  }

  private void skip(Draft draft, Step step) {
    if (!flag(step, "canSkip") && !flag(step, "optional")) {
      refuse(draft, Reason.Code.CANNOT_SKIP, "step '" + step.id() + "' cannot be skipped");
      return;
    }
    var skipped = Operating.skipped(draft.state());
    draft.add(
        new Internal.SetWork(
            Operating.SKIPPED,
            JsonArray.copyOf(skipped.stream().map(Json::of).toList()).append(Json.of(step.id()))));
    run(draft);
    var next = definition.step(draft.state().currentStep() + 1);
    draft.add(
        next.isPresent()
            ? new Mutation.MoveTo(next.get().id())
            : new Mutation.Transition(Status.COMPLETED));
  }

  private static boolean flag(Step step, String name) {
    return step.spec().get(name).equals(Optional.of(Json.of(true)));
  }

  /** Whoever waited is not waited for any more. */
  private static void run(Draft draft) {
    if (draft.state().status() != Status.RUNNING) {
      draft.add(new Mutation.Transition(Status.RUNNING));
    }
  }

  /** Goes back to a step that was visited. */
  public Intent goTo(String step) {
    return draft -> {
      if (!isUnderWay(draft, "go to a step of")) {
        return;
      }
      var position = definition.position(step);
      if (position.isEmpty()) {
        refuse(draft, Reason.Code.STEP_NOT_FOUND, "no step '" + step + "'");
      } else if (position.getAsInt() > draft.state().currentStep()
          && !draft.state().stepData().has(step)) {
        refuse(draft, Reason.Code.STEP_NOT_VISITED, "step '" + step + "' was not visited yet");
      } else {
        run(draft);
        draft.add(new Mutation.MoveTo(step));
      }
    };
  }

  private static boolean isUnderWay(Draft draft, String verb) {
    var status = draft.state().status();
    boolean underWay = status.isActive() && status != Status.PAUSED;
    if (!underWay) {
      refuse(
          draft,
          Reason.Code.INVALID_TRANSITION,
          "Cannot " + verb + " workflow in " + status + " state");
    }
    return underWay;
  }

  private static void refuse(Draft draft, Reason.Code code, String detail) {
    draft.refuse(new Reason(-1, code, detail, Optional.of(draft.state().status().toString())));
  }
}
