package dev.cairn.server.access;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Move;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Page;
import dev.cairn.Query;
import dev.cairn.Receipt;
import dev.cairn.Statistics;
import dev.cairn.Workflows;
import java.util.List;
import java.util.Optional;

/** Creating, reading and changing instances, as far as one may. */
final class GuardedWorkflows implements Workflows {
  private final Guard guard;
  private final Workflows inner;
  private final GuardedCreation creation;

  GuardedWorkflows(Guard guard) {
    this.guard = guard;
    this.inner = guard.cairn().workflows();
    this.creation = new GuardedCreation(guard);
  }

  @Override
  public InstanceId newId() {
    guard.check(Operation.CREATE);
    return inner.newId();
  }

  @Override
  public Instance create(NewInstance request) {
    return creation.create(request);
  }

  @Override
  public Optional<Instance> find(InstanceId id) {
    return inner.find(id).filter(guard::shows);
  }

  @Override
  public String owner(InstanceId id) {
    guard.check(Operation.READ, id);
    return inner.owner(id);
  }

  @Override
  public List<Instance> findAll(List<InstanceId> ids) {
    return inner.findAll(ids).stream().filter(guard::shows).toList();
  }

  @Override
  public CommitResult commit(Commit commit) {
    check(guard, commit);
    return inner.commit(commit);
  }

  /** Who works on an instance is its owner's to say. */
  static void check(Guard guard, Commit commit) {
    guard.check(Operation.CHANGE, commit.instance());
    if (shares(commit)) {
      guard.check(Operation.SHARE, commit.instance());
    }
  }

  static boolean shares(Commit commit) {
    return commit.mutations().stream().anyMatch(it -> it instanceof Mutation.SetParticipants);
  }

  @Override
  public CommitResult move(Move move) {
    guard.check(Operation.CHANGE, move.instance());
    return inner.move(move);
  }

  @Override
  public BatchResult batch(List<BatchItem> items) {
    return new GuardedBatch(guard, creation).run(items);
  }

  @Override
  public Receipt delete(InstanceId id) {
    guard.check(Operation.DELETE, id);
    return inner.delete(id);
  }

  @Override
  public Page<Instance> query(Query query) {
    return inner.query(
        new Query(seen(query.filter()), query.sort(), query.limit(), query.cursor(), query.page()));
  }

  @Override
  public long count(Filter filter) {
    return inner.count(seen(filter));
  }

  @Override
  public Statistics statistics(Filter filter) {
    return inner.statistics(seen(filter));
  }

  /** Part of the question, so that pages are full and counts are true. */
  private Filter seen(Filter filter) {
    var own = filter.forSubject(guard.principal().subject());
    return guard.seesAll() ? own : own.and(Access.visible(guard.principal()));
  }
}
