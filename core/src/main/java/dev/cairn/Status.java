package dev.cairn;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Where an instance is in its life. {@link #canBecome} is the whole state machine. */
public enum Status {
  CREATED("Created"),
  RUNNING("Running"),
  PAUSED("Paused"),
  WAITING_FOR_INPUT("WaitingForInput"),
  WAITING_FOR_APPROVAL("WaitingForApproval"),
  COMPLETED("Completed"),
  FAILED("Failed"),
  CANCELLED("Cancelled");

  private final String text;

  Status(String text) {
    this.text = text;
  }

  /** Whether the step from here to {@code next} is legal. No status may become itself. */
  public boolean canBecome(Status next) {
    return successors().contains(next);
  }

  private Set<Status> successors() {
    return switch (this) {
      case CREATED -> EnumSet.of(RUNNING);
      case RUNNING ->
          EnumSet.of(PAUSED, WAITING_FOR_INPUT, WAITING_FOR_APPROVAL, COMPLETED, FAILED, CANCELLED);
      case PAUSED, WAITING_FOR_INPUT, WAITING_FOR_APPROVAL -> EnumSet.of(RUNNING, CANCELLED);
      case COMPLETED, FAILED, CANCELLED -> EnumSet.noneOf(Status.class);
    };
  }

  /** Whether nothing can follow: Completed, Failed and Cancelled. */
  public boolean isTerminal() {
    return successors().isEmpty();
  }

  /** Whether it has begun and not ended: Running, Paused and both kinds of waiting. */
  public boolean isActive() {
    return this != CREATED && !isTerminal();
  }

  /** Finds the status of this name, as it stands in JSON. */
  public static Optional<Status> named(String text) {
    return Arrays.stream(values()).filter(status -> status.text.equals(text)).findFirst();
  }

  /** The name used in JSON, URLs and messages, such as {@code WaitingForInput}. */
  @Override
  public String toString() {
    return text;
  }
}
