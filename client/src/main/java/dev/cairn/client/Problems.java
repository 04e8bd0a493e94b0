package dev.cairn.client;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.Fence;
import dev.cairn.Instance;
import dev.cairn.Reason;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Turns the problems that a server answers (RFC 9457) back into what the kernel would have answered
 * or thrown.
 */
final class Problems {
  private final int status;
  private final JsonObject json;
  private final Duration retryAfter;

  private Problems(Reply reply) {
    this.status = reply.status();
    this.retryAfter = Pauses.asked(reply).orElse(Duration.ZERO);
    this.json = reply.json() instanceof JsonObject object ? object : JsonObject.empty();
  }

  /** The body of a success. */
  static Json body(Reply reply) {
    if (reply.isSuccess()) {
      return reply.json();
    }
    throw of(reply);
  }

  /** The body; empty when there is no such thing. */
  static Optional<Json> found(Reply reply) {
    return reply.status() == 404 ? Optional.empty() : Optional.of(body(reply));
  }

  /** What is thrown for a problem. */
  static CairnException of(Reply reply) {
    return new Problems(reply).failure();
  }

  /** The answer that a commit got which was not made; a problem that is none is thrown. */
  static CommitResult refusal(Reply reply) {
    var problem = new Problems(reply);
    return problem.refusal().orElseThrow(problem::failure);
  }

  private Optional<CommitResult> refusal() {
    return switch (code()) {
      case "version_conflict" -> Optional.of(conflict());
      case "fenced" -> Optional.of(fenced());
      case "invalid_transition" -> Optional.of(illegal());
      default -> json.get("reasons").map(Problems::rejected);
    };
  }

  /** By the lease of an instance, or by that of a task, which gives its reasons. */
  private CommitResult fenced() {
    return json.get("reasons")
        .map(Problems::rejected)
        .orElseGet(() -> new CommitResult.Fenced(new Fence(number("currentFence"))));
  }

  private CommitResult conflict() {
    return new CommitResult.Conflict(
        number("expectedVersion"),
        Instance.parse(json.require("current")),
        json.require("conflicts").asArray().items().stream().map(Json::asString).toList());
  }

  private static CommitResult rejected(Json reasons) {
    return new CommitResult.Rejected(
        reasons.asArray().items().stream().map(Reason::parse).toList());
  }

  private CommitResult illegal() {
    var reason =
        new Reason(
            -1,
            Reason.Code.INVALID_TRANSITION,
            text("detail"),
            json.get("from").filter(it -> !it.isNull()).map(Json::asString));
    return json.get("reasons")
        .map(Problems::rejected)
        .orElseGet(() -> new CommitResult.Rejected(List.of(reason)));
  }

  private CairnException failure() {
    var refused = refusal();
    if (refused.isPresent()) {
      return thrown(refused.get());
    }
    return switch (status) {
      case 400, 405, 406, 412, 415, 422, 428 ->
          new CairnException.Invalid(code(), text("detail"), text("hint"));
      case 401 -> new CairnException.Unauthorized(code(), text("detail"), text("hint"));
      case 403 -> new CairnException.Forbidden(text("detail"), text("hint"));
      case 404 -> new CairnException.NotFound(code(), text("detail"), text("hint"));
      case 409 -> new CairnException.AlreadyExists(code(), text("detail"), text("hint"));
      case 410 -> new CairnException.Gone(text("detail"), text("hint"));
      case 429 -> new CairnException.TooMany(code(), text("detail"), retryAfter);
      case 413 -> new CairnException.TooLarge(code(), text("detail"), text("hint"));
      case 500 -> broken();
      default -> new CairnException.Unavailable(text("detail"), text("hint"));
    };
  }

  private CairnException broken() {
    return code().equals("integrity")
        ? new CairnException.Integrity(text("detail"))
        : new CairnException.Unavailable(
            text("detail") + " (request " + text("requestId") + ")", text("hint"));
  }

  /** A refusal where only success will do. */
  static CairnException thrown(CommitResult refused) {
    try {
      refused.orThrow();
    } catch (CairnException.Refused told) {
      return told;
    }
    throw new IllegalArgumentException("it was committed: " + refused);
  }

  private String code() {
    return text("code");
  }

  /** Some other program between us and the server may answer without saying much. */
  private String text(String member) {
    return json.get(member).map(Json::asString).orElse("status " + status);
  }

  private long number(String member) {
    return json.require(member).asLong();
  }
}
