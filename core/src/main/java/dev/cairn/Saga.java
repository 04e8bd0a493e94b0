package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What an instance can undo, and how far undoing has come.
 *
 * @param status as {@link Progress#saga} says
 * @param cause why completed steps are undone: {@code failed} or {@code cancelled}
 * @param compensations what was completed and is not undone, in the order of completion
 */
public record Saga(String status, Optional<String> cause, List<Compensation> compensations) {

  public Saga {
    compensations = List.copyOf(compensations);
  }

  /** How far the undoing of a step has come. */
  public enum Course {
    /** It is not its turn yet, or there is nothing to undo. */
    PENDING("Pending"),
    /** It is being undone. */
    CURRENT("Current"),
    /** An attempt failed; the next has its time. */
    WAITING("Waiting"),
    /** It could not be undone. */
    FAILED("Failed");

    private final String text;

    Course(String text) {
      this.text = text;
    }

    public static Optional<Course> named(String text) {
      return java.util.Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A completed step that can be undone.
   *
   * @param visit names this completion of the step
   * @param output what the step gave
   * @param attempt at undoing it, from 1; 0 before the first
   */
  public record Compensation(
      String stepId, String visit, Course status, int attempt, Json output, Optional<Json> error) {

    JsonObject toJson() {
      return JsonObject.builder()
          .put("stepId", Json.of(stepId))
          .put("visit", Json.of(visit))
          .put("status", Json.of(status.toString()))
          .put("attempt", Json.of(attempt))
          .put("output", output)
          .put("error", error.orElse(JsonNull.NULL))
          .build();
    }

    static Compensation parse(Json json) {
      var members = Members.of(json);
      return new Compensation(
          members.text("stepId"),
          members.text("visit"),
          members.named("status", Course::named),
          Math.toIntExact(members.number("attempt")),
          members.value("output"),
          members.present("error"));
    }
  }

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("status", Json.of(status))
        .put("cause", InstanceJson.text(cause))
        .put("compensations", Json.of(compensations.stream().map(Compensation::toJson).toList()))
        .build();
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   */
  public static Saga parse(Json json) {
    var members = Members.of(json);
    return new Saga(
        members.text("status"),
        members.present("cause").map(Json::asString),
        members.list("compensations", Compensation::parse));
  }
}
