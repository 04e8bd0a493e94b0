package dev.cairn.flow;

import dev.cairn.Instance;
import dev.cairn.Observer.Attempt;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;

/** Reads off the state that a result made what came of the attempt. */
public final class Attempts {
  private Attempts() {}

  /**
   * What came of an attempt.
   *
   * @param before where the token stood when it began
   * @param after what its result made
   */
  public static Attempt of(Spot before, Instance after) {
    boolean isThere =
        Spot.of(after.state(), before.token()).filter(now -> now.at() == before.at()).isPresent();
    if (isThere) {
      return Attempt.RETRIED;
    }
    return before.undo().isPresent() ? undone(before, after) : done(before, after);
  }

  private static Attempt undone(Spot before, Instance after) {
    boolean left = before.undo().flatMap(it -> Undoing.entry(after.state(), it)).isPresent();
    return left ? Attempt.NOT_COMPENSATED : Attempt.COMPENSATED;
  }

  /** What fails leaves no output; an optional step leaves its error in the place of one. */
  private static Attempt done(Spot before, Instance after) {
    boolean done = after.stepData().get(before.outputKey()).filter(it -> !isError(it)).isPresent();
    return done ? Attempt.DONE : Attempt.FAILED;
  }

  private static boolean isError(Json output) {
    return output instanceof JsonObject it
        && it.keys().equals(List.of("error"))
        && it.require("error") instanceof JsonObject error
        && error.has("attempts");
  }
}
