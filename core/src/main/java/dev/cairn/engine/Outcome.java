package dev.cairn.engine;

import dev.cairn.Mutation;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step gives back: an output, kept under the step's id, and changes to the context, tags,
 * attributes or metadata. All of it is one commit.
 */
public record Outcome(Json output, List<Mutation> changes) {
  public Outcome {
    changes = List.copyOf(changes);
    for (var change : changes) {
      if (!isAllowed(change)) {
        throw new IllegalArgumentException("a step cannot make this change: " + change.toJson());
      }
    }
  }

  private static boolean isAllowed(Mutation change) {
    return change instanceof Mutation.SetContext
        || change instanceof Mutation.MergeContext
        || change instanceof Mutation.PatchContext
        || change instanceof Mutation.SetMetadata
        || change instanceof Mutation.AddTags
        || change instanceof Mutation.RemoveTags
        || change instanceof Mutation.SetAttributes
        || change instanceof Mutation.RemoveAttributes;
  }

  /** Done, with nothing to tell. */
  public static Outcome none() {
    return of(JsonNull.NULL);
  }

  public static Outcome of(Json output) {
    return new Outcome(output, List.of());
  }

  /** An output of these members: key, value, key, value and so on. */
  public static Outcome of(@Nullable Object... keysAndValues) {
    return of(JsonObject.of(keysAndValues));
  }

  /** With more changes. */
  public Outcome with(Mutation... more) {
    var all = new ArrayList<>(changes);
    all.addAll(Arrays.asList(more));
    return new Outcome(output, all);
  }

  /** With a merge patch of the context: key, value, key, value and so on. */
  public Outcome context(@Nullable Object... keysAndValues) {
    return with(new Mutation.MergeContext(JsonObject.of(keysAndValues)));
  }
}
