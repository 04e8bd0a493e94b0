package dev.cairn.kernel;

import dev.cairn.Mutation;
import dev.cairn.Mutation.*;
import dev.cairn.Scope;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Times;
import dev.cairn.Token;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import dev.cairn.json.MergePatch;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What recorded mutations do to a state. Pure, and without judgement: {@link Rules} said before
 * whether they may, so that a rule that is added later leaves the past readable.
 */
final class Apply {
  private Apply() {}

  static State apply(State state, Mutation mutation, Instant at) {
    return switch (mutation) {
      case SetContext it -> state.with(State.CONTEXT, it.context());
      case MergeContext it -> state.with(State.CONTEXT, merge(state.context(), it.patch()));
      case PatchContext it -> state.with(State.CONTEXT, it.patch().apply(state.context()));
      case SetStepData it ->
          state.with(State.STEP_DATA, state.stepData().with(it.stepId(), it.data()));
      case Transition it -> transition(state, it.to(), at);
      case MoveTo it -> moveTo(state, it);
      case AddToken it -> Tokens.add(state, it.id(), it.token());
      case UpdateToken it -> Tokens.update(state, it.id(), it.patch());
      case RemoveToken it -> Tokens.remove(state, it.id());
      case EnterScope it -> Scopes.put(state, it.id(), Scope.under(it.parent()));
      case ExitScope it -> Scopes.exit(state, it.id());
      case CancelScope it -> Scopes.cancel(state, it.id());
      case IncrementStepCount it -> stepCount(state, state.metadata(), state.stepCount() + 1);
      case SetMetadata it -> stepCount(state, it.metadata(), state.stepCount());
      case AddTags it -> tags(state, it.tags(), Set.of());
      case RemoveTags it -> tags(state, Set.of(), it.tags());
      case SetAttributes it -> attributes(state, it.attributes());
      case RemoveAttributes it -> without(state, State.ATTRIBUTES, it.names());
      case SetParticipants it ->
          state.with(State.PARTICIPANTS, Json.of(it.participants().stream().toList()));
      case SetTimer it ->
          state.with(
              State.TIMERS,
              state
                  .timers()
                  .with(
                      it.id(),
                      JsonObject.of("dueAt", Times.format(it.dueAt()), "payload", it.payload())));
      case CancelTimer it -> without(state, State.TIMERS, Set.of(it.id()));
      case PushCompensation it ->
          state.with(
              State.COMPENSATIONS,
              state
                  .compensations()
                  .append(JsonObject.of("stepId", it.stepId(), "data", it.data())));
      case PopCompensation it -> popCompensation(state, it.stepId());
      case SetError it -> state.with(State.ERROR, it.error());
      case Internal.Create it -> it.state();
      case Internal.Restore it -> new State(it.patch().apply(state.json()).asObject());
      case Internal.SetSchemaVersion it ->
          state.with(State.SCHEMA_VERSION, Json.of(it.schemaVersion()));
      case Internal.Delete it -> tombstone(state, at);
      case Internal.SetWork it ->
          state.with(
              State.WORK,
              it.data().isNull()
                  ? state.work().without(it.id())
                  : state.work().with(it.id(), it.data()));
      case Internal.DropCompensation it ->
          state.with(State.COMPENSATIONS, state.compensations().remove(it.index()));
      case Internal.Derive it -> throw new IllegalStateException("an intent was not resolved");
      case ChangeContext it -> throw new IllegalStateException("a function was not resolved");
      case Unreadable it -> throw new IllegalStateException("unreadable: " + it.problem());
    };
  }

  /** A merge patch on an object gives an object. */
  static JsonObject merge(JsonObject target, JsonObject patch) {
    return MergePatch.apply(target, patch).asObject();
  }

  private static State transition(State state, Status to, Instant at) {
    var next = state.with(State.STATUS, Json.of(to.toString()));
    if (to == Status.RUNNING && state.startedAt().isEmpty()) {
      next = next.with(State.STARTED_AT, time(at));
    }
    next = next.with(State.PAUSED_AT, to == Status.PAUSED ? time(at) : JsonNull.NULL);
    return to.isTerminal() ? Scopes.end(next.with(State.ENDED_AT, time(at))) : next;
  }

  private static State moveTo(State state, MoveTo it) {
    return state
        .with(State.CURRENT_STEP, Json.of(it.position().orElseThrow()))
        .with(State.CURRENT_STEP_ID, it.stepId().map(Json::of).orElse(JsonNull.NULL));
  }

  private static State stepCount(State state, JsonObject metadata, long count) {
    return state.with(State.METADATA, metadata.with("stepCount", Json.of(count)));
  }

  private static State tags(State state, Set<String> add, Set<String> remove) {
    var tags = new TreeSet<>(state.tags());
    tags.addAll(add);
    tags.removeAll(remove);
    return state.with(State.TAGS, Json.of(tags.stream().toList()));
  }

  private static State attributes(State state, JsonObject set) {
    var attributes = state.attributes();
    for (var entry : set.entries()) {
      attributes = attributes.with(entry.getKey(), entry.getValue());
    }
    return state.with(State.ATTRIBUTES, attributes);
  }

  private static State without(State state, String member, Set<String> names) {
    var object = state.json().get(member).map(Json::asObject).orElse(JsonObject.empty());
    for (var name : names) {
      object = object.without(name);
    }
    return state.with(member, object);
  }

  /** The position of the last compensation that a step pushed. */
  static Optional<Integer> lastCompensation(JsonArray compensations, String stepId) {
    for (int i = compensations.size() - 1; i >= 0; i--) {
      if (compensations.get(i).asObject().require("stepId").asString().equals(stepId)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static State popCompensation(State state, String stepId) {
    var compensations = state.compensations();
    return state.with(
        State.COMPENSATIONS,
        compensations.remove(lastCompensation(compensations, stepId).orElseThrow()));
  }

  /** What is left of a deleted instance: nothing that anybody wrote. */
  private static State tombstone(State state, Instant at) {
    return State.initial()
        .with(State.STATUS, Json.of(state.status().toString()))
        .with(State.DELETED_AT, time(at));
  }

  private static Json time(Instant at) {
    return Json.of(Times.format(at));
  }

  /** Tokens, and their places in scopes. */
  static final class Tokens {
    private Tokens() {}

    static State add(State state, String id, Token token) {
      return Scopes.change(put(state, id, token), token.scope(), scope -> scope.withToken(id));
    }

    static State update(State state, String id, JsonObject patch) {
      var before = state.token(id).orElseThrow();
      var after = patched(before, patch);
      var next = put(state, id, after);
      if (before.scope().equals(after.scope())) {
        return next;
      }
      next = Scopes.change(next, before.scope(), scope -> scope.withoutToken(id));
      return Scopes.change(next, after.scope(), scope -> scope.withToken(id));
    }

    static Token patched(Token token, JsonObject patch) {
      return Token.parse(merge(token.toJson(), patch));
    }

    static State remove(State state, String id) {
      var scope = state.token(id).orElseThrow().scope();
      var next = state.with(State.TOKENS, state.tokens().without(id));
      return Scopes.change(next, scope, it -> it.withoutToken(id));
    }

    static State put(State state, String id, Token token) {
      return state.with(State.TOKENS, state.tokens().with(id, token.toJson()));
    }
  }
}
