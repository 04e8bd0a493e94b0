package dev.cairn.kernel;

import dev.cairn.Approval;
import dev.cairn.ApprovalQuery;
import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.Decision;
import dev.cairn.Explanation;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Intent;
import dev.cairn.Names;
import dev.cairn.Page;
import dev.cairn.Progress;
import dev.cairn.Reason;
import dev.cairn.Saga;
import dev.cairn.SchemaLanguage;
import dev.cairn.Status;
import dev.cairn.TaskGrant;
import dev.cairn.Work;
import dev.cairn.flow.ByHand;
import dev.cairn.flow.Course;
import dev.cairn.flow.Flow;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.store.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What people and services do to workflows that run, for one actor. */
final class WorkDoor implements Work {
  private static final int REVISIONS_MAX = 1_000;

  private final Kernel.Parts parts;
  private final String actor;
  private final Drive drive;
  private final TaskDesk tasks;

  WorkDoor(Kernel kernel) {
    this.parts = kernel.parts();
    this.actor = kernel.actor();
    this.drive = Drive.of(kernel, actor);
    this.tasks = new TaskDesk(drive, actor);
  }

  @Override
  public CommitResult signal(InstanceId id, String name, Json payload, Optional<String> key) {
    Names.check("signal name", name, 100);
    key.ifPresent(it -> Names.check("signal key", it, 100));
    var asked = JsonObject.of("signal", name, "payload", payload);
    return drive.commit(
        id,
        flow(get(id)).signal(name, payload),
        asked,
        key.map(it -> "signal:" + name + ":" + it),
        Optional.empty(),
        Optional.empty());
  }

  private Instance get(InstanceId id) {
    return parts
        .heads()
        .find(id)
        .map(dev.cairn.store.Head::instance)
        .orElseThrow(() -> CairnException.NotFound.instance(id));
  }

  private Flow flow(Instance instance) {
    return drive
        .flow(instance)
        .orElseThrow(() ->
            new CairnException.Invalid(
                "not_executable",
                "the steps of '" + instance.definitionId() + "' say no kind: nothing runs them",
                "commit mutations, or register a version whose steps say their kind"));
  }

  private ByHand byHand(Instance instance) {
    return new ByHand(parts.registry().blueprint(instance.origin()).definition());
  }

  private CommitResult commit(InstanceId id, Intent intent, Optional<String> reason) {
    return drive.commit(id, intent, JsonObject.empty(), Optional.empty(), reason, Optional.empty());
  }

  @Override
  public CommitResult input(InstanceId id, String stepId, Json data) {
    var flow = flow(get(id));
    int dot = stepId.indexOf('.');
    var node = flow.program().find(dot < 0 ? stepId : stepId.substring(0, dot));
    var violations = node.flatMap(it -> it.inputSchema()).map(it -> violations(it, data));
    if (violations.filter(it -> !it.isEmpty()).isPresent()) {
      return new CommitResult.Rejected(violations.get());
    }
    return commit(id, flow.input(stepId, data), Optional.empty());
  }

  /** What does not fit a schema. Schemas are of objects: another value is one under a name. */
  static List<Reason> violations(JsonObject schema, Json value) {
    var wrapped =
        JsonObject.of(
            "type", "object", "properties", JsonObject.of("value", schema.without("$defs")));
    var whole = schema.get("$defs").map(it -> wrapped.with("$defs", it)).orElse(wrapped);
    return SchemaLanguage.load().compile(whole).check(JsonObject.of("value", value)).stream()
        .map(it -> violation(it.path().replaceFirst("^/value", ""), it.message()))
        .toList();
  }

  private static Reason violation(String path, String message) {
    return new Reason(-1, Reason.Code.SCHEMA_VIOLATION, path + ": " + message, Optional.of(path));
  }

  @Override
  public CommitResult decide(InstanceId id, String approvalId, Decision decision) {
    var head = get(id);
    var flow = flow(head);
    var seen = seen(head, approvalId, decision.checksum());
    if (seen.isEmpty()) {
      return new CommitResult.Rejected(
          List.of(
              new Reason(
                  -1,
                  Reason.Code.STALE_APPROVAL,
                  "no version since the approval began has this checksum",
                  Optional.of(approvalId))));
    }
    return drive.commit(
        id,
        flow.decide(approvalId, decision, actor, seen.get()),
        decision.toJson(),
        Optional.empty(),
        decision.reason(),
        Optional.empty());
  }

  /** The version that a decider looked at, if it is one since the approval began. */
  private Optional<Instance> seen(Instance head, String approvalId, String checksum) {
    if (head.checksum().hex().equals(checksum)) {
      return Optional.of(head);
    }
    int sign = approvalId.lastIndexOf('@');
    long from = number(approvalId.substring(sign + 1));
    return parts.store().log().revisions(head.id(), from, head.version(), REVISIONS_MAX).stream()
        .filter(it -> it.checksum().hex().equals(checksum))
        .map(Revision::version)
        .findFirst()
        .map(version -> parts.past().at(head.id(), version));
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Math.max(1, Long.parseLong(text)) : Long.MAX_VALUE;
  }

