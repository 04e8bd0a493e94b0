package dev.cairn.cases;

import dev.cairn.Status;

/** How far a case is: a view of the eight statuses, never stored. */
public enum CaseStatus {
  /** Not ended, whether it was started or not. */
  RUNNING,
  DONE,
  FAILED,
  CANCELLED;

  /** What a status is seen as. */
  public static CaseStatus of(Status status) {
    return switch (status) {
      case CREATED, RUNNING, PAUSED, WAITING_FOR_INPUT, WAITING_FOR_APPROVAL -> RUNNING;
      case COMPLETED -> DONE;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
    };
  }
}
