package dev.cairn.definition;

import dev.cairn.Definition;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** A definition as it is written in Java; {@link #definition} gives what the registry keeps. */
public record WorkflowSpec(JsonObject json) {

  public static WorkflowSpec of(String id, StepSpec... steps) {
    return new WorkflowSpec(JsonObject.of("id", id, "steps", StepSpec.list(steps)));
  }

  /** With any member of the JSON form. */
  public WorkflowSpec with(String member, Json value) {
    return new WorkflowSpec(json.with(member, value));
  }

  public WorkflowSpec version(int version) {
    return with("version", Json.of(version));
  }

  public WorkflowSpec name(String name) {
    return with("name", Json.of(name));
  }

  public WorkflowSpec stateSchema(JsonObject schema) {
    return with("stateSchema", schema);
  }

  public WorkflowSpec indexes(String... paths) {
    return with("indexes", Json.of(List.of(paths)));
  }

  /** In which order completed steps are undone. */
  public WorkflowSpec compensation(Program.Order order) {
    return with("compensation", Json.of(order.name().toLowerCase(Locale.ROOT)));
  }

  /**
   * The definition.
   *
   * @throws dev.cairn.CairnException.Invalid when it is none
   */
  public Definition definition() {
    return Definition.parse(json);
  }
}
