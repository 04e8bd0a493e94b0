package dev.cairn.server.api;

import dev.cairn.Approval;
import dev.cairn.ApprovalQuery;
import dev.cairn.ApprovalQuery.Decider;
import dev.cairn.Decision;
import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Fields;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What waits for people to decide, and what they decide. */
final class ApprovalRoutes {
  private static final String ALL = "/api/v1/approvals";
  private static final String DECISION = Requests.ONE + "/approvals/{approval}/decision";

  private ApprovalRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get(ALL).with(parameters()).from(Role.VIEWER, ApprovalRoutes::list),
        Route.post(DECISION).from(Role.PARTICIPANT, ApprovalRoutes::decide));
  }

  private static Set<String> parameters() {
    var names = new HashSet<>(ListParameters.FILTERS);
    names.addAll(Set.of("mine", "limit", "cursor"));
    return names;
  }

  private static Answer list(Request request, Caller caller) {
    var parameters = request.parameters();
    var query =
        ApprovalQuery.of(ListParameters.filter(parameters, caller.subject()))
            .limit(Requests.limit(parameters));
    var after = parameters.text("cursor").map(query::after).orElse(query);
    boolean mine = parameters.bool("mine").orElse(false);
    var asked = mine ? after.of(new Decider(caller.subject(), caller.roles())) : after;
    return Answer.ok(caller.cairn().work().approvals(asked).toJson(Approval::toJson));
  }

  private static Answer decide(Request request, Caller caller) {
    var fields = request.fields();
    var decision =
        new Decision(
            kind(fields),
            fields.object("data").orElse(JsonObject.empty()),
            fields.text("reason"),
            fields.requireText("checksum"),
            caller.roles());
    fields.refuseOthers();
    if (decision.kind() != Decision.Kind.MODIFY && !decision.data().isEmpty()) {
      throw fields.invalid("data", "goes with modify: it would be lost otherwise");
    }
    var id = Requests.id(request);
    var result = caller.cairn().work().decide(id, request.variable("approval"), decision);
    return WorkAnswers.instance(request, result);
  }

  private static Decision.Kind kind(Fields fields) {
    return Decision.Kind.named(fields.requireText("decision"))
        .orElseThrow(() -> fields.invalid("decision", "is not approve, modify or reject"));
  }
}
