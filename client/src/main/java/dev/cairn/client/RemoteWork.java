package dev.cairn.client;

import dev.cairn.Approval;
import dev.cairn.ApprovalQuery;
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
import dev.cairn.client.Committing.Keyed;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What people, services and workers do to workflows that run, by the server. */
final class RemoteWork implements Work {
  private static final Duration PATIENCE_MAX = Duration.ofMinutes(1);
  private static final Duration LEASE_MAX = Duration.ofDays(1);

  private final Exchange exchange;
  private final Keys keys;
  private final Committing committing;

  RemoteWork(Exchange exchange, Keys keys) {
    this.exchange = exchange;
    this.keys = keys;
    this.committing = new Committing(exchange, keys);
  }

  /** It always carries a key, so that it can be sent again when its answer is lost. */
  @Override
  public CommitResult signal(InstanceId id, String name, Json payload, Optional<String> key) {
    var body = JsonObject.of("name", name, "payload", payload, "key", key.orElseGet(keys::next));
    var call = Call.post(Call.of(id, "/signals"), body).preferringRepresentation().safe();
    return committing.result(exchange.send(call), key.isPresent() ? Keyed.BY_CALLER : Keyed.HERE);
  }

  private CommitResult commit(String path, JsonObject body) {
    return committing.result(exchange.send(Call.post(path, body).preferringRepresentation()));
  }

  @Override
  public CommitResult input(InstanceId id, String stepId, Json data) {
    return commit(Call.of(id, "/input"), JsonObject.of("stepId", stepId, "data", data));
  }

  /** The roles are those of the credential, whatever the decision says. */
  @Override
  public CommitResult decide(InstanceId id, String approvalId, Decision decision) {
    var path = Call.of(id, "/approvals/" + Call.segment(approvalId) + "/decision");
    return commit(path, decision.toJson());
  }

  /** Whoever asks for approvals of a decider asks for its own. */
  @Override
  public Page<Approval> approvals(ApprovalQuery query) {
    var call =
        Call.get("/approvals")
            .with("where", FilterText.of(query.of()))
            .with("limit", query.limit())
            .with("cursor", query.cursor());
    var asked = query.decider().isPresent() ? call.with("mine", true) : call;
    return Page.parse(body(asked), Approval::parse);
  }

  @Override
  public CommitResult skip(InstanceId id, Optional<String> stepId, Optional<String> reason) {
    var body = JsonObject.of("stepId", stepId.orElse(null), "reason", reason.orElse(null));
    return commit(Call.of(id, "/skip"), body);
  }

  @Override
  public CommitResult goTo(InstanceId id, String stepId) {
    return commit(Call.of(id, "/goto"), JsonObject.of("stepId", stepId));
  }

  @Override
  public Instance retry(InstanceId id) {
    return Instance.parse(body(Call.post(Call.of(id, "/retry"), JsonObject.empty())));
  }

  @Override
  public Saga saga(InstanceId id) {
    return Saga.parse(body(Call.get(Call.of(id, "/saga"))));
  }

  @Override
  public Progress status(InstanceId id) {
    return read(Call.of(id, "/status"), Progress::parse);
  }

  @Override
  public Explanation explain(InstanceId id) {
    return read(Call.of(id, "/explain"), Explanation::parse);
  }

  private <T> T read(String path, BiFunction<Instance, Json, T> parse) {
    var json = body(Call.get(path).preferringRepresentation()).asObject();
    return parse.apply(Instance.parse(json.require("instance")), json);
  }

  /** An answer that is lost may have held tasks: they are offered again when their time ends. */
  @Override
  public List<TaskGrant> claim(String queue, int max, Duration lease, Duration patience) {
    long wait = seconds(patience, Duration.ZERO, PATIENCE_MAX);
    var body =
        JsonObject.of(
            "queue",
            queue,
            "max",
            Math.clamp(max, 1, 100),
            "leaseSeconds",
            lease(lease),
            "waitSeconds",
            wait);
    var call = Call.post("/tasks/claim", body).waiting(Duration.ofSeconds(wait));
    var tasks = body(call).asObject().require("tasks").asArray();
    return tasks.items().stream().map(TaskGrant::parse).toList();
  }

  private static long lease(Duration lease) {
    return seconds(lease, Duration.ofSeconds(1), LEASE_MAX);
  }

  /** Whole seconds, as the contract has them: no less than was asked for. */
  private static long seconds(Duration asked, Duration least, Duration most) {
    return Math.clamp(
        asked.plusNanos(999_999_999).toSeconds(), least.toSeconds(), most.toSeconds());
  }

  private static String task(String taskId, String word) {
    return "/tasks/" + Call.segment(taskId) + "/" + word;
  }

  @Override
  public CommitResult heartbeat(String taskId, long fence, Duration lease) {
    var body = JsonObject.of("fence", fence, "leaseSeconds", lease(lease));
    return commit(task(taskId, "heartbeat"), body);
  }

  @Override
  public CommitResult complete(String taskId, long fence, Json output) {
    return commit(task(taskId, "complete"), JsonObject.of("fence", fence, "output", output));
  }

  @Override
  public CommitResult fail(String taskId, long fence, JsonObject error, Chance chance) {
    var body =
        JsonObject.of("fence", fence, "error", error, "retryable", chance == Chance.RETRYABLE);
    return commit(task(taskId, "fail"), body);
  }

  private Json body(Call call) {
    return Problems.body(exchange.send(call));
  }
}
