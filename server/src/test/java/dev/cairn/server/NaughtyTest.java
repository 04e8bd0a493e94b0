package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strings that have broken other programs, wherever a string can be said: never a 5xx. */
class NaughtyTest {
  private static Gated gated;
  private static Call admin;
  private static String path = "";

  @BeforeAll
  static void serve() {
    gated = new Gated(Map.of("anonymousPerSecond", "1000000"));
    admin = gated.as("boss", Role.ADMIN);
    var body = JsonObject.of("workflowId", Served.DEFINITION);
    path = admin.post(Served.WORKFLOWS, body).is(201).header("Location").orElseThrow();
  }

  @AfterAll
  static void stop() {
    admin.get("/api/v1/me").is(200);
    assertThat(gated.anonymous().get("/metrics").text()).contains("cairn_http_failures_total 0.0");
    gated.close();
  }

  static Stream<String> strings() {
    return Stream.of(
        "",
        " ",
        "\t\n\r",
        "undefined",
        "null",
        "NaN",
        "-1",
        "9223372036854775808",
        "1e400",
        "0x1F",
        "..",
        "../../etc/passwd",
        "%2e%2e%2f",
        "%",
        "%s%n%x",
        "${jndi:ldap://127.0.0.1/a}",
        "{{7*7}}",
        "'; DROP TABLE instance; --",
        "' OR '1'='1",
        "\" OR \"\"=\"",
        "%_%",
        "<script>alert(1)</script>",
        "\u0001\u0008\u001f\u007f",
        "\u0085\u2028\u2029",
        "\ufeff",
        "\u200b\u200e\u202e",
        "e\u0301 \u00e9 \u0130 \u0131 \u00df",
        "\uff0e\uff0e\uff0f",
        "\ud83d\ude00\ud83d\udc69\u200d\ud83d\udcbb",
        "\uffff\ufffe",
        "\u7530\u4e2d\u3055\u3093",
        "\u0645\u0631\u062d\u0628\u0627",
        "Z\u0351\u036b\u0343a\u030al\u0314g\u0321o",
        "/~!@#$^&*()_+`-={}|[]\\:;<>?,.",
        "__proto__",
        "constructor",
        "me",
        "x".repeat(201),
        "x".repeat(5_000),
        "(".repeat(2_000),
        "!".repeat(2_000) + "true",
        "a.".repeat(1_000) + "a");
  }

