package dev.cairn.server.api;

import dev.cairn.ApiKey;
import dev.cairn.KeyId;
import dev.cairn.Page;
import dev.cairn.Role;
import dev.cairn.Times;
import dev.cairn.User;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Fields;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Who calls: oneself, the keys that let people in, and the users that were seen. */
final class IdentityRoutes {
  private static final String KEYS = "/api/v1/keys";

  private IdentityRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get("/api/v1/me").from(Role.VIEWER, IdentityRoutes::me),
        Route.get("/api/v1/users").with("limit", "cursor").from(Role.ADMIN, IdentityRoutes::users),
        Route.get(KEYS).from(Role.ADMIN, IdentityRoutes::keys),
        Route.post(KEYS).from(Role.ADMIN, IdentityRoutes::create),
        Route.delete(KEYS + "/{id}").from(Role.ADMIN, IdentityRoutes::revoke));
  }

  private static Answer me(Request request, Caller caller) {
    return Answer.ok(
        JsonObject.of(
            "subject",
            caller.subject(),
            "userId",
            caller.userId().toString(),
            "roles",
            Json.of(List.copyOf(caller.roles()))));
  }

  private static Answer users(Request request, Caller caller) {
    int limit = Requests.limit(request.parameters());
    var after = request.parameters().text("cursor");
    var found = caller.cairn().identities().users(after, limit + 1);
    return Answer.ok(Page.of(found, limit, User::subject).toJson(User::toJson));
  }

  private static Answer keys(Request request, Caller caller) {
    var all = caller.cairn().identities().keys();
    return Answer.ok(new Page<>(all, Optional.empty()).toJson(ApiKey::toJson));
  }

  private static Answer create(Request request, Caller caller) {
    var fields = request.fields();
    var wanted =
        new ApiKey.Wanted(
            fields.requireText("subject"), new TreeSet<>(roles(fields)), expiry(fields));
    fields.refuseOthers();
    var created = caller.cairn().identities().createKey(wanted);
    return Answer.json(201, created.toJson()).header("Location", KEYS + "/" + created.key().id());
  }

  private static List<String> roles(Fields fields) {
    try {
      return fields.requireArray("roles").items().stream().map(Json::asString).toList();
    } catch (JsonException wrong) {
      throw fields.invalid("roles", "has what is no text");
    }
  }

  private static Optional<Instant> expiry(Fields fields) {
    try {
      return fields.text("expiresAt").map(Times::parse);
    } catch (DateTimeException notOne) {
      throw fields.invalid("expiresAt", "is not a time");
    }
  }

  /** What the key opened is closed: requests now, streams within two seconds. */
  private static Answer revoke(Request request, Caller caller) {
    caller.cairn().identities().revokeKey(KeyId.of(request.variable("id")));
    return Answer.none();
  }
}
