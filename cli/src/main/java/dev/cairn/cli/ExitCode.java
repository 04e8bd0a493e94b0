package dev.cairn.cli;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.Reason;

/** What the program ends with; scripts rely on the numbers. */
final class ExitCode {
  static final int DONE = 0;
  static final int REFUSED = 1;
  static final int USAGE = 2;
  static final int NOT_FOUND = 3;
  static final int CONFLICT = 4;
  static final int FORBIDDEN = 5;
  static final int INTEGRITY = 6;
  static final int UNAVAILABLE = 69;
  static final int BUG = 70;

  private ExitCode() {}

  static int of(CairnException problem) {
    return switch (problem) {
      case CairnException.NotFound it -> NOT_FOUND;
      case CairnException.Gone it -> NOT_FOUND;
      case CairnException.AlreadyExists it -> CONFLICT;
      case CairnException.Invalid it -> REFUSED;
      case CairnException.Refused it -> of(it.result());
      case CairnException.Unauthorized it -> FORBIDDEN;
      case CairnException.TooMany it -> UNAVAILABLE;
      case CairnException.Forbidden it -> FORBIDDEN;
      case CairnException.TooLarge it -> REFUSED;
      case CairnException.Integrity it -> INTEGRITY;
      case CairnException.Unavailable it -> UNAVAILABLE;
    };
  }

  static int of(CommitResult result) {
    return switch (result) {
      case CommitResult.Committed it -> DONE;
      case CommitResult.Repeated it -> DONE;
      case CommitResult.Conflict it -> CONFLICT;
      case CommitResult.Rejected it -> of(it.reasons().getFirst().code());
      case CommitResult.Fenced it -> CONFLICT;
    };
  }

  /** Somebody was faster, or the instance has moved on since it was looked at. */
  private static int of(Reason.Code code) {
    return switch (code) {
      case FENCED, STALE_APPROVAL, ALREADY_DECIDED, SUPERSEDED, UNDONE -> CONFLICT;
      default -> REFUSED;
    };
  }
}
