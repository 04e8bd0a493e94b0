package dev.cairn.server.api;

import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.Mutation;
import dev.cairn.OnConflict;
import dev.cairn.Role;
import dev.cairn.json.JsonPatch;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Problems.Stated;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.List;

/** Changing an instance: a patch of its context, or a commit of any mutations. */
final class ChangeRoutes {
  private ChangeRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.patch(Requests.ONE + "/state")
            .with("onConflict")
            .conditional()
            .from(Role.PARTICIPANT, ChangeRoutes::patch),
        Route.post(Requests.ONE + "/commits")
            .conditional()
            .from(Role.PARTICIPANT, ChangeRoutes::commit));
  }

  private static Answer patch(Request request, Caller caller) {
    var id = Requests.id(request);
    var policy = request.parameters().text("onConflict").map(Requests::policy);
    var read = request.ifMatch();
    if (read.isEmpty()) {
      throw Commits.versionMissing("send If-Match with the ETag of the instance that you read");
    }
    var commit =
        Commit.to(id)
            .from(read.getAsLong())
            .onConflict(policy.orElse(OnConflict.REJECT))
            .with(mutation(request));
    var keyed = request.idempotencyKey().map(commit::key).orElse(commit);
    var result = caller.cairn().workflows().commit(keyed);
    return switch (result) {
      case Committed it ->
          Commits.warned(
              Answer.ok(it.instance().toJson())
                  .etag(it.instance().version())
                  .header("Cairn-Receipt", it.receipt().hash().hex()),
              it.warnings());
      case Repeated it -> Commits.replayed(Commits.asItWas(caller.cairn(), it));
      case CommitResult.Conflict it -> throw Commits.refusal(it, Stated.IN_HEADER);
      case CommitResult.Rejected it -> throw Commits.refusal(it, Stated.IN_HEADER);
      case CommitResult.Fenced it -> throw Commits.refusal(it, Stated.IN_HEADER);
    };
  }

  private static Mutation mutation(Request request) {
    var patch = request.json(Request.MERGE_PATCH, Request.JSON_PATCH);
    return request.contentType().equals(Request.JSON_PATCH)
        ? new Mutation.PatchContext(JsonPatch.parse(patch))
        : new Mutation.MergeContext(patch.asObject());
  }

  private static Answer commit(Request request, Caller caller) {
    var fields = request.fields();
    var asked = Commits.read(Requests.id(request), fields, request.ifMatch());
    var key = fields.text("idempotencyKey").or(request::idempotencyKey);
    fields.refuseOthers();
    var commit = key.map(asked.commit()::key).orElse(asked.commit());
    var result = caller.cairn().workflows().commit(commit);
    return switch (result) {
      case Committed it -> Commits.warned(committed(request, it), it.warnings());
      case Repeated it -> Commits.replayed(Answer.ok(it.toJson()));
      case CommitResult.Conflict it -> throw Commits.refusal(it, asked.stated());
      case CommitResult.Rejected it -> throw Commits.refusal(it, asked.stated());
      case CommitResult.Fenced it -> throw Commits.refusal(it, asked.stated());
    };
  }

  private static Answer.Document committed(Request request, Committed it) {
    return request.prefersRepresentation()
        ? Commits.represented(201, it)
        : Answer.json(201, it.toJson());
  }
}
