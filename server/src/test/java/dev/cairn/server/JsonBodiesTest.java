package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The cases of JSONTestSuite (by Nicolas Seriot, MIT; licence and source are in the archive) as
 * bodies, and as parts of bodies: what is JSON is stored and read again, what is not is refused.
 */
class JsonBodiesTest {
  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final String JSON_PATCH = "application/json-patch+json";

  /** JSON that is refused by rule, because not every store can hold it. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "y_object_duplicated_key.json", "duplicate_key",
          "y_object_duplicated_key_and_value.json", "duplicate_key",
          "y_object_escaped_null_in_key.json", "nul_character",
          "y_string_null_escape.json", "nul_character");

  private static Gated gated;
  private static Call admin;
  private static String path = "";

  @BeforeAll
  static void serve() {
    gated = new Gated(Map.of());
    admin = gated.as("boss", Role.ADMIN);
    var body = JsonObject.of("workflowId", Served.DEFINITION);
    path = admin.post(Served.WORKFLOWS, body).is(201).header("Location").orElseThrow();
  }

  @AfterAll
  static void stop() {
    assertThat(gated.anonymous().get("/metrics").text()).contains("cairn_http_failures_total 0.0");
    gated.close();
  }

  /** The files whose names begin so, by their names. */
  private static Map<String, byte[]> cases(String prefix) throws IOException {
    var cases = new TreeMap<String, byte[]>();
    var archive = JsonBodiesTest.class.getResourceAsStream("/JSONTestSuite.zip");
    try (var zip = new ZipInputStream(Objects.requireNonNull(archive))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var name = entry.getName().replaceFirst(".*/", "");
        if (name.startsWith(prefix)) {
          cases.put(name, zip.readAllBytes());
        }
      }
    }
    assertThat(cases).hasSizeGreaterThan(50);
    return cases;
  }

  private static byte[] around(String before, byte[] middle, String after) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(before.getBytes(UTF_8));
    bytes.writeBytes(middle);
    bytes.writeBytes(after.getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private static Reply send(String method, String to, String type, byte[] body) {
    return admin.with("Content-Type", type).send(method, to, body);
  }

  private static Reply create(byte[] value) {
    var body = around("{\"workflowId\":\"create-prd\",\"context\":{\"v\":", value, "}}");
    return send("POST", Served.WORKFLOWS, "application/json", body);
  }

  private static Reply commit(byte[] value) {
    var before =
        "{\"expectedVersion\":null,\"mutations\":[{\"type\":\"setContext\",\"context\":{\"v\":";
    return send("POST", path + "/commits", "application/json", around(before, value, "}}]}"));
  }

  private static Reply patch(String type, String before, byte[] value, String after) {
    var version = admin.get(path).is(200).header("ETag").orElseThrow();
    var body = around(before, value, after);
    return admin
        .with("If-Match", version)
        .with("Content-Type", type)
        .send("PATCH", path + "/state", body);
  }

  private static List<Reply> everywhere(byte[] value) {
    return List.of(
        create(value),
        commit(value),
        patch(MERGE_PATCH, "{\"v\":", value, "}"),
        patch(JSON_PATCH, "[{\"op\":\"add\",\"path\":\"/v\",\"value\":", value, "}]"));
  }

  @Test
  void what_is_json_is_stored_and_comes_back() throws IOException {
    cases("y_")
        .forEach((name, value) -> {
          if (!REFUSED.containsKey(name)) {
            for (var reply : everywhere(value)) {
              assertThat(reply.status()).as(name + " " + reply.text()).isBetween(200, 201);
            }
            var stored = admin.get(path).is(200).at("/context/v");
            assertThat(stored).as(name).isEqualTo(Json.parse(value));
          }
        });
  }

  @Test
  void what_not_every_store_can_hold_is_refused_by_rule() throws IOException {
    var all = cases("y_");
    REFUSED.forEach((name, code) ->
        everywhere(requireNonNull(all.get(name))).forEach(reply -> reply.isProblem(400, code)));
  }

  @Test
  void what_is_not_json_is_refused_wherever_it_stands() throws IOException {
    cases("n_")
        .forEach((name, value) -> {
          for (var reply : everywhere(value)) {
            assertThat(reply.status()).as(name + " " + reply.text()).isEqualTo(400);
            assertThat(reply.textAt("/code")).as(name).isIn("malformed", "too_deep");
          }
        });
  }

  @Test
  void no_case_as_a_whole_body_breaks_a_route() throws IOException {
    var all = cases("");
    all.forEach((name, body) -> {
      for (var to :
          List.of(
              Served.WORKFLOWS,
              Served.WORKFLOWS + ":batch",
              path + "/commits",
              path + "/start",
              path + "/restore",
              "/api/v1/definitions")) {
        bears(name, send("POST", to, "application/json", body));
      }
      bears(name, send("PUT", path + "/participants", "application/json", body));
      bears(name, patch(MERGE_PATCH, "", body, ""));
      bears(name, patch(JSON_PATCH, "", body, ""));
    });
  }

  private static void bears(String name, Reply reply) {
    assertThat(reply.status()).as(name + " " + reply.text()).isBetween(200, 499);
  }
}
