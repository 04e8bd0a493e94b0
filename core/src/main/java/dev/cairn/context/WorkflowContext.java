package dev.cairn.context;

import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A workflow's context at one version. A value: changing it makes another one, and nothing is
 * stored until that is saved. Safe for use by many threads.
 *
 * @param attributes what it is filed under ({@code epic}, {@code story}, {@code feature}, {@code
 *     workflow}, {@code phase}) and whatever else its users sort by
 */
public record WorkflowContext(
    Place place,
    String definitionId,
    Status status,
    JsonObject context,
    JsonObject stepData,
    SortedSet<String> tags,
    JsonObject attributes) {

  public WorkflowContext {
    tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
  }

  /** A new context of a definition, in Created, filed under nothing: an epic-level one. */
  public static WorkflowContext of(String definitionId) {
    return new WorkflowContext(
        new Place.New(Optional.empty()),
        definitionId,
        Status.CREATED,
        JsonObject.empty(),
        JsonObject.empty(),
        new TreeSet<>(),
        Label.none());
  }

  static WorkflowContext of(Instance instance) {
    return new WorkflowContext(
        Place.Saved.of(instance),
        instance.definitionId(),
        instance.status(),
        instance.context(),
        instance.stepData(),
        instance.state().tags(),
        instance.attributes());
  }

  /**
   * The id it is stored under, or that was chosen for it.
   *
   * @throws CairnException.Invalid when it is new and has none yet
   */
  public InstanceId id() {
    return switch (place) {
      case Place.Saved it -> it.id();
      case Place.New it -> it.id().orElseThrow(WorkflowContext::notSaved);
    };
  }

  /** The version it was read at; 0 when it is new. */
  public long version() {
    return switch (place) {
      case Place.Saved it -> it.version();
      case Place.New it -> 0;
    };
  }

  /**
   * Checksum, times and who saved it last.
   *
   * @throws CairnException.Invalid when it is new
   */
  public Place.Saved saved() {
    return switch (place) {
      case Place.Saved it -> it;
      case Place.New it -> throw notSaved();
    };
  }

  private static CairnException.Invalid notSaved() {
    return new CairnException.Invalid(
        "not_saved", "the context is new", "save it, and go on with what that returns");
  }

  /** The status as this design sees it. */
  public ContextStatus view() {
    return ContextStatus.of(status);
  }

  public Optional<Json> epic() {
    return label(Label.EPIC);
  }

  /** The story; none for an epic-level context. */
  public Optional<Json> story() {
    return label(Label.STORY);
  }

  public Optional<Json> feature() {
    return label(Label.FEATURE);
  }

  /** The workflow's name, where it is another than the definition's id. */
  public Optional<Json> workflow() {
    return label(Label.WORKFLOW);
  }

  public Optional<Json> phase() {
    return label(Label.PHASE);
  }

  private Optional<Json> label(Label label) {
    return attributes.get(label.toString()).filter(value -> !value.isNull());
  }

  /** Chooses the id of a new context; one that is saved keeps its own. */
  public WorkflowContext id(InstanceId chosen) {
    return switch (place) {
      case Place.New it ->
          new WorkflowContext(
              new Place.New(Optional.of(chosen)),
              definitionId,
              status,
              context,
              stepData,
              tags,
              attributes);
      case Place.Saved it ->
          throw new CairnException.Invalid(
              "id_taken", "the context is saved as " + it.id(), "an id stays; make a new context");
    };
  }

  /** Files it under an epic: a string or a number. */
  public WorkflowContext epic(Object epic) {
    return label(Label.EPIC, epic);
  }

  /** Files it under a story: a string or a number. */
  public WorkflowContext story(Object story) {
    return label(Label.STORY, story);
  }

  public WorkflowContext feature(String feature) {
    return label(Label.FEATURE, feature);
  }

  public WorkflowContext workflow(String name) {
    return label(Label.WORKFLOW, name);
  }

  public WorkflowContext phase(String phase) {
    return label(Label.PHASE, phase);
  }

  private WorkflowContext label(Label label, Object value) {
    return attribute(label.toString(), label.scalar(Json.of(value)));
  }

  public WorkflowContext attribute(String name, Json value) {
    return new WorkflowContext(
        place, definitionId, status, context, stepData, tags, attributes.with(name, value));
  }

  /** To be in another status; saving it says whether that is legal. */
  public WorkflowContext status(Status next) {
    return new WorkflowContext(place, definitionId, next, context, stepData, tags, attributes);
  }

  public WorkflowContext context(JsonObject next) {
    return new WorkflowContext(place, definitionId, status, next, stepData, tags, attributes);
  }

  /** With one member of the context replaced. */
  public WorkflowContext with(String member, Json value) {
    return context(context.with(member, value));
  }

  /** With the output of a step. */
  public WorkflowContext step(String stepId, Json output) {
    return new WorkflowContext(
        place, definitionId, status, context, stepData.with(stepId, output), tags, attributes);
  }

  public WorkflowContext tags(Collection<String> all) {
    return new WorkflowContext(
        place, definitionId, status, context, stepData, new TreeSet<>(all), attributes);
  }
}
