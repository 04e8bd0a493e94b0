package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.Definition;
import dev.cairn.Instance;
import dev.cairn.Kind;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.NewInstance;
import dev.cairn.Origin;
import dev.cairn.Reason;
import dev.cairn.State;
import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes instances: new ones, and forks. */
final class Creation {
  private final Kernel.Parts parts;
  private final String actor;

  Creation(Kernel.Parts parts, String actor) {
    this.parts = parts;
    this.actor = actor;
  }

  Instance create(NewInstance wanted) {
    return commit(request(wanted));
  }

  Instance commit(Request request) {
    return switch (parts.committer().commit(request)) {
      case Committed it -> it.instance();
      case Repeated it -> parts.past().at(request.id(), it.receipt().version());
      case CommitResult.Conflict it -> throw refused(it);
      case CommitResult.Rejected it -> throw refused(it);
      case CommitResult.Fenced it -> throw refused(it);
    };
  }

  private static IllegalStateException refused(CommitResult result) {
    result.orThrow();
    return new IllegalStateException("a refusal has no receipt");
  }

  /**
   * The request that makes what is wanted.
   *
   * @throws CairnException when nothing could make it
   */
  Request request(NewInstance wanted) {
    if (wanted.key().isPresent() && wanted.id().isEmpty()) {
      throw new CairnException.Invalid(
          "invalid_key",
          "an idempotency key belongs to an instance, and this one has no id yet",
          "supply the id together with the key");
    }
    var foreign = WorkflowsDoor.internal(wanted.mutations());
    if (foreign.isPresent()) {
      throw refused(new CommitResult.Rejected(List.of(foreign.get())));
    }
    var definition = definition(wanted);
    var state = state(wanted, definition);
    check(wanted, state);
    var origin =
        new Origin(
            wanted.id().orElseGet(parts.ids()::next),
            definition.id(),
            definition.version(),
            parts.registry().user(wanted.owner().orElse(actor)),
            Times.truncate(parts.options().clock().instant()),
            wanted.parent(),
            Optional.empty());
    return request(Kind.CREATE, origin, state, wanted.key(), asked(wanted), wanted.mutations());
  }

  /** The request that makes a fork. */
  Request fork(Origin origin, State state) {
    return request(Kind.FORK, origin, state, Optional.empty(), state.json().hash(), List.of());
  }

  private Request request(
      Kind kind,
      Origin origin,
      State state,
      Optional<String> key,
      Sha256 requestHash,
      List<Mutation> more) {
    var commit = Commit.to(origin.id()).with(new Internal.Create(origin, state)).with(more);
    return new Request(
        key.isPresent() ? commit.key(key.get()) : commit,
        kind,
        actor,
        Optional.empty(),
        Optional.empty(),
        requestHash);
  }

  private Definition definition(NewInstance wanted) {
    var registry = parts.registry();
    var found =
        wanted.definitionVersion().isPresent()
            ? registry.find(wanted.definitionId(), wanted.definitionVersion().getAsInt())
            : registry.newest(wanted.definitionId());
    return found.orElseThrow(() -> Registry.unknown(wanted.definitionId()));
  }

  private static State state(NewInstance wanted, Definition definition) {
    return State.initial()
        .with(State.CONTEXT, wanted.context())
        .with(State.TAGS, Json.of(wanted.tags().stream().toList()))
        .with(State.ATTRIBUTES, wanted.attributes())
        .with(State.SCHEMA_VERSION, Json.of(definition.schemaVersion()));
  }

  private void check(NewInstance wanted, State state) {
    var reasons = new ArrayList<Reason>(Rules.checkNew(wanted.tags(), wanted.attributes()));
    reasons.addAll(Decider.sizeReasons(state, parts.options().limits()));
    if (!reasons.isEmpty()) {
      throw refused(new CommitResult.Rejected(List.copyOf(reasons)));
    }
  }

  /** What the caller asked for, without what differs from one try to the next. */
  private static Sha256 asked(NewInstance wanted) {
    var asked =
        JsonArray.of(
            wanted.definitionId(),
            wanted.context(),
            wanted.tags().stream().toList(),
            wanted.attributes());
    var more = wanted.mutations().stream().map(Mutation::toJson).toList();
    return (more.isEmpty() ? asked : asked.append(JsonArray.copyOf(more))).hash();
  }
}
