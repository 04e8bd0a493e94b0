package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Mutation;
import dev.cairn.Receipt;
import dev.cairn.State;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.store.Revision;
import java.time.Instant;
import java.util.List;

/** Makes a state from an earlier one and the commits between them. */
final class Replay {
  /** Before the first commit. */
  static final State NOTHING = new State(JsonObject.empty());

  private Replay() {}

  /**
   * Applies revisions in order.
   *
   * @param version that {@code from} is at
   * @throws CairnException.Gone when a body that is needed has been erased
   * @throws CairnException.Integrity when one is missing, or cannot be applied
   */
  static State forward(State from, long version, List<Revision> revisions) {
    var state = from;
    long at = version;
    for (var revision : revisions) {
      if (revision.version() != at + 1) {
        throw new CairnException.Integrity(
            revision.instance(), at + 1, "the log goes on with version " + revision.version());
      }
      state = step(state, revision);
      at++;
    }
    return state;
  }

  /** Applies one revision. */
  static State step(State state, Revision revision) {
    var body =
        revision
            .body()
            .orElseThrow(() -> new CairnException.Gone(revision.instance(), revision.version()));
    try {
      return apply(state, body, revision.committedAt());
    } catch (JsonException
        | IllegalStateException
        | IllegalArgumentException
        | java.util.NoSuchElementException
        | CairnException.Invalid problem) {
      throw new CairnException.Integrity(
          revision.instance(),
          revision.version(),
          "its mutations cannot be applied: " + problem.getMessage());
    }
  }

  private static State apply(State state, Receipt.Body body, Instant at) {
    var next = state;
    for (var json : body.mutations()) {
      next = Apply.apply(next, Mutation.parse(json), at);
    }
    return next;
  }
}
