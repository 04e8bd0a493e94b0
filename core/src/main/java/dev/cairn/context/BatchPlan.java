package dev.cairn.context;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Workflows;
import dev.cairn.context.Place.New;
import dev.cairn.context.Place.Saved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns contexts to be saved into the members of one batch. A new context that is more than Created
 * takes two: its birth, and what became of it.
 */
final class BatchPlan {
  private final Workflows workflows;
  private final Map<InstanceId, Instance> stored;
  private final Map<InstanceId, WorkflowContext> planned = new HashMap<>();
  private final List<BatchItem> items = new ArrayList<>();

  /** For each item, which context it belongs to. */
  private final List<Integer> owners = new ArrayList<>();

  private BatchPlan(Workflows workflows, List<WorkflowContext> contexts) {
    this.workflows = workflows;
    var ids =
        contexts.stream()
            .filter(it -> it.place() instanceof Saved)
            .map(WorkflowContext::id)
            .distinct()
            .toList();
    this.stored =
        workflows.findAll(ids).stream()
            .collect(Collectors.toMap(Instance::id, Function.identity()));
  }

  static BatchSave save(Workflows workflows, List<WorkflowContext> contexts) {
    var plan = new BatchPlan(workflows, contexts);
    for (int index = 0; index < contexts.size(); index++) {
      try {
        plan.add(index, contexts.get(index));
      } catch (CairnException impossible) {
        return new BatchSave.Refused(index, impossible);
      }
    }
    return plan.commit();
  }

  private void add(int index, WorkflowContext context) {
    switch (context.place()) {
      case New it -> addNew(index, context.id(it.id().orElseGet(workflows::newId)));
      case Saved it -> add(index, change(it, context));
    }
  }

  private void addNew(int index, WorkflowContext context) {
    add(index, new BatchItem.Create(born(context).id(context.id())));
    var created = asCreated(context);
    if (!created.equals(context)) {
      add(index, new BatchItem.Change(commit(context.id(), created, context)));
    }
  }

  private void add(int index, BatchItem item) {
    items.add(item);
    owners.add(index);
  }

  /** The birth of a new context, without an id of its own. */
  static NewInstance born(WorkflowContext context) {
    return NewInstance.of(context.definitionId())
        .context(context.context())
        .tags(context.tags().toArray(String[]::new))
        .attributes(context.attributes());
  }

  /** What is left of a new context where only births are possible. */
  static WorkflowContext asCreated(WorkflowContext context) {
    return new WorkflowContext(
        context.place(),
        context.definitionId(),
        dev.cairn.Status.CREATED,
        context.context(),
        dev.cairn.json.JsonObject.empty(),
        context.tags(),
        context.attributes());
  }

  private BatchItem change(Saved place, WorkflowContext context) {
    var before = stored.get(place.id());
    if (before == null) {
      throw CairnException.NotFound.instance(place.id());
    }
    if (before.version() < place.version()) {
      throw failure(new CommitResult.Conflict(place.version(), before, List.of()));
    }
    if (before.version() > place.version()) {
      return new BatchItem.Change(Commit.to(place.id()).from(place.version()));
    }
    var earlier = planned.put(place.id(), context);
    // The same one again follows its first save, which states the version for both.
    return new BatchItem.Change(
        earlier == null
            ? commit(place.id(), WorkflowContext.of(before), context).from(place.version())
            : commit(place.id(), earlier, context));
  }

  private static Commit commit(InstanceId id, WorkflowContext before, WorkflowContext after) {
    return Commit.to(id).with(Changes.between(before, after));
  }

  private BatchSave commit() {
    return switch (workflows.batch(items)) {
      case BatchResult.Committed it -> new BatchSave.Saved(contexts(it.instances()));
      case BatchResult.Failed it -> new BatchSave.Refused(owners.get(it.index()), it.why());
      case BatchResult.Refused it ->
          new BatchSave.Refused(owners.get(it.index()), failure(it.why()));
    };
  }

  /** A context is what its last member made of it. */
  private List<WorkflowContext> contexts(List<Instance> instances) {
    var contexts = new ArrayList<WorkflowContext>();
    for (int i = 0; i < instances.size(); i++) {
      if (i + 1 == instances.size() || !owners.get(i).equals(owners.get(i + 1))) {
        contexts.add(WorkflowContext.of(instances.get(i)));
      }
    }
    return contexts;
  }

  private static CairnException failure(CommitResult refused) {
    try {
      throw new IllegalStateException("refused, and yet made: " + refused.orThrow().id());
    } catch (CairnException why) {
      return why;
    }
  }
}
