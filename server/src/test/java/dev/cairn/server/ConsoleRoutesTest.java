package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.console.Assets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The files of the console, as a browser gets them. */
class ConsoleRoutesTest {
  private final Gated gated = new Gated(Map.of());
  private final String folder = "/assets/" + Assets.all().digest() + "/";

  @AfterEach
  void stop() {
    gated.close();
  }

  private Reply get(String path) {
    return gated.anonymous().unwatched().get(path);
  }

  @Test
  void the_page_allows_no_script_or_style_but_its_own_files() {
    var policy = get("/").is(200).header("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .startsWith("default-src 'none';")
        .contains("script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "data:", "http", "sha256", "nonce");
    assertThat(get("/").response().headers().allValues("Content-Security-Policy")).hasSize(1);
  }

  @Test
  void the_page_is_asked_for_again_and_its_files_are_kept_for_ever() {
    var page = get("/").is(200);
    assertThat(page.header("Cache-Control")).contains("no-cache");
    var tag = page.header("ETag").orElseThrow();
    gated.anonymous().unwatched().with("If-None-Match", tag).get("/").is(304);
    assertThat(get(folder + "app.js").is(200).header("Cache-Control").orElseThrow())
        .contains("immutable");
  }

  @Test
  void files_are_packed_for_those_who_can_unpack_them() {
    var packed = gated.anonymous().unwatched().with("Accept-Encoding", "gzip, br");
    var reply = packed.get(folder + "style/base.css").is(200);
    assertThat(reply.header("Content-Encoding")).contains("gzip");
    assertThat(reply.header("Vary")).contains("Accept-Encoding");
    assertThat(get(folder + "style/base.css").header("Content-Encoding")).isEmpty();
  }

  @Test
  void every_file_has_a_type_that_a_browser_takes() {
    for (var path : Assets.all().paths()) {
      var type = get(folder + path).is(200).header("Content-Type").orElseThrow();
      assertThat(type).as(path).matches("text/(javascript|css).*|image/svg\\+xml");
    }
  }

  @Test
  void there_is_nothing_else() {
    get(folder + "nothing.js").isProblem(404, "route_not_found");
    get(folder + "..%2f..%2findex.html").isProblem(404, "route_not_found");
    get(folder + "lib/..").isProblem(404, "route_not_found");
    get(folder + "%2e%2e/openapi").isProblem(404, "route_not_found");
  }
}
