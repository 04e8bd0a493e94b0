package dev.cairn.server.api;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Fields;
import dev.cairn.server.http.Problem;
import dev.cairn.server.http.Problems;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Several changes in one transaction: all of them, or none. */
final class BatchRoutes {
  private BatchRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.post(Requests.WORKFLOWS + ":batch").from(Role.PARTICIPANT, BatchRoutes::batch));
  }

  private static Answer batch(Request request, Caller caller) {
    var fields = request.fields();
    if (!fields.bool("atomic").orElse(true)) {
      throw fields.invalid("atomic", "must be true: a batch is all or nothing");
    }
    var members = fields.requireArray("items").items();
    fields.refuseOthers();
    var items = new ArrayList<BatchItem>();
    for (int index = 0; index < members.size(); index++) {
      items.add(item(members.get(index), index, caller));
    }
    return switch (caller.cairn().workflows().batch(items)) {
      case BatchResult.Committed it -> Answer.ok(results(request, it.instances()));
      case BatchResult.Refused it ->
          throw at(it.index(), Problems.of(it.why(), Problems.Stated.IN_BODY));
      case BatchResult.Failed it -> throw at(it.index(), Problems.of(it.why()));
    };
  }

  private static JsonObject results(Request request, List<Instance> instances) {
    boolean whole = request.prefersRepresentation();
    return JsonObject.of(
        "results",
        instances.stream()
            .map(it -> whole ? result(it).with("instance", it.toJson()) : result(it))
            .toList());
  }

  private static JsonObject result(Instance it) {
    return JsonObject.of("id", it.id().toString(), "version", it.version());
  }

  private static BatchItem item(Json member, int index, Caller caller) {
    try {
      return read(Fields.of(member, "items/" + index), index, caller);
    } catch (Refusal refusal) {
      throw at(index, refusal.problem());
    } catch (CairnException failure) {
      throw at(index, Problems.of(failure));
    }
  }

  private static BatchItem read(Fields fields, int index, Caller caller) {
    var create = fields.value("create");
    var id = fields.text("id");
    var commit = fields.value("commit");
    fields.refuseOthers();
    boolean creates = create.isPresent() && id.isEmpty() && commit.isEmpty();
    boolean changes = create.isEmpty() && id.isPresent() && commit.isPresent();
    if (!creates && !changes) {
      throw fields.invalid("create", "or else id and commit must be there, and not both");
    }
    return creates
        ? create(Fields.of(create.get(), "items/" + index + "/create"), caller)
        : change(
            InstanceId.of(id.orElseThrow()),
            Fields.of(commit.orElseThrow(), "items/" + index + "/commit"));
  }

  private static BatchItem create(Fields fields, Caller caller) {
    var wanted = NewInstances.read(fields);
    var key = fields.text("idempotencyKey");
    fields.refuseOthers();
    return new BatchItem.Create(
        key.map(it -> NewInstances.keyed(wanted, it, caller.subject())).orElse(wanted));
  }

  private static BatchItem change(InstanceId id, Fields fields) {
    var commit = Commits.read(id, fields, OptionalLong.empty()).commit();
    var key = fields.text("idempotencyKey");
    fields.refuseOthers();
    return new BatchItem.Change(key.map(commit::key).orElse(commit));
  }

  /** Names the member because of which nothing was stored. */
  private static Refusal at(int index, Problem problem) {
    var placed =
        new Problem(
            problem.status(),
            problem.code(),
            "member " + index + ": " + problem.detail(),
            problem.hint(),
            problem.more().with("index", Json.of(index)),
            problem.headers());
    return new Refusal(placed);
  }
}
