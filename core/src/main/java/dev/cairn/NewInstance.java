package dev.cairn;

import dev.cairn.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What to create. Start from {@link #of} and add what differs.
 *
 * @param definitionVersion the newest that is not deprecated when left out
 * @param id generated when left out
 * @param owner the subject that owns it; the acting one when left out
 * @param key makes the creation idempotent; it needs an id of the caller's own
 * @param mutations what happens in the same commit, after the creation
 */
public record NewInstance(
    String definitionId,
    OptionalInt definitionVersion,
    Optional<InstanceId> id,
    JsonObject context,
    SortedSet<String> tags,
    JsonObject attributes,
    Optional<String> owner,
    Optional<InstanceId> parent,
    Optional<String> key,
    List<Mutation> mutations) {

  public NewInstance {
    tags = Names.copy(tags);
    mutations = List.copyOf(mutations);
  }

  /** Nothing more happens in the same commit. */
  public NewInstance(
      String definitionId,
      OptionalInt definitionVersion,
      Optional<InstanceId> id,
      JsonObject context,
      SortedSet<String> tags,
      JsonObject attributes,
      Optional<String> owner,
      Optional<InstanceId> parent,
      Optional<String> key) {
    this(
        definitionId,
        definitionVersion,
        id,
        context,
        tags,
        attributes,
        owner,
        parent,
        key,
        List.of());
  }

  public static NewInstance of(String definitionId) {
    return new NewInstance(
        definitionId,
        OptionalInt.empty(),
        Optional.empty(),
        JsonObject.empty(),
        new TreeSet<>(),
        JsonObject.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  public NewInstance definitionVersion(int version) {
    return new NewInstance(
        definitionId,
        OptionalInt.of(version),
        id,
        context,
        tags,
        attributes,
        owner,
        parent,
        key,
        mutations);
  }

  public NewInstance id(InstanceId chosen) {
    return new NewInstance(
        definitionId,
        definitionVersion,
        Optional.of(chosen),
        context,
        tags,
        attributes,
        owner,
        parent,
        key,
        mutations);
  }

  public NewInstance context(JsonObject value) {
    return new NewInstance(
        definitionId,
        definitionVersion,
        id,
        value,
        tags,
        attributes,
        owner,
        parent,
        key,
        mutations);
  }

  public NewInstance tags(String... names) {
    return new NewInstance(
        definitionId,
        definitionVersion,
        id,
        context,
        new TreeSet<>(java.util.List.of(names)),
        attributes,
        owner,
        parent,
        key,
        mutations);
  }

  public NewInstance attributes(JsonObject values) {
    return new NewInstance(
        definitionId, definitionVersion, id, context, tags, values, owner, parent, key, mutations);
  }

  public NewInstance owner(String subject) {
    return new NewInstance(
        definitionId,
        definitionVersion,
        id,
        context,
        tags,
        attributes,
        Optional.of(subject),
        parent,
        key,
        mutations);
  }

  public NewInstance parent(InstanceId of) {
    return new NewInstance(
        definitionId,
        definitionVersion,
        id,
        context,
        tags,
        attributes,
        owner,
        Optional.of(of),
        key,
        mutations);
  }

  public NewInstance key(String idempotencyKey) {
    return new NewInstance(
        definitionId,
        definitionVersion,
        id,
        context,
        tags,
        attributes,
        owner,
        parent,
        Optional.of(idempotencyKey),
        mutations);
  }

  /** With mutations in the same commit: {@code Transition(RUNNING)} creates and starts at once. */
  public NewInstance with(Mutation... more) {
    return new NewInstance(
        definitionId,
        definitionVersion,
        id,
        context,
        tags,
        attributes,
        owner,
        parent,
        key,
        Arrays.asList(more));
  }

  /** Created and started in one commit. */
  public NewInstance started() {
    return with(new Mutation.Transition(Status.RUNNING));
  }
}
