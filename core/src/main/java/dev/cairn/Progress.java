package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far an instance has come.
 *
 * @param percentComplete of the steps of the first level, from 0 to 100
 * @param estimatedCompletion by the definition's estimated duration, or by the pace so far
 * @param saga where the definition can undo what it does: {@code pending}, {@code executing},
 *     {@code completed}, {@code failed}, {@code compensating}, {@code compensated} or {@code
 *     compensation_failed}
 */
public record Progress(
    Instance instance,
    String name,
    int totalSteps,
    int percentComplete,
    Optional<Instant> estimatedCompletion,
    List<StepProgress> steps,
    String saga) {

  public Progress {
    steps = List.copyOf(steps);
  }

  /** How far a step has come. */
  public enum StepStatus {
    PENDING("Pending"),
    CURRENT("Current"),
    COMPLETED("Completed"),
    SKIPPED("Skipped"),
    FAILED("Failed");

    private final String text;

    StepStatus(String text) {
      this.text = text;
    }

    public static Optional<StepStatus> named(String text) {
      return Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A step of the first level, and what became of it. */
  public record StepProgress(
      String stepId,
      String name,
      StepStatus status,
      Optional<Instant> startedAt,
      Optional<Instant> completedAt,
      int attempt) {

    static StepProgress parse(Json json) {
      var members = Members.of(json);
      return new StepProgress(
          members.text("stepId"),
          members.text("name"),
          members.named("status", StepStatus::named),
          members.optionalTime("startedAt"),
          members.optionalTime("completedAt"),
          Math.toIntExact(members.number("attempt")));
    }

    JsonObject toJson() {
      return JsonObject.builder()
          .put("stepId", Json.of(stepId))
          .put("name", Json.of(name))
          .put("status", Json.of(status.toString()))
          .put("startedAt", time(startedAt))
          .put("completedAt", time(completedAt))
          .put("attempt", Json.of(attempt))
          .build();
    }
  }

  private static Json time(Optional<Instant> time) {
    return time.map(it -> Json.of(Times.format(it))).orElse(JsonNull.NULL);
  }

  /**
   * Reads {@link #toJson}.
   *
   * @param instance that it is about
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   */
  public static Progress parse(Instance instance, Json json) {
    var members = Members.of(json);
    return new Progress(
        instance,
        members.text("name"),
        Math.toIntExact(members.number("totalSteps")),
        Math.toIntExact(members.number("percentComplete")),
        members.optionalTime("estimatedCompletion"),
        members.list("steps", StepProgress::parse),
        members.value("saga").asObject().require("status").asString());
  }

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("id", Json.of(instance.id().toString()))
        .put("workflowId", Json.of(instance.definitionId()))
        .put("name", Json.of(name))
        .put("status", Json.of(instance.status().toString()))
        .put("currentStep", Json.of(instance.currentStep()))
        .put("totalSteps", Json.of(totalSteps))
        .put("percentComplete", Json.of(percentComplete))
        .put("startedAt", time(instance.state().startedAt()))
        .put("estimatedCompletion", time(estimatedCompletion))
        .put("steps", Json.of(steps.stream().map(StepProgress::toJson).toList()))
        .put("saga", JsonObject.of("status", saga))
        .build();
  }
}
