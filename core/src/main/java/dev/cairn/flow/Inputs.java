package dev.cairn.flow;

import dev.cairn.State;
import dev.cairn.StatePath;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.util.Map;

/** What a step is given. */
public final class Inputs {
  private Inputs() {}

  /** The values at these paths, null where there is none; the whole context when none are named. */
  public static JsonObject of(State state, Map<String, StatePath> paths) {
    if (paths.isEmpty()) {
      return state.context();
    }
    var input = JsonObject.builder();
    paths.forEach((name, path) -> input.put(name, path.in(state).orElse(JsonNull.NULL)));
    return input.build();
  }
}
