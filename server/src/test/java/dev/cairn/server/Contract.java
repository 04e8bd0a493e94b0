package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.SchemaLanguage;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.server.api.OpenApi;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Compares exchanges with openapi.json, as a client would that knows nothing else. */
public final class Contract implements Call.Witness {
  private static final JsonObject DOCUMENT = OpenApi.document();
  private static final Map<JsonObject, SchemaLanguage.Schema> SCHEMAS = new ConcurrentHashMap<>();

  @Override
  public void saw(HttpRequest request, byte[] body, Reply reply) {
    var path = request.uri().getRawPath();
    var operation =
        template(path)
            .flatMap(item -> item.get(request.method().toLowerCase(java.util.Locale.ROOT)))
            .map(Json::asObject);
    if (operation.isEmpty()) {
      assertThat(reply.status()).as("nothing is described at " + path).isIn(404, 405);
      return;
    }
    if (reply.status() < 300) {
      accepts(operation.get(), request, body);
    }
    answers(operation.get(), reply);
  }

  /** The entry of a path. A template that says it word by word wins over one with variables. */
  private static Optional<JsonObject> template(String path) {
    var paths = DOCUMENT.require("paths").asObject();
    return paths
        .get(path)
        .or(() ->
            paths.keys().stream()
                .filter(it -> path.matches(it.replaceAll("\\{\\w+}", "[^/]+")))
                .findFirst()
                .flatMap(paths::get))
        .map(Json::asObject);
  }

  /** What was accepted must have been described. */
  private static void accepts(JsonObject operation, HttpRequest request, byte[] body) {
    if (body.length == 0) {
      return;
    }
    var type = request.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    var content = resolved(operation.require("requestBody")).require("content").asObject();
    fits(content.require(type).asObject().require("schema"), Json.parse(body), "request");
  }

  private static void answers(JsonObject operation, Reply reply) {
    var responses = operation.require("responses").asObject();
    var status = Integer.toString(reply.status());
    assertThat(responses.has(status) || reply.status() >= 400)
        .as("%s is not described: %s", status, operation.require("operationId"))
        .isTrue();
    var response = resolved(responses.get(status).orElseGet(() -> responses.require("default")));
    headers(response, reply);
    var content = response.get("content").map(Json::asObject).orElse(JsonObject.empty());
    if (reply.response().body().length == 0) {
      assertThat(content.isEmpty() || reply.status() == 304).isTrue();
      return;
    }
    var type = reply.header("Content-Type").orElse("").replaceFirst(";.*", "");
    assertThat(content.keys()).as("media types of " + status).contains(type);
    if (type.endsWith("json")) {
      fits(content.require(type).asObject().require("schema"), reply.json(), "answer");
    }
  }

  /** Headers of ours that are sent must be described. */
  private static void headers(JsonObject response, Reply reply) {
    var described = response.get("headers").map(Json::asObject).orElse(JsonObject.empty());
    for (var name : java.util.List.of("Cairn-Receipt", "Cairn-Warning", "Idempotent-Replayed")) {
      reply.header(name).ifPresent(it -> assertThat(described.keys()).contains(name));
    }
  }

  private static JsonObject resolved(Json json) {
    var object = json.asObject();
    return object
        .get("$ref")
        .map(ref -> DOCUMENT.at(ref.asString().substring(1)).orElseThrow().asObject())
        .orElse(object);
  }

  private static void fits(Json schema, Json body, String what) {
    var compiled = SCHEMAS.computeIfAbsent(schema.asObject(), Contract::compile);
    assertThat(compiled.check(JsonObject.of("body", body))).as(() -> what + " " + body).isEmpty();
  }

  /** References lead into the document, so that the schemas come along. */
  private static SchemaLanguage.Schema compile(JsonObject schema) {
    try {
      return SchemaLanguage.load()
          .compile(
              JsonObject.of(
                  "properties",
                  JsonObject.of("body", schema),
                  "components",
                  JsonObject.of("schemas", DOCUMENT.at("/components/schemas").orElseThrow())));
    } catch (JsonException wrong) {
      throw new AssertionError("not a schema: " + schema, wrong);
    }
  }
}
