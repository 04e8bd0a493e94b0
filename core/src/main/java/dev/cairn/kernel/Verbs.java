package dev.cairn.kernel;

import dev.cairn.Move.Verb;
import dev.cairn.Status;
import java.util.Locale;
import java.util.Optional;

/** From where the calls of the life cycle are legal, and what is said where they are not. */
final class Verbs {
  private Verbs() {}

  /** Why a call is refused in this status; empty when it is not. */
  static Optional<String> problem(Verb verb, Status status) {
    boolean legal =
        switch (verb) {
          case START -> status == Status.CREATED;
          case PAUSE -> status == Status.RUNNING;
          case RESUME -> status == Status.PAUSED;
          case CANCEL -> status.isActive();
        };
    return legal ? Optional.empty() : Optional.of(message(verb, status));
  }

  private static String message(Verb verb, Status status) {
    if (verb == Verb.PAUSE && status == Status.PAUSED) {
      return "Workflow is already paused";
    }
    if (verb == Verb.CANCEL && status == Status.CANCELLED) {
      return "Workflow is already cancelled";
    }
    var word = verb.name().toLowerCase(Locale.ROOT);
    boolean ended = verb == Verb.RESUME || verb == Verb.CANCEL;
    return ended && status.isTerminal()
        ? "Cannot " + word + " a " + status.toString().toLowerCase(Locale.ROOT) + " workflow"
        : "Cannot " + word + " workflow in " + status + " state";
  }
}
