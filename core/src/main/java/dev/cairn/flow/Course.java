package dev.cairn.flow;

import dev.cairn.Instance;
import dev.cairn.Saga;
import dev.cairn.definition.Program;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** How an instance has fared, for readers. */
public final class Course {
  private Course() {}

  /** The steps that were skipped. */
  public static List<String> skipped(Instance instance) {
    return Operating.skipped(instance.state());
  }

  /** Where the instance is as a saga. */
  public static String saga(Instance instance) {
    return instance
        .state()
        .work()
        .get(Undoing.SAGA)
        .map(it -> it.asObject().require("status").asString())
        .orElseGet(() ->
            switch (instance.status()) {
              case CREATED -> "pending";
              case RUNNING, PAUSED, WAITING_FOR_INPUT, WAITING_FOR_APPROVAL -> "executing";
              case COMPLETED -> "completed";
              case FAILED, CANCELLED -> "failed";
            });
  }

  /** The compensations that failed: step, visit and error of each. */
  public static List<Json> failures(Instance instance) {
    return undoing(instance)
        .flatMap(it -> it.get("failures"))
        .map(it -> it.asArray().items())
        .orElse(List.of());
  }

  private static Optional<JsonObject> undoing(Instance instance) {
    return instance.state().work().get(Undoing.SAGA).map(Json::asObject);
  }

  /** Whether undoing what was completed has begun. */
  public static boolean wasUndone(Instance instance) {
    return undoing(instance).isPresent();
  }

  /** What can be undone, and how far that has come. */
  public static Saga undone(Instance instance) {
    return new Saga(
        saga(instance),
        undoing(instance).map(it -> it.require("cause").asString()),
        Undoing.entries(instance.state()).stream()
            .map(entry -> compensation(instance, entry))
            .toList());
  }

  private static Saga.Compensation compensation(Instance instance, Undoing.Entry entry) {
    var spot =
        Spot.all(instance.state()).stream()
            .filter(it -> it.undo().equals(Optional.of(entry.visit())))
            .findFirst();
    var failure =
        failures(instance).stream()
            .map(Json::asObject)
            .filter(it -> it.require("visit").equals(Json.of(entry.visit())))
            .findFirst();
    var failed = failure.map(it -> it.require("error"));
    return new Saga.Compensation(
        entry.step(),
        entry.visit(),
        course(spot, failed),
        spot.map(Spot::attempt).orElseGet(() -> failed.map(Course::attempts).orElse(0)),
        entry.output(),
        failed.or(() -> spot.flatMap(it -> it.value().get(Spot.ERROR))));
  }

  private static Saga.Course course(Optional<Spot> spot, Optional<Json> failed) {
    if (failed.isPresent()) {
      return Saga.Course.FAILED;
    }
    return spot.map(it -> it.isRunnable() ? Saga.Course.CURRENT : Saga.Course.WAITING)
        .orElse(Saga.Course.PENDING);
  }

  private static int attempts(Json error) {
    return error.asObject().get("attempts").map(Json::asInt).orElse(1);
  }

  /** What a step gave that a token undoes. */
  public static Optional<Json> output(Instance instance, Spot spot) {
    return spot.undo()
        .flatMap(visit -> Undoing.entry(instance.state(), visit))
        .map(Undoing.Entry::output);
  }

  /** The item of the for-each step around a token. */
  public static Optional<Json> item(Program program, Instance instance, Spot spot) {
    return spot.item()
        .flatMap(index ->
            program
                .around(spot.step())
                .flatMap(each -> each.items().in(instance.state()))
                .flatMap(items -> items.asArray().find(index)));
  }

  /** The last error: why the instance failed, or why an attempt did. */
  public static Optional<Json> lastError(Instance instance) {
    var parked = instance.state().work().get(Flow.PARKED);
    return instance
        .state()
        .error()
        .or(() -> parked)
        .or(() ->
            Spot.all(instance.state()).stream()
                .flatMap(spot -> spot.value().get(Spot.ERROR).stream())
                .findFirst());
  }

  /** An error as attempts keep it. */
  static JsonObject error(Flow.Failure failure) {
    return JsonObject.of("code", failure.code(), "message", failure.message());
  }
}
