package dev.cairn.flow;

import dev.cairn.Mutation;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;

/**
 * What a step gives back.
 *
 * @param changes to the context, tags, attributes or metadata, in the same commit
 * @param base the context that the step was given: what others changed since is kept, and a place
 *     that both changed differently is a conflict
 */
public record Result(Json output, List<Mutation> changes, JsonObject base) {
  public Result {
    changes = List.copyOf(changes);
  }
}
