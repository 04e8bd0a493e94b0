package dev.cairn.server.api;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The description of all routes, put together from its parts. */
public final class OpenApi {
  private static final List<String> PARTS =
      List.of(
          "filters",
          "workflows",
          "instances",
          "changes",
          "commits",
          "work",
          "approvals",
          "tasks",
          "history",
          "versions",
          "definitions",
          "migrations",
          "archive",
          "streams",
          "identities",
          "sessions",
          "operations");

  private OpenApi() {}

  public static List<Route> routes() {
    return List.of(Route.get("/openapi.json").openTo(request -> Answer.ok(Document.WHOLE)));
  }

  public static JsonObject document() {
    return Document.WHOLE;
  }

  /** Read when somebody asks for it. */
  private static final class Document {
    static final JsonObject WHOLE = assemble();
  }

  private static JsonObject assemble() {
    var root = part("root");
    var components = root.require("components").asObject();
    var paths = root.require("paths").asObject();
    for (var name : PARTS) {
      var part = part(name);
      paths = joined(paths, part, "paths");
      components = with(components, part, "schemas");
      components = with(components, part, "parameters");
      components = with(components, part, "responses");
    }
    return root.with("paths", paths).with("components", components);
  }

  private static JsonObject with(JsonObject components, JsonObject part, String kind) {
    var known = components.require(kind).asObject();
    return components.with(kind, joined(known, part, kind));
  }

  private static JsonObject joined(JsonObject known, JsonObject part, String member) {
    var all = known;
    var more = part.get(member).map(Json::asObject).orElse(JsonObject.empty());
    for (var entry : more.entries()) {
      if (all.has(entry.getKey())) {
        throw new IllegalStateException(entry.getKey() + " is described twice");
      }
      all = all.with(entry.getKey(), entry.getValue());
    }
    return all;
  }

  private static JsonObject part(String name) {
    try (var in =
        OpenApi.class.getResourceAsStream("/dev/cairn/server/openapi/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("openapi/" + name + ".json is missing");
      }
      return Json.parse(in.readAllBytes()).asObject();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
