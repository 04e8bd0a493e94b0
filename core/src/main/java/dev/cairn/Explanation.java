package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why an instance does not move.
 *
 * @param leaseHolder the node that drives the instance's lane now
 * @param nextWake when something will happen by itself
 * @param runnable whether a living node drives it
 */
public record Explanation(
    Instance instance,
    List<Waiting> waitingFor,
    Optional<String> leaseHolder,
    Optional<Instant> nextWake,
    Optional<Json> lastError,
    boolean runnable) {

  public Explanation {
    waitingFor = List.copyOf(waitingFor);
  }

  /**
   * A token, and what it waits for.
   *
   * @param kind timer, signal, input, approval, task, child, or lease: a node that runs the step
   */
  public record Waiting(
      String token,
      String step,
      String kind,
      String detail,
      Optional<Instant> since,
      Optional<Instant> until) {

    static Waiting parse(Json json) {
      var members = Members.of(json);
      return new Waiting(
          members.text("token"),
          members.text("stepId"),
          members.text("kind"),
          members.text("detail"),
          members.optionalTime("since"),
          members.optionalTime("until"));
    }

    JsonObject toJson() {
      return JsonObject.builder()
          .put("token", Json.of(token))
          .put("stepId", Json.of(step))
          .put("kind", Json.of(kind))
          .put("detail", Json.of(detail))
          .put("since", time(since))
          .put("until", time(until))
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
  public static Explanation parse(Instance instance, Json json) {
    var members = Members.of(json);
    return new Explanation(
        instance,
        members.list("waitingFor", Waiting::parse),
        members.present("leaseHolder").map(Json::asString),
        members.optionalTime("nextWake"),
        members.present("lastError"),
        members.value("runnable").asBoolean());
  }

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("status", Json.of(instance.status().toString()))
        .put("waitingFor", Json.of(waitingFor.stream().map(Waiting::toJson).toList()))
        .put("leaseHolder", InstanceJson.text(leaseHolder))
        .put("nextWake", time(nextWake))
        .put("lastError", lastError.orElse(JsonNull.NULL))
        .put("runnable", Json.of(runnable))
        .build();
  }
}
