package dev.cairn.kernel;

import dev.cairn.Definition;
import dev.cairn.Instance;
import dev.cairn.Reason;
import dev.cairn.definition.Action;
import dev.cairn.definition.Node;
import dev.cairn.definition.Program;
import dev.cairn.flow.Flow;
import dev.cairn.flow.Spot;
import dev.cairn.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether an instance could follow another version of its definition from where it is. */
record Fitting(Blueprint candidate) {

  static Fitting of(Definition definition) {
    return new Fitting(Blueprint.of(definition));
  }

  /** Why it could not; empty when it could. */
  List<Reason> misfits(Instance instance, Optional<Flow> own) {
    var reasons = new ArrayList<Reason>();
    var definition = candidate.definition();
    if (instance.state().schemaVersion() == definition.schemaVersion()) {
      reasons.addAll(candidate.violations(instance.state()));
    } else {
      reasons.add(
          reason(
              Reason.Code.UNKNOWN_SCHEMA_VERSION,
              "the state follows schema version " + instance.state().schemaVersion(),
              ""));
    }
    own.ifPresentOrElse(
        flow -> misplaced(instance, flow.program(), reasons),
        () -> misplacedByHand(instance, definition, reasons));
    return reasons;
  }

  private static void misplacedByHand(
      Instance instance, Definition definition, List<Reason> reasons) {
    instance
        .state()
        .currentStepId()
        .filter(step -> definition.position(step).isEmpty())
        .ifPresent(step -> reasons.add(missing(step)));
  }

  /** Every token must find its step, of the same kind, and every compensation what runs it. */
  private void misplaced(Instance instance, Program own, List<Reason> reasons) {
    for (var spot : Spot.all(instance.state())) {
      var here = own.find(spot.step()).map(Node::action).map(Action::getClass);
      var there = find(spot.step()).map(Node::action).map(Action::getClass);
      if (there.isEmpty()) {
        reasons.add(missing(spot.step()));
      } else if (!here.equals(there)) {
        reasons.add(
            reason(
                Reason.Code.STEP_NOT_FOUND,
                "step '" + spot.step() + "' is of another kind",
                spot.step()));
      }
    }
    for (var entry : instance.state().compensations()) {
      var step = entry.asObject().get("stepId").map(Json::asString).orElse("");
      if (find(step).flatMap(Node::compensate).isEmpty()) {
        reasons.add(
            reason(
                Reason.Code.COMPENSATION_NOT_FOUND,
                "nothing would undo step '" + step + "'",
                step));
      }
    }
  }

  private Optional<Node> find(String step) {
    return candidate.flow().flatMap(flow -> flow.program().find(step));
  }

  private static Reason missing(String step) {
    return reason(Reason.Code.STEP_NOT_FOUND, "there is no step '" + step + "'", step);
  }

  private static Reason reason(Reason.Code code, String detail, String id) {
    return new Reason(-1, code, detail, Optional.of(id));
  }
}
