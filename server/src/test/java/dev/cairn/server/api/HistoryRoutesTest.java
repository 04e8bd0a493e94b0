package dev.cairn.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import dev.cairn.json.JsonPatch;
import dev.cairn.server.Reply;
import dev.cairn.server.Served;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was, over HTTP. */
class HistoryRoutesTest {
  @TempDir Path folder;
  private Served served;
  private String path = "";

  @BeforeEach
  void serve() {
    served = Served.in(folder);
    path = served.created("total", 1);
    for (int version = 1; version < 5; version++) {
      served.clock().advance(Duration.ofMinutes(1));
      patch(version % 2 == 0 ? "mia" : "leo", version, "{\"total\":" + (version + 1) + "}");
    }
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private void patch(String who, int version, String body) {
    served
        .as(who)
        .with("If-Match", "\"" + version + "\"")
        .patch(path + "/state", "application/merge-patch+json", body)
        .is(200);
  }

  private static List<Long> versions(Reply page) {
    return page.at("/items").asArray().items().stream()
        .map(it -> it.asObject().require("version").asLong())
        .toList();
  }

  private Reply get(String rest) {
    return served.as("mia").get(path + rest).is(200);
  }

  @Test
  void versions_come_in_pages_in_both_orders() {
    var first = get("/versions?limit=3");
    assertThat(versions(first)).containsExactly(1L, 2L, 3L);
    var rest = get("/versions?limit=3&cursor=" + first.textAt("/next"));
    assertThat(versions(rest)).containsExactly(4L, 5L);
    assertThat(rest.at("/next").isNull()).isTrue();
    assertThat(versions(get("/versions?order=desc&limit=2"))).containsExactly(5L, 4L);
    assertThat(versions(get("/versions?order=desc&cursor=3"))).containsExactly(2L, 1L);
  }

  @Test
  void versions_are_found_by_who_what_and_when() {
    assertThat(versions(get("/versions?actor=leo"))).containsExactly(2L, 4L);
    assertThat(versions(get("/versions?kind=create"))).containsExactly(1L);
    assertThat(
            versions(
                get(
                    "/versions?committedAfter=2030-01-01T00:01:00Z"
                        + "&committedBefore=2030-01-01T00:03:00Z")))
        .containsExactly(2L, 3L);
    served.as("mia").get(path + "/versions?kind=x").isProblem(400, "invalid_parameter");
    served.as("mia").get(path + "/versions?order=up").isProblem(400, "invalid_parameter");
    served.as("mia").get(path + "/versions?cursor=forged").isProblem(400, "invalid_cursor");
    served.as("mia").get(path + "/versions?cursor=-3").isProblem(400, "invalid_cursor");
    served.as("mia").get(path + "/versions?limit=many").isProblem(400, "invalid_parameter");
  }

  @Test
  void a_diff_leads_from_one_version_to_another() {
    var diff = get("/diff?from=2&to=4");
    assertThat(diff.at("/from").asLong()).isEqualTo(2);
    assertThat(diff.textAt("/changes/0/path")).isEqualTo("/context/total");
    assertThat(diff.textAt("/changes/0/actor")).isEqualTo("leo");
    var patch = JsonPatch.parse(diff.at("/patch"));
    var before = Json.parse("{\"context\":{\"total\":2}}");
    assertThat(patch.apply(before)).isEqualTo(Json.parse("{\"context\":{\"total\":4}}"));
    served.as("mia").get(path + "/diff?from=2").isProblem(400, "invalid_parameter");
    served.as("mia").get(path + "/diff?from=2&to=9").isProblem(404, "version_not_found");
  }

  @Test
  void the_last_change_of_a_value_is_found() {
    assertThat(get("/blame?path=/context/total").at("/version").asLong()).isEqualTo(5);
    served.as("mia").get(path + "/blame?path=/context/x").isProblem(404, "path_not_found");
    served.as("mia").get(path + "/blame?path=x").isProblem(400, "bad_pointer");
  }

  @Test
  void events_and_receipts_come_in_pages() {
    for (var list : List.of("/events", "/receipts")) {
      var first = get(list + "?limit=3");
      assertThat(versions(first)).containsExactly(1L, 2L, 3L);
      var rest = get(list + "?limit=3&cursor=" + first.textAt("/next"));
      assertThat(versions(rest)).containsExactly(4L, 5L);
      assertThat(rest.at("/next").isNull()).isTrue();
      assertThat(get(list + "?limit=5").at("/next").isNull()).isTrue();
    }
  }

  @Test
  void receipts_chain() {
    var receipts = get("/receipts").at("/items").asArray();
    for (int i = 1; i < receipts.size(); i++) {
      var before = receipts.get(i - 1).asObject();
      var after = receipts.get(i).asObject();
      assertThat(after.require("previousHash")).isEqualTo(before.require("hash"));
      assertThat(after.require("checksumBefore")).isEqualTo(before.require("checksumAfter"));
    }
    assertThat(get("/receipts/5").json()).isEqualTo(receipts.get(4));
    served.as("mia").get(path + "/receipts/9").isProblem(404, "version_not_found");
    served.as("mia").get(path + "/receipts/x").isProblem(400, "invalid_version");
  }

  @Test
  void an_instance_and_the_store_verify() {
    var verified = get("/verify");
    assertThat(verified.at("/ok").asBoolean()).isTrue();
    assertThat(verified.at("/versions").asLong()).isEqualTo(5);
    var all = served.as("mia").get("/api/v1/verify").is(200);
    assertThat(all.at("/instances").asLong()).isEqualTo(1);
    assertThat(all.at("/breaks").asArray().isEmpty()).isTrue();
    served.as("Participant").get("/api/v1/verify").isProblem(403, "forbidden");
  }

  @Test
  void a_pruned_version_is_gone() {
    served.cairn().archive().prune(id(), 4);
    served.as("mia").get(path + "/versions/2").isProblem(410, "pruned");
    assertThat(get("/receipts/2").at("/mutations").isNull()).isTrue();
  }

  private dev.cairn.InstanceId id() {
    return dev.cairn.InstanceId.of(path.substring(path.lastIndexOf('/') + 1));
  }

  @Test
  void a_checkpoint_is_restored_by_name() {
    var kept = served.as("leo").post(path + "/checkpoints", "{\"name\":\"before-legal\"}").is(201);
    assertThat(kept.at("/version").asLong()).isEqualTo(5);
    assertThat(kept.textAt("/kind")).isEqualTo("manual");
    patch("mia", 5, "{\"total\":99}");
    var restored =
        served.as("leo").post(path + "/restore", "{\"checkpoint\":\"before-legal\"}").is(200);
    assertThat(restored.at("/instance/context/total").asLong()).isEqualTo(5);
    assertThat(restored.at("/instance/version").asLong()).isEqualTo(7);
    assertThat(restored.at("/safetyCheckpoint/version").asLong()).isEqualTo(6);
    assertThat(get("/checkpoints").at("/items").asArray().size()).isEqualTo(2);
    served
        .as("leo")
        .post(path + "/checkpoints", "{\"name\":\"before-legal\"}")
        .isProblem(409, "checkpoint_exists");
    served
        .as("leo")
        .post(path + "/restore", "{\"checkpoint\":\"nothing\"}")
        .isProblem(404, "checkpoint_not_found");
  }

  @Test
  void a_dry_run_says_what_a_restore_would_change_and_changes_nothing() {
    served.as("mia").post(path + "/start").is(200);
    var preview =
        served.as("mia").post(path + "/restore", "{\"version\":5,\"dryRun\":true}").is(200);
    assertThat(preview.at("/patch").asArray().isEmpty()).isFalse();
    assertThat(preview.at("/undone/0/version").asLong()).isEqualTo(6);
    assertThat(get("").at("/version").asLong()).isEqualTo(6);
  }

  @Test
  void a_restore_of_a_version_that_moved_on_is_a_conflict() {
    served
        .as("mia")
        .post(path + "/restore", "{\"version\":1,\"expectedVersion\":4}")
        .isProblem(409, "version_conflict");
    served.as("mia").post(path + "/restore", "{}").isProblem(400, "invalid_request");
    served
        .as("mia")
        .post(path + "/restore", "{\"version\":1,\"checkpoint\":\"a\"}")
        .isProblem(400, "invalid_request");
  }

  @Test
  void what_has_ended_is_forked_instead() {
    served.as("mia").post(path + "/start").is(200);
    served.as("mia").post(path + "/cancel").is(200);
    served.as("mia").post(path + "/restore", "{\"version\":1}").isProblem(422, "validation_failed");
    var fork = served.as("leo").post(path + "/fork", "{\"version\":3}").is(201);
    assertThat(fork.at("/forkedFrom/version").asLong()).isEqualTo(3);
    assertThat(fork.at("/context/total").asLong()).isEqualTo(3);
    var own = served.as("mia").get(fork.header("Location").orElseThrow()).is(200);
    assertThat(own.json()).isEqualTo(fork.json());
  }
}
