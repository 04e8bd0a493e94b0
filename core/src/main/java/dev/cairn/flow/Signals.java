package dev.cairn.flow;

import dev.cairn.Mutation.Internal;
import dev.cairn.State;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import java.util.Optional;

/** Signals: taken by the step that waits for them, or kept until one does. */
final class Signals {
  private static final String PREFIX = "signal:";

  private Signals() {}

  static String id(String name) {
    return PREFIX + name;
  }

  /** Those that nobody has waited for, in the order they came. */
  static JsonArray kept(State state, String name) {
    return state.work().get(id(name)).map(Json::asArray).orElse(JsonArray.empty());
  }

  static void arrive(Turn turn, String name, Json payload) {
    var waiting = waiting(turn.state(), name);
    if (waiting.isPresent()) {
      turn.complete(waiting.get(), payload);
      return;
    }
    var signal = JsonObject.of("payload", payload, "at", turn.draft.version());
    turn.draft.add(new Internal.SetWork(id(name), kept(turn.state(), name).append(signal)));
  }

  private static Optional<Spot> waiting(State state, String name) {
    return Spot.all(state).stream()
        .filter(it -> it.waitsFor("signal"))
        .filter(it -> it.value().require("signal").asString().equals(name))
        .findFirst();
  }
}
