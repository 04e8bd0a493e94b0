package dev.cairn.kernel;

import dev.cairn.Status;
import java.util.Locale;
import java.util.Optional;

/** A call of the life cycle: from where it is legal, and what is said where it is not. */
enum Verb {
  START,
  PAUSE,
  RESUME,
  CANCEL;

  /** Why the call is refused in this status; empty when it is not. */
  Optional<String> problem(Status status) {
    boolean legal =
        switch (this) {
          case START -> status == Status.CREATED;
          case PAUSE -> status == Status.RUNNING;
          case RESUME -> status == Status.PAUSED;
          case CANCEL -> status.isActive();
        };
    return legal ? Optional.empty() : Optional.of(message(status));
  }

  private String message(Status status) {
    if (this == PAUSE && status == Status.PAUSED) {
      return "Workflow is already paused";
    }
    if (this == CANCEL && status == Status.CANCELLED) {
      return "Workflow is already cancelled";
    }
    var verb = name().toLowerCase(Locale.ROOT);
    boolean ended = this == RESUME || this == CANCEL;
    return ended && status.isTerminal()
        ? "Cannot " + verb + " a " + status.toString().toLowerCase(Locale.ROOT) + " workflow"
        : "Cannot " + verb + " workflow in " + status + " state";
  }
}
