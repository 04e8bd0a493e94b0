package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/**
 * One change inside a commit. Values of this type are data, and what is stored is data: the only
 * exception, {@link ChangeContext}, is recorded as the patch that it made.
 */
public sealed interface Mutation {

  /** Replaces the context. */
  record SetContext(JsonObject context) implements Mutation {}

  /** Changes the context by a JSON Merge Patch (RFC 7396). */
  record MergeContext(JsonObject patch) implements Mutation {}

  /** Changes the context by a JSON Patch (RFC 6902). */
  record PatchContext(JsonPatch patch) implements Mutation {}

  /**
   * Changes the context by a function, which may run more than once and must be quick and free of
   * side effects. One that throws, or returns no object, refuses the commit.
   */
  record ChangeContext(UnaryOperator<Json> change) implements Mutation {}

  /** Keeps the output of a step. */
  record SetStepData(String stepId, Json data) implements Mutation {}

  /** Moves the instance to another status. */
  record Transition(Status to) implements Mutation {}

  /**
   * Makes a step the current one. The position is looked up in the definition when it is left out,
   * and is always recorded.
   */
  record MoveTo(Optional<String> stepId, OptionalInt position) implements Mutation {
    public MoveTo(String stepId) {
      this(Optional.of(stepId), OptionalInt.empty());
    }
  }

  record AddToken(String id, Token token) implements Mutation {}

  /** Changes a token by a merge patch; a change of {@code scope} moves it. */
  record UpdateToken(String id, JsonObject patch) implements Mutation {}

  record RemoveToken(String id) implements Mutation {}

  /** Opens a scope under an active one. */
  record EnterScope(String id, String parent) implements Mutation {}

  /** Leaves a scope that has no active tokens and no child scopes; it is gone then. */
  record ExitScope(String id) implements Mutation {}

  /** Cancels a scope, all scopes below it, and their active tokens. */
  record CancelScope(String id) implements Mutation {}

  record IncrementStepCount() implements Mutation {}

  /** Replaces the metadata; the step count is kept. */
  record SetMetadata(JsonObject metadata) implements Mutation {}

  record AddTags(SortedSet<String> tags) implements Mutation {
    public AddTags {
      tags = Names.copy(tags);
    }
  }

  record RemoveTags(SortedSet<String> tags) implements Mutation {
    public RemoveTags {
      tags = Names.copy(tags);
    }
  }

  /** Sets the named attributes and leaves the others; null is a value. */
  record SetAttributes(JsonObject attributes) implements Mutation {}

  record RemoveAttributes(SortedSet<String> names) implements Mutation {
    public RemoveAttributes {
      names = Names.copy(names);
    }
  }

  /** Says who works on the instance beside its owner; nobody, when it is empty. */
  record SetParticipants(SortedSet<String> participants) implements Mutation {
    public SetParticipants {
      participants = Names.copy(participants);
    }
  }

  /** Keeps a timer; {@code payload} is what it hands on when it fires. */
  record SetTimer(String id, Instant dueAt, Json payload) implements Mutation {}

  record CancelTimer(String id) implements Mutation {}

  /** Remembers what would undo a completed step. */
  record PushCompensation(String stepId, Json data) implements Mutation {}

  /** Forgets the last compensation pushed for a step: it was run, or is not needed. */
  record PopCompensation(String stepId) implements Mutation {}

  /** Keeps why the instance failed; JSON null clears it. */
  record SetError(Json error) implements Mutation {}

  /** What could not be read as a mutation; it refuses the commit that it is part of. */
  record Unreadable(String problem) implements Mutation {}

  /** What only Cairn itself records; part of no commit that a caller makes. */
  sealed interface Internal extends Mutation {

    /** The birth of an instance with its whole first state. */
    record Create(Origin origin, State state) implements Internal {}

    /** The way from the state before to the state of an earlier version. */
    record Restore(long version, JsonPatch patch) implements Internal {}

    /** The state now follows this version of the definition's schema. */
    record SetSchemaVersion(int schemaVersion) implements Internal {}

    /** The end: readers see the instance no more. */
    record Delete() implements Internal {}

    /** Keeps a record of the engine's under an id; JSON null removes it. */
    record SetWork(String id, Json data) implements Internal {}

    /** Forgets the compensation at a position of the stack, which counts from 0. */
    record DropCompensation(int index) implements Internal {}

    /**
     * Decides on the state that it meets what becomes of it; recorded as the mutations it made.
     *
     * @param asked what was asked for, which the request of an idempotency key is compared by
     */
    record Derive(JsonObject asked, Intent intent) implements Internal {}
  }

  /** The mutation as the REST contract writes it, with its {@code type}. */
  default JsonObject toJson() {
    return MutationWriter.write(this);
  }

  /** Reads {@link #toJson}. What cannot be read becomes {@link Unreadable}: nothing is thrown. */
  static Mutation parse(Json json) {
    return MutationReader.read(json);
  }

  /** Reads a list of mutations. */
  static List<Mutation> parseAll(Json json) {
    return json.asArray().items().stream().map(Mutation::parse).toList();
  }
}