  @Override
  public Page<Approval> approvals(ApprovalQuery query) {
    return new ApprovalList(parts, drive).of(query);
  }

  @Override
  public CommitResult skip(InstanceId id, Optional<String> stepId, Optional<String> reason) {
    var instance = get(id);
    var intent =
        drive
            .flow(instance)
            .map(flow -> flow.skip(stepId))
            .orElseGet(() -> byHand(instance).skip());
    return commit(id, intent, reason);
  }

  @Override
  public CommitResult goTo(InstanceId id, String stepId) {
    var instance = get(id);
    var intent =
        drive
            .flow(instance)
            .map(flow -> flow.goTo(stepId))
            .orElseGet(() -> byHand(instance).goTo(stepId));
    return commit(id, intent, Optional.empty());
  }

  @Override
  public Instance retry(InstanceId id) {
    var failed = get(id);
    if (failed.status().isActive()) {
      commit(id, flow(failed).hurry(), Optional.of("retry")).orThrow();
      return get(id);
    }
    refusal(failed).ifPresent(why -> new CommitResult.Rejected(List.of(why)).orThrow());
    long at = failed.state().error().orElseThrow().asObject().require("at").asLong();
    var fork = new HistoryDoor(parts, actor).fork(id, at - 1, Optional.empty());
    return committed(commit(fork.id(), flow(fork).again(), Optional.of("retry of " + id)), fork);
  }

  /** Why an instance that has ended cannot be tried again. */
  private static Optional<Reason> refusal(Instance failed) {
    boolean knows =
        failed
            .state()
            .error()
            .filter(it -> it instanceof JsonObject error && error.has("at"))
            .isPresent();
    if (failed.status() != Status.FAILED || !knows) {
      return no(failed, Reason.Code.INVALID_TRANSITION, "Cannot retry workflow in %s state");
    }
    // A fork would have the outputs of steps whose effects are gone.
    return Course.wasUndone(failed)
        ? no(
            failed,
            Reason.Code.UNDONE,
            "Cannot retry a workflow whose steps were undone: create it anew, or fork version 1")
        : Optional.empty();
  }

  private static Optional<Reason> no(Instance met, Reason.Code code, String detail) {
    var status = met.status().toString();
    return Optional.of(new Reason(-1, code, detail.formatted(status), Optional.of(status)));
  }

  private static Instance committed(CommitResult result, Instance before) {
    return result instanceof CommitResult.Committed it ? it.instance() : before;
  }

  @Override
  public Saga saga(InstanceId id) {
    return Course.undone(get(id));
  }

  @Override
  public Progress status(InstanceId id) {
    var instance = get(id);
    return new ProgressReader(parts, instance).read();
  }

  @Override
  public Explanation explain(InstanceId id) {
    return new Explainer(parts, drive, get(id)).explain();
  }

  @Override
  public List<TaskGrant> claim(String queue, int max, Duration lease, Duration patience) {
    return tasks.claim(queue, max, lease, patience);
  }

  @Override
  public CommitResult heartbeat(String taskId, long fence, Duration lease) {
    var task = tasks.task(taskId);
    return commit(
        task.instance(),
        flow(get(task.instance())).heartbeat(task.visit(), fence, lease),
        Optional.empty());
  }

  @Override
  public CommitResult complete(String taskId, long fence, Json output) {
    var task = tasks.task(taskId);
    var instance = get(task.instance());
    var flow = flow(instance);
    var spot = tasks.spot(instance, task);
    var schema =
        spot.filter(it -> it.undo().isEmpty())
            .flatMap(it -> flow.program().find(it.step()))
            .flatMap(it -> it.outputSchema());
    var violations = schema.map(it -> violations(it, output)).orElse(List.of());
    var intent =
        violations.isEmpty()
            ? flow.taskCompleted(task.visit(), fence, output)
            : flow.taskFailed(task.visit(), fence, unfit(violations), 0);
    return tasks.told(spot, commit(task.instance(), intent, Optional.empty()));
  }

  /** A failure because of an output that does not fit, which says where. */
  static Flow.Failure unfit(List<Reason> violations) {
    return new Flow.Failure(
        "output_schema",
        String.join("; ", violations.stream().map(Reason::detail).toList()),
        Flow.Failure.Chance.FINAL);
  }

  @Override
  public CommitResult fail(String taskId, long fence, JsonObject error, Chance chance) {
    var task = tasks.task(taskId);
    var failure =
        new Flow.Failure(
            error.get("code").map(Json::asString).orElse("task_failed"),
            error.get("message").map(Json::asString).orElse(error.canonical()),
            chance == Chance.RETRYABLE ? Flow.Failure.Chance.RETRYABLE : Flow.Failure.Chance.FINAL);
    var instance = get(task.instance());
    double dice = parts.options().random().nextDouble();
    var intent = flow(instance).taskFailed(task.visit(), fence, failure, dice);
    return tasks.told(
        tasks.spot(instance, task), commit(task.instance(), intent, Optional.empty()));
  }
}
