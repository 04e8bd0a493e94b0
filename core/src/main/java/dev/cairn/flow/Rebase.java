package dev.cairn.flow;

import dev.cairn.Mutation;
import dev.cairn.Reason;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import dev.cairn.json.JsonPointer;
import dev.cairn.json.MergePatch;
import dev.cairn.json.ThreeWayMerge;
import java.util.List;
import java.util.stream.Collectors;

/** Brings the changes of a step to a context that others changed while it ran. */
final class Rebase {
  private final Turn turn;
  private final Result result;

  Rebase(Turn turn, Result result) {
    this.turn = turn;
    this.result = result;
  }

  /** Adds the changes; false when they clash with what others did, and nothing was added. */
  boolean add() {
    var theirs = turn.state().context();
    var ofContext = result.changes().stream().filter(Rebase::isOfContext).toList();
    if (ofContext.isEmpty() || theirs.equals(result.base())) {
      result.changes().forEach(turn.draft::add);
      return true;
    }
    return merge(ofContext, theirs);
  }

  private boolean merge(List<Mutation> ofContext, JsonObject theirs) {
    Json mine = result.base();
    try {
      for (var change : ofContext) {
        mine = apply(mine, change);
      }
    } catch (JsonException wrong) {
      turn.refuse(Reason.Code.INVALID_CONTEXT, String.valueOf(wrong.getMessage()), "");
      return false;
    }
    return switch (ThreeWayMerge.merge(result.base(), mine, theirs)) {
      case ThreeWayMerge.Clash it -> clash(it.paths());
      case ThreeWayMerge.Merged it -> {
        turn.draft.add(new Mutation.PatchContext(JsonPatch.diff(theirs, it.value())));
        result.changes().stream().filter(change -> !isOfContext(change)).forEach(turn.draft::add);
        yield true;
      }
    };
  }

  private boolean clash(List<JsonPointer> paths) {
    var places = paths.stream().map(JsonPointer::toString).collect(Collectors.joining(", "));
    turn.refuse(
        Reason.Code.CONTEXT_CHANGED,
        "others changed " + places + " of the context while the step ran",
        places);
    return false;
  }

  private static boolean isOfContext(Mutation change) {
    return change instanceof Mutation.SetContext
        || change instanceof Mutation.MergeContext
        || change instanceof Mutation.PatchContext;
  }

  private static Json apply(Json context, Mutation change) {
    return switch (change) {
      case Mutation.SetContext it -> it.context();
      case Mutation.MergeContext it -> MergePatch.apply(context, it.patch());
      case Mutation.PatchContext it -> it.patch().apply(context);
      default -> context;
    };
  }
}
