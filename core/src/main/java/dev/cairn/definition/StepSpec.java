package dev.cairn.definition;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A step of a definition, as it is written in Java: begin with its kind, and add what differs. A
 * value; what it says is checked when the definition is registered, all of it at once.
 */
public record StepSpec(JsonObject json) {

  private static StepSpec of(String id, String kind) {
    return new StepSpec(JsonObject.of("id", id, "kind", kind));
  }

  /** Work of a handler that has the step's name, unless {@link #handler} says otherwise. */
  public static StepSpec task(String id) {
    return of(id, "task");
  }

  /** Waits for input that fits a schema. */
  public static StepSpec input(String id, JsonObject schema) {
    return of(id, "input").with("inputSchema", schema);
  }

  public static StepSpec approval(String id) {
    return of(id, "approval");
  }

  public static StepSpec waitFor(String id, Duration time) {
    return of(id, "wait").with("duration", Json.of(time.toString()));
  }

  /** Waits until the time at a path of the state. */
  public static StepSpec waitUntil(String id, String path) {
    return of(id, "wait").with("until", Json.of(path));
  }

  public static StepSpec waitForSignal(String id, String signal) {
    return of(id, "wait").with("signal", Json.of(signal));
  }

  /** Goes where {@link #when(String, String)} says first; to {@link #otherwise}, or on in order. */
  public static StepSpec choice(String id) {
    return of(id, "choice");
  }

  /** Runs branches beside each other and waits for all of them. */
  public static StepSpec parallel(String id) {
    return of(id, "parallel");
  }

  /** Runs steps for every item of the array at a path. */
  public static StepSpec forEach(String id, String items, StepSpec... steps) {
    return of(id, "forEach").with("items", Json.of(items)).with("steps", list(steps));
  }

  public static StepSpec child(String id, String workflowId) {
    return of(id, "child").with("workflowId", Json.of(workflowId));
  }

  public static StepSpec end(String id) {
    return of(id, "end");
  }

  static Json list(StepSpec... steps) {
    return JsonArray.copyOf(Arrays.stream(steps).map(StepSpec::json).toList());
  }

  /** With any member of the JSON form. */
  public StepSpec with(String member, Json value) {
    return new StepSpec(json.with(member, value));
  }

  private StepSpec with(String member, String value) {
    return with(member, Json.of(value));
  }

  public StepSpec name(String name) {
    return with("name", name);
  }

  public StepSpec handler(String name) {
    return with("handler", name);
  }

  /** Done by workers outside, who claim tasks of this queue. */
  public StepSpec queue(String name) {
    return with("queue", name);
  }

  /** Undone by this handler. */
  public StepSpec compensate(String handler) {
    return with("compensate", handler);
  }

  public StepSpec retry(Retry retry) {
    return with(
        "retry",
        JsonObject.of(
            "maxRetries", retry.maxRetries(),
            "initial", retry.initial().toString(),
            "multiplier", retry.multiplier(),
            "max", retry.max().toString()));
  }

  public StepSpec timeout(Duration time) {
    return with("timeout", time.toString());
  }

  /** Its failure is passed over. */
  public StepSpec optional() {
    return with("optional", Json.of(true));
  }

  /** An operator may skip it. */
  public StepSpec skippable() {
    return with("canSkip", Json.of(true));
  }

  /** Passed over unless this holds. */
  public StepSpec onlyIf(String condition) {
    return with("when", condition);
  }

  /** The step beside it that follows. */
  public StepSpec next(String step) {
    return with("next", step);
  }

  public StepSpec outputSchema(JsonObject schema) {
    return with("outputSchema", schema);
  }

  public StepSpec roles(String... names) {
    return with("roles", Json.of(List.of(names)));
  }

  public StepSpec quorum(int people) {
    return with("quorum", Json.of(people));
  }

  /** What becomes of an approval that nobody decided in time. */
  public StepSpec deadline(Duration time, Action.Expiry then) {
    return with("deadline", time.toString())
        .with("onExpiry", then.name().toLowerCase(java.util.Locale.ROOT));
  }

  /** After the deadline these roles decide. */
  public StepSpec escalate(Duration after, String... roles) {
    return deadline(after, Action.Expiry.ESCALATE).with("escalateTo", Json.of(List.of(roles)));
  }

  /** Where to go when it is rejected. */
  public StepSpec onReject(String step) {
    return with("onReject", step);
  }

  /** One more case of a choice. */
  public StepSpec when(String condition, String goTo) {
    return append("cases", JsonObject.of("when", condition, "goTo", goTo));
  }

  /** Where a choice goes when no case holds. */
  public StepSpec otherwise(String goTo) {
    return with("otherwise", goTo);
  }

  /** One more branch of a parallel step. */
  public StepSpec branch(String id, StepSpec... steps) {
    return append("branches", JsonObject.of("id", id, "steps", list(steps)));
  }

  /** So many branches are enough. */
  public StepSpec join(int branches) {
    return with("join", Json.of(branches));
  }

  /** So many items at once. */
  public StepSpec concurrency(int items) {
    return with("concurrency", Json.of(items));
  }

  private StepSpec append(String member, Json item) {
    var known = json.get(member).orElse(JsonNull.NULL);
    var items = known.isNull() ? JsonArray.empty() : known.asArray();
    return with(member, items.append(item));
  }
}
