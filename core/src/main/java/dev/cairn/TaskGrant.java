package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Instant;

/**
 * A task that a worker holds.
 *
 * @param fence to be given with everything that is said about the task
 * @param idempotencyKey the same for every attempt of this visit of the step
 */
public record TaskGrant(
    String taskId,
    InstanceId instanceId,
    String stepId,
    int attempt,
    long fence,
    Json input,
    String idempotencyKey,
    Instant leaseUntil) {

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   */
  public static TaskGrant parse(Json json) {
    var members = Members.of(json);
    return new TaskGrant(
        members.text("taskId"),
        members.id("instanceId"),
        members.text("stepId"),
        Math.toIntExact(members.number("attempt")),
        members.number("fence"),
        members.value("input"),
        members.text("idempotencyKey"),
        members.time("leaseUntil"));
  }

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("taskId", Json.of(taskId))
        .put("instanceId", Json.of(instanceId.toString()))
        .put("stepId", Json.of(stepId))
        .put("attempt", Json.of(attempt))
        .put("fence", Json.of(fence))
        .put("input", input)
        .put("idempotencyKey", Json.of(idempotencyKey))
        .put("leaseUntil", Json.of(Times.format(leaseUntil)))
        .build();
  }
}
