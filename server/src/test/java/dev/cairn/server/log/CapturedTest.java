package dev.cairn.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log of a server says, in both formats. */
class CapturedTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-31T09:30:00Z"));

  /** Held here: a logger that nobody holds forgets its level. */
  private final Logger ours = Logger.getLogger("dev.cairn.Something");

  private final Logger library = Logger.getLogger("org.example.Library");
  private final List<String> lines = new ArrayList<>();

  @AfterEach
  void giveBack() throws IOException {
    LogManager.getLogManager().readConfiguration();
  }

  private Journal journal(LogFormat format) {
    return new Journal(format, CLOCK, lines::add);
  }

  private JsonObject line(int index) {
    return Json.parse(lines.get(index)).asObject();
  }

  @Test
  void a_line_for_people_cannot_be_forged() {
    journal(LogFormat.TEXT)
        .write(System.Logger.Level.INFO, "denied", JsonObject.of("who", "mia\nINFO listening"));
    assertThat(lines)
        .containsExactly("2026-01-31T09:30:00.000000Z INFO denied who=\"mia\\nINFO listening\"");
  }

  @Test
  void what_libraries_warn_of_is_a_line_with_its_failure() {
    Captured.into(journal(LogFormat.JSON));
    library.log(Level.WARNING, "lost {0}", "a packet");
    library.log(Level.SEVERE, "gone", new IllegalStateException("the cable"));
    assertThat(lines).hasSize(2);
    assertThat(line(0))
        .isEqualTo(
            JsonObject.of(
                "level", "warning",
                "logger", "org.example.Library",
                "message", "lost a packet",
                "time", "2026-01-31T09:30:00.000000Z"));
    assertThat(line(1).require("level")).isEqualTo(Json.of("error"));
    assertThat(line(1).require("failure").asString()).contains("IllegalStateException: the cable");
  }

  @Test
  void what_libraries_chat_about_is_left_out_and_what_cairn_says_is_not() {
    Captured.into(journal(LogFormat.JSON));
    library.info("nothing to worry about");
    ours.info("folded");
    ours.fine("in detail");
    assertThat(lines).hasSize(1);
    assertThat(line(0).require("message")).isEqualTo(Json.of("folded"));
    assertThat(line(0).require("level")).isEqualTo(Json.of("info"));
  }
}
