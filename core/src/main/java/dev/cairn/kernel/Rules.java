package dev.cairn.kernel;

import static dev.cairn.Reason.Code.*;

import dev.cairn.Mutation;
import dev.cairn.Mutation.*;
import dev.cairn.Names;
import dev.cairn.Reason;
import dev.cairn.Scope;
import dev.cairn.State;
import dev.cairn.StatePath;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a mutation may be applied to a state, and if not, why not. One rule for each mutation,
 * found by an exhaustive switch; the first thing wrong with a mutation is its reason.
 */
final class Rules {
  private static final int NAME_MAX = 200;
  private static final int TAG_MAX = 100;
  private static final int TAGS_MAX = 100;
  private static final int PARTICIPANTS_MAX = 100;
  private static final int ATTRIBUTES_MAX = 100;
  private static final int ATTRIBUTE_TEXT_MAX = 1_000;
  private static final Set<String> TOKEN_MEMBERS = Set.of("scope", "ip", "value", "status");

  private final int index;

  private Rules(int index) {
    this.index = index;
  }

  /** Why {@code mutation}, at {@code index} of its commit, is refused; empty when it is not. */
  static Optional<Reason> check(int index, State state, Mutation mutation) {
    return new Rules(index).check(state, mutation);
  }

  private Optional<Reason> check(State state, Mutation mutation) {
    boolean ended = state.status().isTerminal();
    if (ended && !isForTheEnded(mutation)) {
      return no(TERMINAL, "a " + state.status() + " instance does not change any more");
    }
    return switch (mutation) {
      case SetContext it -> Optional.empty();
      case MergeContext it -> Optional.empty();
      case PatchContext it -> patch(state, it);
      case ChangeContext it -> Optional.empty();
      case SetStepData it -> name("step id", it.stepId());
      case Transition it -> transition(state.status(), it.to());
      case MoveTo it -> Optional.empty();
      case AddToken it -> addToken(state, it);
      case UpdateToken it -> updateToken(state, it);
      case RemoveToken it -> tokenExists(state, it.id());
      case EnterScope it -> enterScope(state, it);
      case ExitScope it -> exitScope(state, it.id());
      case CancelScope it -> cancelScope(state, it.id());
      case IncrementStepCount it -> Optional.empty();
      case SetMetadata it -> metadata(state, it.metadata());
      case AddTags it -> tags(state, it.tags());
      case RemoveTags it -> Optional.empty();
      case SetAttributes it -> attributes(state, it.attributes());
      case RemoveAttributes it -> Optional.empty();
      case SetParticipants it -> participants(it.participants());
      case SetTimer it ->
          state.timers().has(it.id())
              ? no(TIMER_ALREADY_EXISTS, "there is a timer '" + it.id() + "' already", it.id())
              : name("timer id", it.id());
      case CancelTimer it ->
          state.timers().has(it.id())
              ? Optional.empty()
              : no(TIMER_NOT_FOUND, "no timer '" + it.id() + "'", it.id());
      case PushCompensation it -> name("step id", it.stepId());
      case PopCompensation it ->
          Apply.lastCompensation(state.compensations(), it.stepId()).isPresent()
              ? Optional.empty()
              : no(COMPENSATION_NOT_FOUND, "step '" + it.stepId() + "' has none", it.stepId());
      case SetError it -> Optional.empty();
      case Unreadable it -> no(UNKNOWN_MUTATION, it.problem());
      case Internal it -> Optional.empty();
    };
  }

  /** Who may see an instance can change when nothing else of it can any more. */
  private static boolean isForTheEnded(Mutation mutation) {
    return mutation instanceof Transition
        || mutation instanceof SetParticipants
        || mutation instanceof Internal;
  }

  private Optional<Reason> patch(State state, PatchContext it) {
    try {
      return it.patch().apply(state.context()) instanceof JsonObject
          ? Optional.empty()
          : no(INVALID_CONTEXT, "the patch leaves no object");
    } catch (JsonException problem) {
      return no(INVALID_CONTEXT, String.valueOf(problem.getMessage()));
    }
  }

  private Optional<Reason> transition(Status from, Status to) {
    return from.canBecome(to)
        ? Optional.empty()
        : no(INVALID_TRANSITION, "Cannot change status from " + from + " to " + to);
  }

  private Optional<Reason> tokenExists(State state, String id) {
    return state.tokens().has(id)
        ? Optional.empty()
        : no(TOKEN_NOT_FOUND, "no token '" + id + "'", id);
  }

  private Optional<Reason> addToken(State state, AddToken it) {
    if (state.tokens().has(it.id())) {
      return no(TOKEN_ALREADY_EXISTS, "there is a token '" + it.id() + "' already", it.id());
    }
    return name("token id", it.id()).or(() -> placed(state, it.id(), it.token()));
  }

  private Optional<Reason> updateToken(State state, UpdateToken it) {
    var missing = tokenExists(state, it.id());
    if (missing.isPresent()) {
      return missing;
    }
    var unknown = it.patch().keys().stream().filter(key -> !TOKEN_MEMBERS.contains(key)).findAny();
    if (unknown.isPresent()) {
      return no(INVALID_TOKEN, "tokens have no member '" + unknown.get() + "'", it.id());
    }
    try {
      var after = Apply.Tokens.patched(state.token(it.id()).orElseThrow(), it.patch());
      return placed(state, it.id(), after);
    } catch (JsonException problem) {
      return no(INVALID_TOKEN, String.valueOf(problem.getMessage()), it.id());
    }
  }

