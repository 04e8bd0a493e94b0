package dev.cairn.server.api;

import dev.cairn.Role;
import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.List;

/** Sessions of browsers: whoever shows a key, a token or a link gets a cookie for it. */
final class SessionRoutes {
  private static final String SESSION = "/api/v1/session";

  private SessionRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.post(SESSION).from(Role.VIEWER, SessionRoutes::open),
        Route.delete(SESSION).from(Role.VIEWER, SessionRoutes::close),
        Route.post(SESSION + "/links").from(Role.VIEWER, SessionRoutes::link));
  }

  private static Answer open(Request request, Caller caller) {
    request.optionalFields().refuseOthers();
    var session = caller.signIn().open();
    var body =
        JsonObject.of(
            "subject",
            caller.subject(),
            "userId",
            caller.userId().toString(),
            "roles",
            Json.of(List.copyOf(caller.roles())),
            "expiresAt",
            Times.format(session.until()));
    return Answer.json(201, body).header("Set-Cookie", session.text());
  }

  private static Answer close(Request request, Caller caller) {
    return Answer.none().header("Set-Cookie", caller.signIn().close());
  }

  /** Lets the caller in once from a browser: a terminal shows it as a link. */
  private static Answer link(Request request, Caller caller) {
    request.optionalFields().refuseOthers();
    var link = caller.signIn().link().orElseThrow();
    return Answer.json(
        201, JsonObject.of("token", link.text(), "expiresAt", Times.format(link.until())));
  }
}
