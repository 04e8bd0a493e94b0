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
