package dev.cairn.kernel;

import dev.cairn.Approval;
import dev.cairn.ApprovalQuery;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.Page;
import dev.cairn.Query;
import dev.cairn.Status;
import dev.cairn.Wake;
import dev.cairn.definition.Action;
import dev.cairn.definition.Node;
import dev.cairn.flow.ApprovalView;
import dev.cairn.flow.Flow;
import dev.cairn.flow.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists what waits for approval; each call looks at so many instances at most. */
final class ApprovalList {
  /** Each looks at as many instances as a query gives. */
  private static final int ROUNDS_MAX = 10;

  private final Kernel.Parts parts;
  private final Drive drive;

  ApprovalList(Kernel.Parts parts, Drive drive) {
    this.parts = parts;
    this.drive = drive;
  }

  Page<Approval> of(ApprovalQuery asked) {
    // Where branches go on beside an approval, the instance runs while it waits.
    var waiting = Filter.status(Status.WAITING_FOR_APPROVAL, Status.RUNNING);
    var query =
        Query.of(waiting.and(asked.of())).sort(Query.Sort.OLDEST_CREATED).limit(Query.LIMIT_MAX);
    var found = new ArrayList<Approval>();
    var place = asked.cursor().map(ApprovalPlace::parse).orElse(ApprovalPlace.BEGIN);
    for (int round = 0; round < ROUNDS_MAX; round++) {
      var page = page(query, place.after());
      var from = place;
      var fresh =
          page.items().stream()
              .flatMap(instance -> approvals(instance, asked).stream())
              .filter(from::isBefore)
              .toList();
      int room = asked.limit() - found.size();
      if (fresh.size() > room) {
        return full(found, fresh.subList(0, room), page.items(), query, place);
      }
      found.addAll(fresh);
      if (page.next().isEmpty()) {
        return new Page<>(found, Optional.empty());
      }
      place = ApprovalPlace.after(page.next().get());
    }
    return new Page<>(found, Optional.of(place.text()));
  }

  private Page<Instance> page(Query query, Optional<String> after) {
    return parts.projector().query(after.map(query::after).orElse(query));
  }

  /**
   * A page that ends among the approvals of an instance. The next one begins behind the instances
   * before it; where these have changed meanwhile, what was found of them is left to the next page.
   */
  private Page<Approval> full(
      List<Approval> found,
      List<Approval> last,
      List<Instance> instances,
      Query query,
      ApprovalPlace place) {
    if (last.isEmpty()) {
      return new Page<>(found, Optional.of(place.text()));
    }
    var end = last.getLast();
    var before =
        instances.stream().map(Instance::id).takeWhile(id -> !id.equals(end.instanceId())).toList();
    var after = place.after();
    if (!before.isEmpty()) {
      var again = page(query.limit(before.size()), after);
      if (!again.items().stream().map(Instance::id).toList().equals(before)) {
        return new Page<>(found, Optional.of(place.text()));
      }
      after = again.next();
    }
    found.addAll(last);
    return new Page<>(found, Optional.of(new ApprovalPlace(after, end).text()));
  }

  private List<Approval> approvals(Instance instance, ApprovalQuery asked) {
    var flow = drive.flow(instance);
    return Spot.all(instance.state()).stream()
        .filter(spot -> flow.isPresent() && spot.waitsFor("approval"))
        .map(spot -> approval(instance, flow.orElseThrow(), spot))
        .filter(it -> asked.decider().map(who -> isFor(it, who)).orElse(true))
        .sorted(Comparator.comparing(Approval::id))
        .toList();
  }

  private static boolean isFor(Approval approval, ApprovalQuery.Decider decider) {
    return approval.isFor(decider.subject(), decider.roles());
  }

  private static Approval approval(Instance instance, Flow flow, Spot spot) {
    Node node = flow.program().find(spot.step()).orElseThrow();
    var action = (Action.Approval) node.action();
    return new Approval(
        spot.visit(),
        instance.id(),
        instance.definitionId(),
        spot.outputKey(),
        node.name(),
        ApprovalView.roles(instance.state(), spot, action),
        action.approvers(),
        action.quorum(),
        ApprovalView.votes(instance.state(), spot),
        instance.state().timers().get("deadline:" + spot.token()).map(Wake::dueAt),
        instance.checksum().hex());
  }
}
