package dev.cairn.kernel;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Move;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.NewInstance;
import dev.cairn.Page;
import dev.cairn.Query;
import dev.cairn.Reason;
import dev.cairn.Receipt;
import dev.cairn.Statistics;
import dev.cairn.Workflows;
import dev.cairn.flow.Kin;
import dev.cairn.store.Head;
import java.util.List;
import java.util.Optional;

/** Creating, reading and changing instances, for one actor. */
final class WorkflowsDoor implements Workflows {
  private final Kernel.Parts parts;
  private final String actor;
  private final Creation creation;
  private final Conflicts conflicts;

  WorkflowsDoor(Kernel.Parts parts, String actor) {
    this.parts = parts;
    this.actor = actor;
    this.creation = new Creation(parts, actor);
    this.conflicts = new Conflicts(parts.past(), parts.options().limits());
  }

  @Override
  public InstanceId newId() {
    return parts.ids().next();
  }

  @Override
  public Instance create(NewInstance request) {
    return creation.create(request);
  }

  @Override
  public Optional<Instance> find(InstanceId id) {
    return parts.heads().find(id).map(Head::instance);
  }

  @Override
  public String owner(InstanceId id) {
    var instance = get(id);
    return parts
        .store()
        .catalog()
        .subject(instance.origin().owner())
        .orElseThrow(
            () -> new CairnException.Integrity(id, instance.version(), "nobody knows its owner"));
  }

  @Override
  public List<Instance> findAll(List<InstanceId> ids) {
    var found = parts.heads().findAll(ids);
    return ids.stream()
        .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
        .map(Head::instance)
        .toList();
  }

  @Override
  public CommitResult commit(Commit commit) {
    var foreign = internal(commit.mutations());
    return foreign.isPresent()
        ? new CommitResult.Rejected(List.of(foreign.get()))
        : commit(Request.of(commit, actor));
  }

  /** What only Cairn records is not for callers to say. */
  static Optional<Reason> internal(List<Mutation> mutations) {
    for (int index = 0; index < mutations.size(); index++) {
      if (mutations.get(index) instanceof Internal it) {
        return Optional.of(
            new Reason(
                index,
                Reason.Code.UNKNOWN_MUTATION,
                "a commit cannot contain '" + it.toJson().require("type").asString() + "'",
                Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private CommitResult commit(Request request) {
    return conflicts.resolve(request, parts.committer()::commit);
  }

  @Override
  public CommitResult move(Move move) {
    return commit(Request.of(move.toCommit(), actor).verb(move.verb()));
  }

  @Override
  public BatchResult batch(List<BatchItem> items) {
    return new BatchWriter(parts, creation, actor).write(items);
  }

  @Override
  public Receipt delete(InstanceId id) {
    var others = parts.heads().find(id).map(it -> Kin.of(it.instance())).orElse(List.of());
    var commit = Commit.to(id).with(new Internal.Delete());
    var receipt = commit(Request.internal(Kind.DELETE, commit, actor)).orThrow();
    others.forEach(other -> callOff(other, id));
    return receipt;
  }

  /** A tombstone cannot remember whom it has to tell. */
  private void callOff(InstanceId other, InstanceId deleted) {
    try {
      cancel(other, Optional.of(deleted + " was deleted"));
    } catch (CairnException.NotFound gone) {
      // Nothing is left to be cancelled.
    }
  }

  @Override
  public Page<Instance> query(Query query) {
    var page = parts.projector().query(query);
    if (parts.options().verification() == dev.cairn.Options.Verification.ALWAYS) {
      page.items().forEach(WorkflowsDoor::verify);
    }
    return page;
  }

  private static void verify(Instance instance) {
    if (!instance.state().checksum().equals(instance.checksum())) {
      throw new CairnException.Integrity(
          instance.id(), instance.version(), "its document does not have the committed checksum");
    }
  }

  @Override
  public long count(Filter filter) {
    parts.projector().fold();
    return parts.store().documents().count(filter);
  }

  @Override
  public Statistics statistics(Filter filter) {
    parts.projector().fold();
    return parts.store().documents().statistics(filter);
  }
}
