package dev.cairn.kernel;

import dev.cairn.Commit;
import dev.cairn.Instance;
import dev.cairn.Mutation;
import dev.cairn.Mutation.*;
import dev.cairn.State;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import dev.cairn.json.JsonPointer;
import dev.cairn.json.ThreeWayMerge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Moves a commit from the version it was made from to the one that is current. The context merges
 * three ways; of the rest of the state, what the commit touches must not have changed meanwhile.
 */
sealed interface Merging {
  /** The commit as it is made from the current version. */
  record Merged(Commit commit) implements Merging {}

  /**
   * Both sides changed these places, named as {@link dev.cairn.CommitResult.Conflict} names them.
   */
  record Clash(List<String> paths) implements Merging {}

  static Merging rebase(Commit commit, Instance base, Instance current, long bytesMax) {
    var clashes = new TreeSet<String>();
    for (var mutation : commit.mutations()) {
      touched(mutation).stream()
          .filter(place -> !at(base.state(), place).equals(at(current.state(), place)))
          .forEach(clashes::add);
    }
    var mine = contextOf(commit, base.context(), bytesMax);
    if (mine.isEmpty()) {
      // It cannot be made even from its base: the decision names every reason.
      return new Merged(commit.from(current.version()));
    }
    var context = ThreeWayMerge.merge(base.context(), mine.get(), current.context());
    if (context instanceof ThreeWayMerge.Clash clash) {
      clash.paths().forEach(path -> clashes.add(path.toString()));
    }
    if (!clashes.isEmpty() || !(context instanceof ThreeWayMerge.Merged merged)) {
      return new Clash(List.copyOf(clashes));
    }
    return new Merged(rebased(commit, current, merged.value()));
  }

  /** The context that a commit makes of its base; empty when it makes none. */
  private static Optional<JsonObject> contextOf(Commit commit, JsonObject base, long bytesMax) {
    try {
      var context = base;
      for (var mutation : commit.mutations()) {
        context = contextAfter(context, mutation).asObject();
        if (context.byteCount() > bytesMax) {
          return Optional.empty();
        }
      }
      return Optional.of(context);
    } catch (RuntimeException failed) {
      // A patch that does not fit, or the caller's own code, which may throw anything.
      return Optional.empty();
    }
  }

  private static Json contextAfter(JsonObject context, Mutation mutation) {
    return switch (mutation) {
      case SetContext it -> it.context();
      case MergeContext it -> Apply.merge(context, it.patch());
      case PatchContext it -> it.patch().apply(context);
      case ChangeContext it -> it.change().apply(context);
      default -> context;
    };
  }

  private static Commit rebased(Commit commit, Instance current, Json merged) {
    var mutations = new ArrayList<Mutation>();
    boolean patched = false;
    for (var mutation : commit.mutations()) {
      if (!isOfContext(mutation)) {
        mutations.add(mutation);
      } else if (!patched) {
        mutations.add(new PatchContext(JsonPatch.diff(current.context(), merged)));
        patched = true;
      }
    }
    return new Commit(
        commit.instance(),
        java.util.OptionalLong.of(current.version()),
        commit.onConflict(),
        commit.key(),
        commit.reason(),
        commit.fence(),
        mutations);
  }

  private static boolean isOfContext(Mutation mutation) {
    return mutation instanceof SetContext
        || mutation instanceof MergeContext
        || mutation instanceof PatchContext
        || mutation instanceof ChangeContext;
  }

  /** The places a mutation changes, where two changes of one do not add up. */
  private static List<String> touched(Mutation mutation) {
    return switch (mutation) {
      case SetStepData it -> List.of(State.STEP_DATA + "/" + it.stepId());
      case Transition it -> List.of(State.STATUS);
      case MoveTo it -> List.of(State.CURRENT_STEP);
      case AddToken it -> List.of(State.TOKENS + "/" + it.id());
      case UpdateToken it -> List.of(State.TOKENS + "/" + it.id());
      case RemoveToken it -> List.of(State.TOKENS + "/" + it.id());
      case EnterScope it -> List.of(State.SCOPES + "/" + it.id());
      case SetMetadata it -> List.of(State.METADATA);
      case SetTimer it -> List.of(State.TIMERS + "/" + it.id());
      case CancelTimer it -> List.of(State.TIMERS + "/" + it.id());
      case SetError it -> List.of(State.ERROR);
      case SetParticipants it -> List.of(State.PARTICIPANTS);
      case SetAttributes it -> attributes(it.attributes().keys());
      case RemoveAttributes it -> attributes(it.names());
      // These add to what is there, or are judged by the rules on the current state.
      case ExitScope it -> List.of();
      case CancelScope it -> List.of();
      case IncrementStepCount it -> List.of();
      case AddTags it -> List.of();
      case RemoveTags it -> List.of();
      case PushCompensation it -> List.of();
      case PopCompensation it -> List.of();
      case SetContext it -> List.of();
      case MergeContext it -> List.of();
      case PatchContext it -> List.of();
      case ChangeContext it -> List.of();
      case Unreadable it -> List.of();
      case Internal it -> List.of();
    };
  }

  private static List<String> attributes(Collection<String> names) {
    return names.stream().map(name -> State.ATTRIBUTES + "/" + name).toList();
  }

  private static Optional<Json> at(State state, String place) {
    int slash = place.indexOf('/');
    return slash < 0
        ? state.json().get(place)
        : state
            .json()
            .get(place.substring(0, slash))
            .flatMap(member -> member.asObject().get(place.substring(slash + 1)));
  }

  /** The places that differ between two versions, as a conflict names them. */
  static List<String> changedPaths(Instance base, Instance current) {
    var paths = new LinkedHashSet<String>();
    Places.differing(base.context(), current.context()).stream()
        .map(JsonPointer::toString)
        .forEach(paths::add);
    var members = new TreeSet<>(base.state().json().keys());
    members.addAll(current.state().json().keys());
    members.remove(State.CONTEXT);
    for (var member : members) {
      paths.addAll(
          changed(member, base.state().json().get(member), current.state().json().get(member)));
    }
    return List.copyOf(paths);
  }

  private static Set<String> changed(String member, Optional<Json> before, Optional<Json> after) {
    if (before.equals(after)) {
      return Set.of();
    }
    if (!(before.orElse(JsonObject.empty()) instanceof JsonObject was)
        || !(after.orElse(JsonObject.empty()) instanceof JsonObject is)) {
      return Set.of(member);
    }
    var places = new LinkedHashSet<String>();
    for (var path : Places.differing(was, is)) {
      places.add(member + "/" + path.tokens().getFirst());
    }
    return places;
  }
}