  private static String inUrl(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static void bears(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isBetween(200, 499);
  }

  @ParameterizedTest
  @MethodSource("strings")
  void no_string_in_a_url_breaks_the_server(String text) {
    var it = inUrl(text);
    for (var route :
        List.of(
            Served.WORKFLOWS + "/" + it,
            Served.WORKFLOWS + "/" + it + "/versions",
            Served.WORKFLOWS + "/" + it + "/participants",
            path + "/versions/" + it,
            path + "/receipts/" + it,
            path + "/versions?cursor=" + it,
            path + "/diff?from=" + it + "&to=1",
            path + "/blame?path=" + it,
            path + "?version=" + it,
            path + "?asOf=" + it,
            "/api/v1/definitions/" + it,
            "/api/v1/definitions/" + it + "?version=1",
            "/api/v1/users?cursor=" + it,
            "/api/v1/users?limit=" + it,
            "/api/v1/me?" + it + "=1",
            "/nowhere/" + it)) {
      bears(admin.get(route));
    }
    for (var name :
        List.of(
            "id",
            "status",
            "workflowId",
            "owner",
            "tag",
            "tagAny",
            "where",
            "createdAfter",
            "cursor",
            "limit",
            "page",
            "pageSize",
            "sort",
            "attr.epic",
            "showCancelled")) {
      bears(admin.get(Served.WORKFLOWS + "?" + name + "=" + it));
    }
    bears(admin.get(Served.WORKFLOWS + "?attr." + it + "=1"));
    bears(admin.get("/api/v1/statistics?where=" + it));
    bears(admin.delete("/api/v1/keys/" + it));
  }

  @ParameterizedTest
  @MethodSource("strings")
  void no_string_in_a_body_breaks_the_server(String text) {
    var it = Json.of(text);
    var named = JsonObject.of(text.isEmpty() ? "x" : text, text);
    for (var body :
        List.of(
            JsonObject.of("workflowId", it),
            JsonObject.of("workflowId", Served.DEFINITION, "id", it),
            JsonObject.of("workflowId", Served.DEFINITION, "owner", it),
            JsonObject.of("workflowId", Served.DEFINITION, "tags", List.of(it)),
            JsonObject.of("workflowId", Served.DEFINITION, "attributes", named),
            JsonObject.of("workflowId", Served.DEFINITION, "context", named))) {
      bears(admin.post(Served.WORKFLOWS, body));
      bears(admin.post(Served.WORKFLOWS + ":batch", JsonObject.of("items", List.of(body))));
    }
    bears(admin.post("/api/v1/definitions", JsonObject.of("id", it, "indexes", List.of(it))));
    bears(admin.post("/api/v1/keys", JsonObject.of("subject", it, "roles", List.of("Viewer"))));
    bears(
        admin.post(
            "/api/v1/keys", JsonObject.of("subject", "zoe", "roles", List.of("Viewer", it))));
    bears(
        admin.post(
            "/api/v1/keys",
            JsonObject.of("subject", "zoe", "roles", List.of("Viewer"), "expiresAt", it)));
    bears(admin.post(path + "/checkpoints", JsonObject.of("name", it)));
    bears(admin.post(path + "/restore", JsonObject.of("checkpoint", it)));
    bears(admin.post(path + "/fork", JsonObject.of("version", 1, "id", it)));
    var shared = JsonObject.of("participants", List.of(it)).canonical().getBytes(UTF_8);
    bears(
        admin.with("Content-Type", "application/json").send("PUT", path + "/participants", shared));
    for (var mutation :
        List.of(
            "{\"type\":%1$s}",
            "{\"type\":\"addTags\",\"tags\":[%1$s]}",
            "{\"type\":\"moveTo\",\"stepId\":%1$s}",
            "{\"type\":\"setStepData\",\"stepId\":%1$s,\"data\":{}}",
            "{\"type\":\"transition\",\"to\":%1$s}",
            "{\"type\":\"enterScope\",\"id\":%1$s,\"parent\":\"root\"}",
            "{\"type\":\"addToken\",\"id\":%1$s,\"token\":{\"scope\":%1$s}}",
            "{\"type\":\"patchContext\",\"patch\":[{\"op\":\"add\",\"path\":%1$s,\"value\":1}]}")) {
      var quoted = it.canonical();
      bears(
          admin.post(
              path + "/commits",
              "{\"expectedVersion\":null,\"reason\":"
                  + quoted
                  + ",\"mutations\":["
                  + mutation.formatted(quoted)
                  + "]}"));
    }
  }

  @ParameterizedTest
  @MethodSource("strings")
  void no_string_in_a_header_breaks_the_server(String text) {
    var printable = text.replaceAll("[^\\x20-\\x7e]", "?").strip();
    for (var header : List.of("Authorization", "If-None-Match", "Origin", "X-Request-Id")) {
      bears(admin.with(header, printable).get(path));
    }
    bears(gated.bearer(printable).get(path));
    bears(gated.bearer("cairn_" + printable).get(path));
    bears(gated.bearer(printable + "." + printable + "." + printable).get(path));
    var keyed = admin.with("Idempotency-Key", printable);
    bears(keyed.post(Served.WORKFLOWS, JsonObject.of("workflowId", Served.DEFINITION)));
    bears(
        admin
            .with("If-Match", printable)
            .patch(path + "/state", "application/merge-patch+json", "{\"a\":1}"));
  }
}
