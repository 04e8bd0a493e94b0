package dev.cairn.context;

import dev.cairn.Status;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How far a context is, roughly: a view of the eight statuses, never stored. */
public enum ContextStatus {
  CREATED,
  /** Begun and not ended: running, paused, or waiting for somebody. */
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** The statuses that are seen as this one. */
  public Set<Status> statuses() {
    return Arrays.stream(Status.values())
        .filter(status -> of(status) == this)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What a status is seen as. */
  public static ContextStatus of(Status status) {
    return switch (status) {
      case CREATED -> CREATED;
      case RUNNING, PAUSED, WAITING_FOR_INPUT, WAITING_FOR_APPROVAL -> RUNNING;
      case COMPLETED -> COMPLETED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
    };
  }

  /** Finds the view of this name, such as {@code running}. */
  public static Optional<ContextStatus> named(String text) {
    return Arrays.stream(values()).filter(it -> it.toString().equals(text)).findFirst();
  }

  /** The name in criteria, such as {@code running}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
