package dev.cairn.kernel;

import dev.cairn.Approval;
import dev.cairn.Filter;
import dev.cairn.Instance;
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

/** Lists what waits for approval. */
final class ApprovalList {
  private static final int INSTANCES_MAX = 1_000;

  private final Kernel.Parts parts;
  private final Drive drive;

  ApprovalList(Kernel.Parts parts, Drive drive) {
    this.parts = parts;
    this.drive = drive;
  }

  List<Approval> of(Filter which) {
    var found = new ArrayList<Approval>();
    // Where branches go on beside an approval, the instance runs while it waits.
    var waiting = Filter.status(Status.WAITING_FOR_APPROVAL, Status.RUNNING);
    var query = Query.of(waiting.and(which)).sort(Query.Sort.OLDEST_CREATED).limit(Query.LIMIT_MAX);
    int seen = 0;
    var page = parts.projector().query(query);
    while (true) {
      page.items().forEach(instance -> add(instance, found));
      seen += page.items().size();
      if (page.next().isEmpty() || seen >= INSTANCES_MAX) {
        return found;
      }
      page = parts.projector().query(query.after(page.next().get()));
    }
  }

  private void add(Instance instance, List<Approval> found) {
    drive
        .flow(instance)
        .ifPresent(flow ->
            Spot.all(instance.state()).stream()
                .filter(spot -> spot.waitsFor("approval"))
                .forEach(spot -> found.add(approval(instance, flow, spot))));
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
