package dev.cairn.server.api;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.Instance;
import dev.cairn.Reason;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Problem;
import dev.cairn.server.http.Problems;
import dev.cairn.server.http.Problems.Stated;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Request;

/** Answers what became of something that was said to a workflow that runs. */
final class WorkAnswers {
  private WorkAnswers() {}

  /** The instance as it is after; its receipt as well, for who prefers that. */
  static Answer.Document instance(Request request, CommitResult result) {
    return switch (result) {
      case Committed it when request.prefersRepresentation() -> Commits.represented(200, it);
      case Committed it -> shown(it);
      case CommitResult.Repeated it -> repeated(it);
      case CommitResult.Rejected it -> throw refused(it);
      case CommitResult.Conflict it -> throw Commits.refusal(it, Stated.IN_BODY);
      case CommitResult.Fenced it -> throw Commits.refusal(it, Stated.IN_BODY);
    };
  }

  private static Answer.Document shown(Committed it) {
    return Commits.warned(
        Answer.ok(it.instance().toJson())
            .etag(it.instance().version())
            .header("Cairn-Receipt", it.receipt().hash().hex()),
        it.warnings());
  }

  /** The receipt; the instance as well, for who prefers that. */
  static Answer.Document receipt(Request request, int status, CommitResult result) {
    return switch (result) {
      case Committed it when request.prefersRepresentation() -> Commits.represented(status, it);
      case Committed it -> Commits.warned(Answer.json(status, it.toJson()), it.warnings());
      case CommitResult.Repeated it -> repeated(it);
      case CommitResult.Rejected it -> throw refused(it);
      case CommitResult.Conflict it -> throw Commits.refusal(it, Stated.IN_BODY);
      case CommitResult.Fenced it -> throw Commits.refusal(it, Stated.IN_BODY);
    };
  }

  private static Answer.Document repeated(CommitResult.Repeated it) {
    return Commits.replayed(Answer.ok(it.toJson()));
  }

  /**
   * What is refused because the instance has moved on is a conflict with what is; what it could not
   * do anyhow is a bad request.
   */
  private static Refusal refused(CommitResult.Rejected it) {
    var reason = it.reasons().getFirst();
    return switch (reason.code()) {
      case FENCED, STALE_APPROVAL, ALREADY_DECIDED, NOT_WAITING, SUPERSEDED, TERMINAL, UNDONE ->
          new Refusal(problem(409, it));
      case CANNOT_SKIP, STEP_NOT_VISITED, STEP_NOT_FOUND -> new Refusal(problem(400, it));
      case INVALID_TRANSITION -> new Refusal(illegal(it, reason));
      default -> Commits.refusal(it, Stated.IN_BODY);
    };
  }

  private static Problem problem(int status, CommitResult.Rejected it) {
    var reason = it.reasons().getFirst();
    return Problem.of(status, reason.code().toString(), reason.detail(), hint(reason.code()))
        .with(it.toJson());
  }

  private static String hint(Reason.Code code) {
    return switch (code) {
      case FENCED -> "stop working on it; what somebody else does with it now is theirs";
      case STALE_APPROVAL -> "read the instance again, and decide on what it is now";
      case UNDONE -> "create an instance of the same context, or fork version 1: both begin anew";
      case TERMINAL -> "an instance that has ended changes no more; fork it";
      default -> "ask /explain what the instance waits for";
    };
  }

  /** Work is done while an instance runs: that is what it would have to be. */
  private static Problem illegal(CommitResult.Rejected it, Reason reason) {
    var from = reason.id().flatMap(Status::named).map(status -> Json.of(status.toString()));
    var told = it.toJson().with("to", Json.of(Status.RUNNING.toString()));
    return Problem.of(
            400,
            reason.code().toString(),
            reason.detail(),
            "read the instance: its status says what can follow")
        .with(from.map(status -> told.with("from", status)).orElse(told));
  }

  /** A refusal that is thrown where only success could be given back. */
  static RuntimeException of(CairnException.Refused told) {
    return told.result() instanceof CommitResult.Rejected it
        ? refused(it)
        : new Refusal(Problems.of(told));
  }

  /** What is read of an instance; the instance as well, for who prefers that. */
  static Answer read(Request request, Instance instance, JsonObject json) {
    return request.prefersRepresentation()
        ? Answer.ok(json.with("instance", instance.toJson()))
            .header("Preference-Applied", "return=representation")
        : Answer.ok(json);
  }
}
