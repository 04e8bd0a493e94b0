package dev.cairn.server.http;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.Reason;
import dev.cairn.json.JsonException;
import java.util.Optional;

/** The one judge of what goes wrong: every failure and every refusal has its status here. */
public final class Problems {
  private Problems() {}

  /** Where the caller said which version it had read: in the body, or in If-Match. */
  public enum Stated {
    IN_BODY,
    IN_HEADER
  }

  /** The problem to answer with; empty when it is a bug, of which the answer tells nothing. */
  static Optional<Problem> judge(Throwable failure) {
    return switch (failure) {
      case Refusal it -> Optional.of(it.problem());
      case CairnException it -> Optional.of(of(it));
      case JsonException it -> Optional.of(of(it));
      default -> Optional.empty();
    };
  }

  static Problem bug() {
    return Problem.of(
        500,
        "bug",
        "the server failed in a way that it should not",
        "report it with the request id, which names it in the server's log");
  }

  /** The problem of a failure. */
  public static Problem of(CairnException failure) {
    return switch (failure) {
      case CairnException.NotFound it -> told(404, it);
      case CairnException.Gone it -> told(410, it);
      case CairnException.AlreadyExists it -> told(409, it);
      case CairnException.Invalid it -> told(400, it);
      case CairnException.Refused it -> refused(it);
      case CairnException.Unauthorized it -> told(401, it).header("WWW-Authenticate", "Bearer");
      case CairnException.TooMany it -> told(429, it).header("Retry-After", seconds(it));
      case CairnException.Forbidden it -> told(403, it);
      case CairnException.TooLarge it -> told(413, it);
      case CairnException.Integrity it -> told(500, it);
      case CairnException.Unavailable it -> unavailable(it);
    };
  }

  private static Problem told(int status, CairnException it) {
    return Problem.of(status, it.code(), String.valueOf(it.getMessage()), it.hint());
  }

  /** Whole seconds, as the header wants them: never sooner than it is worth it. */
  private static String seconds(CairnException.TooMany it) {
    return Long.toString((it.retryAfter().toMillis() + 999) / 1_000);
  }

  /** What the database said is for the log: it may name files, hosts and statements. */
  private static Problem unavailable(CairnException.Unavailable it) {
    return Problem.of(503, it.code(), "the store cannot answer now", it.hint())
        .header("Retry-After", "1");
  }

  private static Problem of(JsonException it) {
    int status = it.code().equals("too_large") ? 413 : 400;
    return Problem.of(
        status, it.code(), String.valueOf(it.getMessage()), "send one JSON document in UTF-8");
  }

  /** What a commit was answered with that was not made. */
  public static Problem of(CommitResult result, Stated stated) {
    return switch (result) {
      case CommitResult.Conflict it ->
          explained(it, stated == Stated.IN_HEADER ? 412 : 409, "version_conflict");
      case CommitResult.Rejected it -> rejected(it);
      case CommitResult.Fenced it -> explained(it, 409, "fenced");
      case CommitResult.Committed it -> throw new IllegalArgumentException("it was committed");
      case CommitResult.Repeated it -> throw new IllegalArgumentException("it was committed");
    };
  }

  private static Problem rejected(CommitResult.Rejected it) {
    return it.reasons().getFirst().code() == Reason.Code.KEY_REUSED
        ? explained(it, 422, "key_reused")
        : explained(it, 422, "validation_failed");
  }

  private static Problem refused(CairnException.Refused it) {
    return of(it.result(), Stated.IN_BODY);
  }

  private static Problem explained(CommitResult result, int status, String code) {
    try {
      result.orThrow();
    } catch (CairnException.Refused told) {
      return Problem.of(status, code, String.valueOf(told.getMessage()), told.hint())
          .with(result.toJson());
    }
    throw new IllegalArgumentException("it was committed");
  }
}
