package dev.cairn.server.api;

import dev.cairn.CairnException;
import dev.cairn.Definition;
import dev.cairn.Page;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Parameters;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.List;
import java.util.Optional;

/** The registry of definitions. */
final class DefinitionRoutes {
  private static final String ALL = "/api/v1/definitions";
  private static final String ONE = ALL + "/{id}";

  private DefinitionRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get(ALL).from(Role.VIEWER, DefinitionRoutes::list),
        Route.post(ALL).from(Role.ADMIN, DefinitionRoutes::register),
        Route.get(ONE).with("version").from(Role.VIEWER, DefinitionRoutes::get),
        Route.post(ONE + "/deprecate").from(Role.ADMIN, DefinitionRoutes::deprecate),
        Route.post(ONE + "/check").from(Role.OPERATOR, DefinitionRoutes::check),
        Route.post(ONE + "/migrate").from(Role.ADMIN, DefinitionRoutes::migrate));
  }

  private static Answer list(Request request, Caller caller) {
    var all = caller.cairn().definitions().list();
    return Answer.ok(new Page<>(all, Optional.empty()).toJson(Definition::json));
  }

  private static Answer register(Request request, Caller caller) {
    var kept = caller.cairn().definitions().register(Definition.parse(request.json()));
    return Answer.json(201, kept.json())
        .header("Location", ALL + "/" + Links.segment(kept.id()) + "?version=" + kept.version());
  }

  private static Answer get(Request request, Caller caller) {
    var id = request.variable("id");
    var version = request.parameters().number("version").map(DefinitionRoutes::version);
    var definitions = caller.cairn().definitions();
    var found = version.isPresent() ? definitions.find(id, version.get()) : definitions.find(id);
    return Answer.ok(found.orElseThrow(() -> unknown(id)).json());
  }

  private static int version(long number) {
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw Parameters.invalid("version", "is not the version of a definition", "begin with 1");
    }
    return (int) number;
  }

  private static Answer deprecate(Request request, Caller caller) {
    var fields = request.fields();
    int version = version(fields.requireNumber("version"));
    fields.refuseOthers();
    var id = request.variable("id");
    caller.cairn().definitions().deprecate(id, version);
    return Answer.ok(JsonObject.of("id", id, "version", version, "deprecated", true));
  }

  /**
   * Which living instances another version would not fit; without one, what migrating to the newest
   * that is registered would do. Nothing is stored.
   */
  private static Answer check(Request request, Caller caller) {
    var id = request.variable("id");
    var definitions = caller.cairn().definitions();
    var body = request.hasBody() ? request.json() : JsonObject.empty();
    return body.equals(JsonObject.empty())
        ? Answer.ok(definitions.dryRun(id).toJson())
        : Answer.ok(definitions.check(candidate(id, body)).toJson());
  }

  private static Definition candidate(String id, Json json) {
    var candidate = Definition.parse(json);
    if (!candidate.id().equalsIgnoreCase(id)) {
      throw Refusal.invalid(
          "invalid_request",
          "the definition is '" + candidate.id() + "', and not '" + id + "'",
          "check a version of a definition against the instances of that definition");
    }
    return candidate;
  }

  private static Answer migrate(Request request, Caller caller) {
    request.optionalFields().refuseOthers();
    return Answer.ok(caller.cairn().definitions().migrate(request.variable("id")).toJson());
  }

  private static CairnException unknown(String id) {
    return new CairnException.NotFound(
        "definition_not_found",
        "no definition '" + id + "'",
        "register it first, or list those that are registered");
  }
}
