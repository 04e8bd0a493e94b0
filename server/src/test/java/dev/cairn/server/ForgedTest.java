package dev.cairn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cursors and positions that were given out, and then altered, never break a server. */
class ForgedTest {
  private static final String LETTERS = "A_9-=\u00e9";

  private static Gated gated;
  private static Call admin;

  @BeforeAll
  static void serve() {
    gated = new Gated(Map.of());
    admin = gated.as("boss", Role.ADMIN);
    for (int i = 0; i < 5; i++) {
      admin.post(Served.WORKFLOWS, JsonObject.of("workflowId", Served.DEFINITION)).is(201);
    }
  }

  @AfterAll
  static void stop() {
    assertThat(gated.anonymous().get("/metrics").text()).contains("cairn_http_failures_total 0.0");
    gated.close();
  }

  /** Each letter replaced, left out and doubled, and the text cut short. */
  private static Set<String> altered(String text) {
    var all = new TreeSet<String>();
    for (int i = 0; i < text.length(); i++) {
      var before = text.substring(0, i);
      var after = text.substring(i + 1);
      all.add(before);
      all.add(before + after);
      all.add(before + text.charAt(i) + text.charAt(i) + after);
      LETTERS.chars().forEach(letter -> all.add(before + (char) letter + after));
    }
    all.remove(text);
    all.remove("");
    return all;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Test
  void a_cursor_that_was_altered_is_refused_or_leads_to_a_page() {
    for (var sort : List.of("createdAt", "-updatedAt")) {
      var page = Served.WORKFLOWS + "?limit=2&sort=" + sort;
      for (var forged : altered(admin.get(page).is(200).textAt("/next"))) {
        var reply = admin.get(page + "&cursor=" + encoded(forged));
        assertThat(reply.status()).as(forged + " " + reply.text()).isIn(200, 400);
      }
    }
  }

  @Test
  void a_position_that_was_altered_is_refused_or_begins_a_stream() {
    var given = gated.cairn.feed().end().text();
    for (var forged : altered(given)) {
      // The head of an answer is the same, and does not begin a stream that would not end.
      var reply =
          admin.unwatched().send("HEAD", "/api/v1/stream?after=" + encoded(forged), new byte[0]);
      assertThat(reply.status()).as(forged).isIn(200, 400);
    }
  }
}
