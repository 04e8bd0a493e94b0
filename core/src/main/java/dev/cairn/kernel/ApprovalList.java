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
    var found = new ArrayList<Approval>();
    // Where branches go on beside an approval, the instance runs while it waits.
    var waiting = Filter.status(Status.WAITING_FOR_APPROVAL, Status.RUNNING);
    var query =
        Query.of(waiting.and(asked.of())).sort(Query.Sort.OLDEST_CREATED).limit(Query.LIMIT_MAX);
    var next = asked.cursor();
    int rounds = 0;
    do {
      var page = page(query, next);
      int enough = enough(page.items(), asked, asked.limit() - found.size());
      if (enough < page.items().size()) {
        // Asked again, so that what is told and where the next page begins fit together.
        page = page(query.limit(enough), next);
      }
      page.items().forEach(instance -> found.addAll(approvals(instance, asked)));
      next = page.next();
      rounds++;
    } while (next.isPresent() && found.size() < asked.limit() && rounds < ROUNDS_MAX);
    return new Page<>(found, next);
  }

  private Page<Instance> page(Query query, Optional<String> after) {
    return parts.projector().query(after.map(query::after).orElse(query));
  }

  /** How many of the instances have as many approvals together as are wanted. */
  private int enough(List<Instance> instances, ApprovalQuery asked, int wanted) {
    int count = 0;
    for (int i = 0; i < instances.size(); i++) {
      count += approvals(instances.get(i), asked).size();
      if (count >= wanted) {
        return i + 1;
      }
    }
    return instances.size();
  }

  private List<Approval> approvals(Instance instance, ApprovalQuery asked) {
    var flow = drive.flow(instance);
    return Spot.all(instance.state()).stream()
        .filter(spot -> flow.isPresent() && spot.waitsFor("approval"))
        .map(spot -> approval(instance, flow.orElseThrow(), spot))
        .filter(it -> asked.decider().map(who -> isFor(it, who)).orElse(true))
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
