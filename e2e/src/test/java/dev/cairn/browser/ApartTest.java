package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.json.Json;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of a server in another process, with curl at its side. */
class ApartTest {
  private static final String DEFINITION =
      "{\"id\":\"order\",\"steps\":[{\"id\":\"pick\"},{\"id\":\"ship\"}]}";

  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void a_change_made_by_curl_appears(@TempDir Path folder) throws Exception {
    assumeTrue(hasCurl(), "no curl here");
    try (var server = Apart.start(folder, "0")) {
      server.curl("POST", "/definitions", DEFINITION);
      var page = server.signedIn(chromium);
      page.navigate(server.url + "/#/instances");
      assertThat(page.locator(".live")).hasText("Live");
      var body = "{\"workflowId\":\"order\",\"context\":{\"title\":\"By curl\"}}";
      var made = Json.parse(server.curl("POST", "/workflows", body)).asObject();
      var id = made.require("id").asString();
      var row = page.locator("tr[data-id='" + id + "']");
      assertThat(row).containsText("By curl");
      server.curl("POST", "/workflows/" + id + "/start", "{}");
      assertThat(row).containsText("Running");
      row.locator("a").first().click();
      assertThat(page.locator("main h1")).hasText("By curl");
      var rename =
          "{\"expectedVersion\":2,\"mutations\":[{\"type\":\"mergeContext\","
              + "\"patch\":{\"title\":\"Renamed by curl\"}}]}";
      server.curl("POST", "/workflows/" + id + "/commits", rename);
      assertThat(page.locator("main h1")).hasText("Renamed by curl");
      server.curl("DELETE", "/workflows/" + id, "");
      assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
          .containsText("no instance");
    }
  }

  @Test
  void a_session_outlasts_a_restart_and_the_page_goes_on_by_itself(@TempDir Path folder)
      throws Exception {
    String port;
    com.microsoft.playwright.Page page;
    try (var server = Apart.start(folder, "0")) {
      port = server.url.substring(server.url.lastIndexOf(':') + 1);
      page = server.signedIn(chromium);
      page.navigate(server.url + "/#/people");
      assertThat(page.locator(".who")).containsText("admin");
      page.navigate(server.url + "/#/instances");
      assertThat(page.locator(".live")).hasText("Live");
    }
    assertThat(page.locator(".live")).hasText(Pattern.compile("Connecting|Not connected"));
    try (var again = Apart.start(folder, port)) {
      assertThat(page.locator(".live"))
          .hasText(
              "Live",
              new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions()
                  .setTimeout(60_000));
      page.reload();
      assertThat(page.locator(".who")).containsText("admin");
      org.assertj.core.api.Assertions.assertThat(again.url).endsWith(":" + port);
    }
  }

  private static boolean hasCurl() {
    try {
      return new ProcessBuilder("curl", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (java.io.IOException | InterruptedException none) {
      return false;
    }
  }
}