  /** A token needs a known scope, and an active token an active one. */
  private Optional<Reason> placed(State state, String id, Token token) {
    if (token.status().isEmpty() || token.status().length() > NAME_MAX) {
      return no(INVALID_TOKEN, "a token's status must have 1 to 200 characters", id);
    }
    var scope = state.scope(token.scope());
    if (scope.isEmpty()) {
      return no(SCOPE_NOT_FOUND, "no scope '" + token.scope() + "'", token.scope());
    }
    return token.isActive() && !scope.get().isActive()
        ? no(SCOPE_CANCELLED, "scope '" + token.scope() + "' is cancelled", token.scope())
        : Optional.empty();
  }

  private Optional<Reason> enterScope(State state, EnterScope it) {
    if (state.scopes().has(it.id())) {
      return no(SCOPE_ALREADY_EXISTS, "there is a scope '" + it.id() + "' already", it.id());
    }
    var parent = state.scope(it.parent());
    if (parent.isEmpty()) {
      return no(PARENT_NOT_FOUND, "no scope '" + it.parent() + "' to be the parent", it.parent());
    }
    return parent.get().isActive()
        ? name("scope id", it.id())
        : no(SCOPE_CANCELLED, "scope '" + it.parent() + "' is cancelled", it.parent());
  }

  private Optional<Reason> exitScope(State state, String id) {
    var problem = scopeBelowRoot(state, id);
    if (problem.isPresent()) {
      return problem;
    }
    if (!Scopes.children(state, id).isEmpty()) {
      return no(SCOPE_NOT_EMPTY, "scope '" + id + "' has scopes below it", id);
    }
    return Scopes.hasActiveTokens(state, state.scope(id).orElseThrow())
        ? no(SCOPE_NOT_EMPTY, "scope '" + id + "' has active tokens", id)
        : Optional.empty();
  }

  private Optional<Reason> cancelScope(State state, String id) {
    return scopeBelowRoot(state, id)
        .or(() ->
            state.scope(id).orElseThrow().isActive()
                ? Optional.empty()
                : no(SCOPE_CANCELLED, "scope '" + id + "' is cancelled already", id));
  }

  private Optional<Reason> scopeBelowRoot(State state, String id) {
    if (id.equals(Scope.ROOT)) {
      return no(ROOT_SCOPE, "the root scope ends with the instance", id);
    }
    return state.scopes().has(id)
        ? Optional.empty()
        : no(SCOPE_NOT_FOUND, "no scope '" + id + "'", id);
  }

  private Optional<Reason> metadata(State state, JsonObject metadata) {
    var count = metadata.get("stepCount");
    return count.isEmpty() || count.get().equals(Json.of(state.stepCount()))
        ? Optional.empty()
        : no(INVALID_METADATA, "stepCount is changed by incrementStepCount only");
  }

  private Optional<Reason> tags(State state, Set<String> tags) {
    for (var tag : tags) {
      var problem = Names.problem(tag, TAG_MAX);
      if (problem.isPresent()) {
        return no(INVALID_TAG, "a tag " + problem.get());
      }
    }
    var all = new java.util.HashSet<>(state.tags());
    all.addAll(tags);
    return all.size() > TAGS_MAX
        ? no(INVALID_TAG, "an instance has at most " + TAGS_MAX + " tags")
        : Optional.empty();
  }

  private Optional<Reason> participants(Set<String> subjects) {
    for (var subject : subjects) {
      var problem = Names.problem(subject, NAME_MAX);
      if (problem.isPresent()) {
        return no(INVALID_PARTICIPANT, "a participant " + problem.get());
      }
    }
    return subjects.size() > PARTICIPANTS_MAX
        ? no(INVALID_PARTICIPANT, "an instance has at most " + PARTICIPANTS_MAX + " participants")
        : Optional.empty();
  }

  private Optional<Reason> attributes(State state, JsonObject attributes) {
    for (var entry : attributes.entries()) {
      if (!StatePath.isMember(entry.getKey())) {
        return no(
            INVALID_ATTRIBUTE,
            "attribute names are letters, digits, _ and -, and begin with no digit",
            entry.getKey());
      }
      if (!isAttribute(entry.getValue())) {
        return no(
            INVALID_ATTRIBUTE,
            "an attribute is a number, a boolean, null, or a string of at most "
                + ATTRIBUTE_TEXT_MAX
                + " characters",
            entry.getKey());
      }
    }
    var all = new java.util.HashSet<>(state.attributes().keys());
    all.addAll(attributes.keys());
    return all.size() > ATTRIBUTES_MAX
        ? no(INVALID_ATTRIBUTE, "an instance has at most " + ATTRIBUTES_MAX + " attributes")
        : Optional.empty();
  }

  private static boolean isAttribute(Json value) {
    return switch (value) {
      case JsonObject it -> false;
      case JsonArray it -> false;
      case dev.cairn.json.JsonString it -> it.value().length() <= ATTRIBUTE_TEXT_MAX;
      case dev.cairn.json.JsonNumber it -> true;
      case dev.cairn.json.JsonBoolean it -> true;
      case dev.cairn.json.JsonNull it -> true;
    };
  }

  private Optional<Reason> name(String what, String text) {
    return Names.problem(text, NAME_MAX)
        .flatMap(problem -> no(INVALID_NAME, "a " + what + " " + problem));
  }

  private Optional<Reason> no(Reason.Code code, String detail) {
    return Optional.of(new Reason(index, code, detail, Optional.empty()));
  }

  private Optional<Reason> no(Reason.Code code, String detail, String id) {
    return Optional.of(new Reason(index, code, detail, Optional.of(id)));
  }

  /** What creation asks of tags and attributes: the same as adding them. */
  static List<Reason> checkNew(Set<String> tags, JsonObject attributes) {
    var rules = new Rules(-1);
    return java.util.stream.Stream.of(
            rules.tags(State.initial(), tags), rules.attributes(State.initial(), attributes))
        .flatMap(Optional::stream)
        .toList();
  }
}
