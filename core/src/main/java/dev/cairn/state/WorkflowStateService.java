package dev.cairn.state;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Diff;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.OnConflict;
import dev.cairn.Page;
import dev.cairn.Query;
import dev.cairn.Verification;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import dev.cairn.json.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The JSON state of instances, under concurrency control. Safe for use by many threads and by many
 * processes over one store.
 */
public final class WorkflowStateService {
  private final Cairn cairn;

  private WorkflowStateService(Cairn cairn) {
    this.cairn = cairn;
  }

  public static WorkflowStateService over(Cairn cairn) {
    return new WorkflowStateService(cairn);
  }

  /** The current state, verified; empty when there is no such instance. */
  public Optional<Instance> get(InstanceId id) {
    return cairn.workflows().find(id);
  }

  /**
   * Reads the context, changes it by a function and commits. What becomes of it when somebody else
   * commits in between: {@code REJECT} answers with the conflict; {@code RETRY} runs the function
   * again on the fresh state, a bounded number of times; {@code MERGE} keeps both changes, unless
   * they are to the same path.
   *
   * @param change quick and free of side effects; it may run more than once. When it throws, or
   *     returns no object, the answer is a rejection
   * @throws CairnException.NotFound when there is no such instance
   */
  public CommitResult update(InstanceId id, UnaryOperator<Json> change, OnConflict policy) {
    return switch (policy) {
      case RETRY -> cairn.workflows().update(id, change);
      case REJECT, MERGE -> update(cairn.workflows().get(id), change, policy);
    };
  }

  /** Like {@link #update(InstanceId, UnaryOperator, OnConflict)}, from a version read before. */
  public CommitResult update(Instance read, UnaryOperator<Json> change, OnConflict policy) {
    return commit(Commit.to(read), policy, new Mutation.ChangeContext(change));
  }

  /** Changes the context by a JSON Merge Patch, from the version that the caller read. */
  public CommitResult patch(
      InstanceId id, long expectedVersion, JsonObject mergePatch, OnConflict policy) {
    return commit(
        Commit.to(id).from(expectedVersion), policy, new Mutation.MergeContext(mergePatch));
  }

  /** Changes the context by a JSON Patch, from the version that the caller read. */
  public CommitResult patch(
      InstanceId id, long expectedVersion, JsonPatch patch, OnConflict policy) {
    return commit(Commit.to(id).from(expectedVersion), policy, new Mutation.PatchContext(patch));
  }

  private CommitResult commit(Commit commit, OnConflict policy, Mutation mutation) {
    return cairn.workflows().commit(commit.onConflict(policy).with(mutation));
  }

  /** Makes all of these commits in one transaction, or none. */
  public BatchResult batch(List<Commit> commits) {
    return cairn.workflows().batch(commits.stream().<BatchItem>map(BatchItem.Change::new).toList());
  }

  /** A page of the instances that match. */
  public Page<Instance> query(Query query) {
    return cairn.workflows().query(query);
  }

  /**
   * The first page of the instances whose value at a path, such as {@code context.customer.tier},
   * compares so. For further pages give {@link Filter#compare} to {@link #query(Query)}.
   *
   * @param value a string, number, boolean, or {@link Json}
   * @throws CairnException.Invalid when it is no path
   */
  public Page<Instance> query(String path, Filter.Operator operator, Object value) {
    return query(Query.of(Filter.compare(path, operator, value)));
  }

  /**
   * The first page of the instances that fit a condition in the textual language. For further pages
   * give {@link Filter#where} to {@link #query(Query)}.
   *
   * @throws CairnException.Invalid when it is wrong, or the language is not on the class path
   */
  public Page<Instance> where(String expression) {
    return query(Query.of(Filter.where(expression)));
  }

  /**
   * The checksum of the current state.
   *
   * @throws CairnException.NotFound when there is no such instance
   * @throws CairnException.Integrity when what is stored is not what was committed
   */
  public Sha256 checksum(InstanceId id) {
    return cairn.workflows().get(id).checksum();
  }

  /**
   * Recomputes the checksum of every version and every receipt, and names the first that does not
   * hold.
   *
   * @throws CairnException.NotFound when there is no such instance
   */
  public Verification verifyChecksum(InstanceId id) {
    return cairn.archive().verify(id);
  }

  /** The versions that match, a page of them. */
  public Page<VersionEntry> versions(InstanceId id, VersionQuery query) {
    return cairn.history().versions(id, query);
  }

  /**
   * The state as it was at a version.
   *
   * @throws CairnException.NotFound when there is no such version
   * @throws CairnException.Gone when it has been pruned
   */
  public Instance at(InstanceId id, long version) {
    return cairn.history().at(id, version);
  }

  /** What changed from one version to another. */
  public Diff diff(InstanceId id, long from, long to) {
    return cairn.history().diff(id, from, to);
  }
}
