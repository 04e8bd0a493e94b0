package dev.cairn.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.Served;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, users, participants, and changes that name the version they were made from. */
class IdentityRoutesTest {
  private static final String KEYS = "/api/v1/keys";

  @TempDir Path folder;
  private Served served;

  @BeforeEach
  void serve() {
    served = Served.in(folder);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void a_key_is_made_shown_once_and_revoked() {
    var boss = served.as("boss");
    var end = "2099-01-01T00:00:00.000000Z";
    var body = "{\"subject\":\"mia\",\"roles\":[\"Participant\",\"legal\"],\"expiresAt\":\"";
    var made = boss.post(KEYS, body + end + "\"}").is(201);
    var id = made.textAt("/id");
    assertThat(made.header("Location")).contains(KEYS + "/" + id);
    assertThat(made.textAt("/key")).startsWith(made.textAt("/prefix"));
    assertThat(made.textAt("/createdBy")).isEqualTo("boss");
    assertThat(made.textAt("/expiresAt")).isEqualTo(end);
    assertThat(served.cairn().identities().keyOf(made.textAt("/key"))).isPresent();
    assertThat(boss.get(KEYS).is(200).text()).contains(id).doesNotContain(made.textAt("/key"));
    assertThat(boss.delete(KEYS + "/" + id).is(204).text()).isEmpty();
    assertThat(boss.get(KEYS).at("/items/0/revokedAt").isNull()).isFalse();
    boss.delete(KEYS + "/" + id).is(204);
    boss.delete(KEYS + "/00000000-0000-0000-0000-000000000001").isProblem(404, "key_not_found");
    boss.delete(KEYS + "/x").isProblem(400, "invalid_id");
  }

  @Test
  void a_key_that_cannot_be_is_refused_by_name() {
    var boss = served.as("boss");
    boss.post(KEYS, "{\"roles\":[\"Viewer\"]}").isProblem(400, "invalid_request");
    boss.post(KEYS, "{\"subject\":\"a\",\"roles\":[7]}").isProblem(400, "invalid_request");
    boss.post(KEYS, "{\"subject\":\"a\",\"roles\":[]}").isProblem(400, "invalid_role");
    boss.post(KEYS, "{\"subject\":\"me\",\"roles\":[\"Viewer\"]}")
        .isProblem(400, "invalid_subject");
    var good = "{\"subject\":\"a\",\"roles\":[\"Viewer\"],";
    boss.post(KEYS, good + "\"expiresAt\":\"soon\"}").isProblem(400, "invalid_request");
    boss.post(KEYS, good + "\"more\":1}").isProblem(400, "unknown_field");
    assertThat(served.cairn().identities().keys()).isEmpty();
  }

  @Test
  void everybody_learns_who_they_are_and_admins_who_all_are() {
    var me = served.as("mia").get("/api/v1/me").is(200);
    assertThat(me.textAt("/subject")).isEqualTo("mia");
    assertThat(me.at("/roles").canonical()).isEqualTo("[\"Admin\"]");
    served.as("leo").get("/api/v1/me").is(200);
    var first = served.as("leo").get("/api/v1/users?limit=1").is(200);
    assertThat(first.textAt("/items/0/subject")).isEqualTo("leo");
    var second =
        served.as("leo").get("/api/v1/users?limit=1&cursor=" + first.textAt("/next")).is(200);
    assertThat(second.textAt("/items/0/subject")).isEqualTo("mia");
    assertThat(second.textAt("/items/0/id")).isEqualTo(me.textAt("/userId"));
    assertThat(second.at("/next").isNull()).isTrue();
  }

  @Test
  void participants_are_said_all_at_once_and_history_tells() {
    var path = served.created();
    var put = served.as("mia").with("Content-Type", "application/json");
    var names = "{\"participants\":[\"leo\",\"ann\",\"leo\"]}".getBytes(UTF_8);
    var set = put.send("PUT", path + "/participants", names).is(200);
    assertThat(set.at("/participants").canonical()).isEqualTo("[\"ann\",\"leo\"]");
    assertThat(set.header("ETag")).contains("\"2\"");
    var read = served.as("mia").get(path + "/participants").is(200);
    assertThat(served.as("leo").get(path + "/owner").is(200).textAt("/subject")).isEqualTo("mia");
    assertThat(read.text()).isEqualTo(set.text());
    served.as("mia").with("If-None-Match", "\"2\"").get(path + "/participants").is(304);
    put.with("If-Match", "\"1\"")
        .send("PUT", path + "/participants", "{\"participants\":[]}".getBytes(UTF_8))
        .isProblem(412, "version_conflict");
    put.with("If-Match", "\"2\"")
        .send("PUT", path + "/participants", "{\"participants\":[]}".getBytes(UTF_8))
        .is(200);
    put.send("PUT", path + "/participants", "{\"participants\":[1]}".getBytes(UTF_8))
        .isProblem(400, "invalid_request");
    assertThat(served.as("mia").get(path + "/versions/2").at("/participants").canonical())
        .isEqualTo("[\"ann\",\"leo\"]");
  }

  @Test
  void a_precondition_is_heeded_or_refused_and_never_passed_over() {
    var path = served.created();
    var stale = served.as("mia").with("If-Match", "\"7\"");
    for (var verb : new String[] {"start", "pause", "resume", "cancel"}) {
      stale.post(path + "/" + verb, "{}").isProblem(412, "version_conflict");
    }
    for (var verb : new String[] {"checkpoints", "fork"}) {
      stale.post(path + "/" + verb, "{}").isProblem(400, "precondition_not_supported");
    }
    stale.delete(path).isProblem(400, "precondition_not_supported");
    stale.post(path + "/restore", "{\"version\":1}").isProblem(412, "version_conflict");
    stale
        .post(path + "/restore", "{\"version\":1,\"expectedVersion\":1}")
        .isProblem(400, "invalid_request");
    served.as("mia").with("If-Match", "\"1\"").post(path + "/restore", "{\"version\":1}").is(200);
    stale.get(path).is(200);
  }
}
