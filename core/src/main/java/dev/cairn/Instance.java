package dev.cairn;

import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.Set;

/**
 * One case of a definition, as it was after one of its commits. A value: reading it never touches
 * the store, and nothing that happens later changes it.
 */
public record Instance(
    Origin origin,
    State state,
    long version,
    Sha256 checksum,
    Sha256 receiptHash,
    Instant updatedAt,
    String lastModifiedBy) {

  public InstanceId id() {
    return origin.id();
  }

  public String definitionId() {
    return origin.definitionId();
  }

  public Status status() {
    return state.status();
  }

  public int currentStep() {
    return state.currentStep();
  }

  public JsonObject context() {
    return state.context();
  }

  public JsonObject stepData() {
    return state.stepData();
  }

  public Set<String> tags() {
    return state.tags();
  }

  /** The subjects who work on it beside its owner. */
  public Set<String> participants() {
    return state.participants();
  }

  public JsonObject attributes() {
    return state.attributes();
  }

  public boolean isDeleted() {
    return state.deletedAt().isPresent();
  }

  /** The instance as the REST contract shows it. */
  public JsonObject toJson() {
    return InstanceJson.write(this);
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   * @throws CairnException.Invalid when a member has a value that it cannot have
   */
  public static Instance parse(dev.cairn.json.Json json) {
    return InstanceJson.read(json);
  }
}
