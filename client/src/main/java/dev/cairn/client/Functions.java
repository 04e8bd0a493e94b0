package dev.cairn.client;

import dev.cairn.CommitResult;
import dev.cairn.Mutation;
import dev.cairn.Reason;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import dev.cairn.json.MergePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs functions that change a context here, because code does not travel: each becomes the patch
 * that it made of the context as the mutations before it leave it.
 */
final class Functions {
  private final List<Mutation> recorded = new ArrayList<>();
  private final List<Reason> reasons = new ArrayList<>();
  private Json context;

  private Functions(JsonObject context) {
    this.context = context;
  }

  static boolean isIn(List<Mutation> mutations) {
    return mutations.stream().anyMatch(Mutation.ChangeContext.class::isInstance);
  }

  /** What became of the functions. */
  sealed interface Ran {
    /** The same mutations, with patches for functions. */
    record Recorded(List<Mutation> mutations, JsonObject context) implements Ran {}

    /** A function threw, or returned no object. */
    record Failed(CommitResult.Rejected result) implements Ran {}
  }

  static Ran run(List<Mutation> mutations, JsonObject context) {
    var functions = new Functions(context);
    mutations.forEach(functions::add);
    return functions.reasons.isEmpty()
        ? new Ran.Recorded(functions.recorded, functions.context.asObject())
        : new Ran.Failed(new CommitResult.Rejected(List.copyOf(functions.reasons)));
  }

  private void add(Mutation mutation) {
    switch (mutation) {
      case Mutation.ChangeContext it -> change(it);
      case Mutation.SetContext it -> {
        recorded.add(it);
        context = it.context();
      }
      case Mutation.MergeContext it -> {
        recorded.add(it);
        context = MergePatch.apply(context, it.patch());
      }
      case Mutation.PatchContext it -> {
        recorded.add(it);
        context = patched(it.patch());
      }
      default -> recorded.add(mutation);
    }
  }

  /** A patch that fails is the server's to refuse, with whatever else is wrong. */
  private Json patched(JsonPatch patch) {
    try {
      return patch.apply(context) instanceof JsonObject object ? object : context;
    } catch (JsonException refusedLater) {
      return context;
    }
  }

  private void change(Mutation.ChangeContext mutation) {
    int index = recorded.size();
    try {
      if (mutation.change().apply(context) instanceof JsonObject changed) {
        recorded.add(new Mutation.PatchContext(JsonPatch.diff(context, changed)));
        context = changed;
        return;
      }
      refuse(index, "the function returned no object");
    } catch (JsonException problem) {
      refuse(index, String.valueOf(problem.getMessage()));
    } catch (RuntimeException failure) {
      refuse(index, "the function threw " + failure);
    }
  }

  private void refuse(int index, String detail) {
    recorded.add(new Mutation.PatchContext(new JsonPatch(List.of())));
    reasons.add(new Reason(index, Reason.Code.INVALID_CONTEXT, detail, Optional.empty()));
  }
}
