package dev.cairn.kernel;

import dev.cairn.Explanation;
import dev.cairn.Explanation.Waiting;
import dev.cairn.Instance;
import dev.cairn.Times;
import dev.cairn.Wake;
import dev.cairn.flow.Course;
import dev.cairn.flow.Spot;
import dev.cairn.store.Leases.Lane;
import dev.cairn.store.Revision;
import java.time.Instant;
import java.util.Optional;

/** Says why an instance does not move. */
final class Explainer {
  private final Kernel.Parts parts;
  private final Drive drive;
  private final Instance instance;

  Explainer(Kernel.Parts parts, Drive drive, Instance instance) {
    this.parts = parts;
    this.drive = drive;
    this.instance = instance;
  }

  Explanation explain() {
    var lane = drive.leases().lanes().get(drive.laneOf(instance.id()));
    var holder = holder(lane);
    var wake = Wake.of(instance.state()).at();
    return new Explanation(
        instance,
        Spot.all(instance.state()).stream().map(spot -> waiting(spot, holder)).toList(),
        holder,
        wake.filter(at -> at > Wake.CHILD).map(Times::ofMicros),
        Course.lastError(instance),
        holder.isPresent());
  }

  private Optional<String> holder(Lane lane) {
    boolean held = lane.heldUntil().filter(it -> it.isAfter(drive.leases().now())).isPresent();
    return held ? lane.node() : Optional.empty();
  }

  private Waiting waiting(Spot spot, Optional<String> holder) {
    var kind =
        switch (spot.waitingFor().orElse("lease")) {
          case "retry", "timer" -> "timer";
          case "join" -> "child";
          default -> spot.waitingFor().orElse("lease");
        };
    return new Waiting(
        spot.token(), spot.step(), kind, detail(spot, holder), since(spot), until(spot));
  }

  private String detail(Spot spot, Optional<String> holder) {
    var step = "step '" + spot.step() + "'";
    return switch (spot.waitingFor().orElse("")) {
      case "" -> holder.map(node -> step + " is run by " + node).orElse("no node runs " + step);
      case "retry" -> step + " failed and is tried again, attempt " + spot.attempt();
      case "timer" -> step + " waits for its time";
      case "signal" -> step + " waits for the signal " + spot.value().require("signal");
      case "input" -> step + " waits for input";
      case "approval" -> step + " waits for approval " + spot.visit();
      case "task" ->
          spot.worker()
              .map(worker -> step + " is being done by " + worker)
              .orElse(step + " waits for a worker of queue " + spot.value().require(Wake.QUEUE));
      case "child" -> step + " waits for the workflow " + spot.child().orElse("");
      default -> step + " waits for the tokens inside of it";
    };
  }

  private Optional<Instant> since(Spot spot) {
    return parts.store().log().revisions(instance.id(), spot.at(), spot.at(), 1).stream()
        .map(Revision::committedAt)
        .findFirst();
  }

  private Optional<Instant> until(Spot spot) {
    return instance.state().timers().entries().stream()
        .filter(timer -> timer.getKey().endsWith(":" + spot.token()))
        .map(timer -> Wake.dueAt(timer.getValue()))
        .min(java.util.Comparator.naturalOrder());
  }
}
