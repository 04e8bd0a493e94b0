package dev.cairn;

import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

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
    return change(draft -> draft.definitionVersion = OptionalInt.of(version));
  }

  public NewInstance id(InstanceId chosen) {
    return change(draft -> draft.id = Optional.of(chosen));
  }

  public NewInstance context(JsonObject value) {
    return change(draft -> draft.context = value);
  }

  public NewInstance tags(String... names) {
    return change(draft -> draft.tags = new TreeSet<>(List.of(names)));
  }

  public NewInstance attributes(JsonObject values) {
    return change(draft -> draft.attributes = values);
  }

  public NewInstance owner(String subject) {
    return change(draft -> draft.owner = Optional.of(subject));
  }

  public NewInstance parent(InstanceId of) {
    return change(draft -> draft.parent = Optional.of(of));
  }

  public NewInstance key(String idempotencyKey) {
    return change(draft -> draft.key = Optional.of(idempotencyKey));
  }

  /** With mutations in the same commit: {@code Transition(RUNNING)} creates and starts at once. */
  public NewInstance with(Mutation... more) {
    return change(draft -> draft.mutations = List.of(more));
  }

  /** Created and started in one commit. */
  public NewInstance started() {
    return with(new Mutation.Transition(Status.RUNNING));
  }

  private NewInstance change(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.request();
  }

  /** A request while one part of it changes. */
  private static final class Draft {
    private final String definitionId;
    private OptionalInt definitionVersion;
    private Optional<InstanceId> id;
    private JsonObject context;
    private SortedSet<String> tags;
    private JsonObject attributes;
    private Optional<String> owner;
    private Optional<InstanceId> parent;
    private Optional<String> key;
    private List<Mutation> mutations;

    Draft(NewInstance from) {
      definitionId = from.definitionId;
      definitionVersion = from.definitionVersion;
      id = from.id;
      context = from.context;
      tags = from.tags;
      attributes = from.attributes;
      owner = from.owner;
      parent = from.parent;
      key = from.key;
      mutations = from.mutations;
    }

    NewInstance request() {
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
          mutations);
    }
  }
}
