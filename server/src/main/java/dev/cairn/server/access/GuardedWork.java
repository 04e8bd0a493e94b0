package dev.cairn.server.access;

import dev.cairn.Approval;
import dev.cairn.ApprovalQuery;
import dev.cairn.ApprovalQuery.Decider;
import dev.cairn.CommitResult;
import dev.cairn.Decision;
import dev.cairn.Explanation;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Page;
import dev.cairn.Progress;
import dev.cairn.Saga;
import dev.cairn.TaskGrant;
import dev.cairn.Work;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Work, for those who may change what it is about; tasks, for workers whom Operators trust. */
final class GuardedWork implements Work {
  private final Guard guard;
  private final Work inner;

  GuardedWork(Guard guard) {
    this.guard = guard;
    this.inner = guard.cairn().work();
  }

  /** The work on an instance that may be changed. */
  private Work on(InstanceId id) {
    guard.check(Operation.CHANGE, id);
    return inner;
  }

  @Override
  public CommitResult signal(InstanceId id, String name, Json payload, Optional<String> key) {
    return on(id).signal(id, name, payload, key);
  }

  @Override
  public CommitResult input(InstanceId id, String stepId, Json data) {
    return on(id).input(id, stepId, data);
  }

  /** Roles are those of the credentials, whatever the caller says. */
  @Override
  public CommitResult decide(InstanceId id, String approvalId, Decision decision) {
    var roles = guard.principal().roles().toArray(String[]::new);
    return on(id).decide(id, approvalId, decision.withRoles(roles));
  }

  /** Of what one sees; nobody asks what another may decide. */
  @Override
  public Page<Approval> approvals(ApprovalQuery query) {
    var who = guard.principal();
    var seen = query.and(Access.visible(who));
    return inner.approvals(
        query.decider().isPresent() ? seen.of(new Decider(who.subject(), who.roles())) : seen);
  }

  @Override
  public CommitResult skip(InstanceId id, Optional<String> stepId, Optional<String> reason) {
    return on(id).skip(id, stepId, reason);
  }

  @Override
  public CommitResult goTo(InstanceId id, String stepId) {
    return on(id).goTo(id, stepId);
  }

  @Override
  public Instance retry(InstanceId id) {
    guard.check(Operation.FORK, id);
    return inner.retry(id);
  }

  @Override
  public Saga saga(InstanceId id) {
    guard.check(Operation.READ, id);
    return inner.saga(id);
  }

  @Override
  public Progress status(InstanceId id) {
    guard.check(Operation.READ, id);
    return inner.status(id);
  }

  @Override
  public Explanation explain(InstanceId id) {
    guard.check(Operation.READ, id);
    return inner.explain(id);
  }

  private Work ofTasks() {
    guard.check(Operation.DO_TASKS);
    return inner;
  }

  @Override
  public List<TaskGrant> claim(String queue, int max, Duration lease, Duration patience) {
    return ofTasks().claim(queue, max, lease, patience);
  }

  @Override
  public CommitResult heartbeat(String taskId, long fence, Duration lease) {
    return ofTasks().heartbeat(taskId, fence, lease);
  }

  @Override
  public CommitResult complete(String taskId, long fence, Json output) {
    return ofTasks().complete(taskId, fence, output);
  }

  @Override
  public CommitResult fail(String taskId, long fence, JsonObject error, Chance chance) {
    return ofTasks().fail(taskId, fence, error, chance);
  }
}
