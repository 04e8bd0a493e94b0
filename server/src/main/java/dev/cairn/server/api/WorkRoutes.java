package dev.cairn.server.api;

import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Fields;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.List;

/** What people do to a workflow that runs, and what they can ask of it. */
final class WorkRoutes {
  private WorkRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get(Requests.ONE + "/status").from(Role.VIEWER, WorkRoutes::status),
        Route.get(Requests.ONE + "/explain").from(Role.VIEWER, WorkRoutes::explain),
        Route.get(Requests.ONE + "/saga").from(Role.VIEWER, WorkRoutes::saga),
        Route.post(Requests.ONE + "/input").from(Role.PARTICIPANT, WorkRoutes::input),
        Route.post(Requests.ONE + "/signals").from(Role.PARTICIPANT, WorkRoutes::signal),
        Route.post(Requests.ONE + "/skip").from(Role.PARTICIPANT, WorkRoutes::skip),
        Route.post(Requests.ONE + "/goto").from(Role.PARTICIPANT, WorkRoutes::goTo),
        Route.post(Requests.ONE + "/retry").from(Role.PARTICIPANT, WorkRoutes::retry));
  }

  private static Answer status(Request request, Caller caller) {
    var progress = caller.cairn().work().status(Requests.id(request));
    return WorkAnswers.read(request, progress.instance(), progress.toJson());
  }

  private static Answer explain(Request request, Caller caller) {
    var explanation = caller.cairn().work().explain(Requests.id(request));
    return WorkAnswers.read(request, explanation.instance(), explanation.toJson());
  }

  private static Answer saga(Request request, Caller caller) {
    return Answer.ok(caller.cairn().work().saga(Requests.id(request)).toJson());
  }

  private static Answer input(Request request, Caller caller) {
    var fields = request.fields();
    var step = fields.requireText("stepId");
    var data = value(fields, "data");
    fields.refuseOthers();
    return WorkAnswers.instance(
        request, caller.cairn().work().input(Requests.id(request), step, data));
  }

  /** Any value, null as well; that there is none is another thing. */
  static Json value(Fields fields, String name) {
    if (!fields.has(name)) {
      throw fields.invalid(name, "is missing");
    }
    return fields.value(name).orElse(JsonNull.NULL);
  }

  /** It has been kept; who waits for it takes it when it is time. */
  private static Answer signal(Request request, Caller caller) {
    var fields = request.fields();
    var name = fields.requireText("name");
    var payload = fields.value("payload").orElse(JsonNull.NULL);
    var key = fields.text("key");
    fields.refuseOthers();
    var result = caller.cairn().work().signal(Requests.id(request), name, payload, key);
    return WorkAnswers.receipt(request, 202, result);
  }

  private static Answer skip(Request request, Caller caller) {
    var fields = request.optionalFields();
    var step = fields.text("stepId");
    var reason = fields.text("reason");
    fields.refuseOthers();
    return WorkAnswers.instance(
        request, caller.cairn().work().skip(Requests.id(request), step, reason));
  }

  private static Answer goTo(Request request, Caller caller) {
    var fields = request.fields();
    var step = fields.requireText("stepId");
    fields.refuseOthers();
    return WorkAnswers.instance(request, caller.cairn().work().goTo(Requests.id(request), step));
  }

  /** A failed instance stays as it is, and goes on as another: that one is answered as created. */
  private static Answer retry(Request request, Caller caller) {
    request.optionalFields().refuseOthers();
    var id = Requests.id(request);
    try {
      Instance goesOn = caller.cairn().work().retry(id);
      return goesOn.id().equals(id)
          ? Answer.ok(goesOn.toJson()).etag(goesOn.version())
          : InstanceRoutes.created(201, goesOn);
    } catch (CairnException.Refused it) {
      throw WorkAnswers.of(it);
    }
  }
}
