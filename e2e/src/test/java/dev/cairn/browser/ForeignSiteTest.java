package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.Filter;
import dev.cairn.Role;
import dev.cairn.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page of somebody else, in the browser of somebody who is signed in: on another port of the same
 * machine, to which browsers send the cookie along, and at another name, to which they do not.
 */
class ForeignSiteTest extends OnStage {
  private static HttpServer foreign;

  @BeforeAll
  static void serve() throws IOException {
    foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    foreign.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var page = "<!doctype html><title>Win a prize</title><h1>Win a prize</h1>";
            var bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    foreign.start();
  }

  @AfterAll
  static void stop() {
    if (foreign != null) {
      foreign.stop(0);
    }
  }

  /** Fetches in every way that a page has, and says what it could read of the answers. */
  private static final String FETCHES =
      """
      async ({ url, id, key }) => {
        const json = JSON.stringify({ workflowId: 'create-prd', context: { title: 'Forged' } });
        const tries = [
          ['/workflows', { method: 'POST', mode: 'no-cors', body: json }],
          ['/workflows', { method: 'POST', body: json,
            headers: { 'Content-Type': 'application/json' } }],
          ['/workflows', { method: 'POST', body: json,
            headers: { 'Content-Type': 'application/json', 'Cairn-Console': '1' } }],
          [`/workflows/${id}/start`, { method: 'POST', mode: 'no-cors' }],
          [`/workflows/${id}`, { method: 'DELETE' }],
          [`/workflows/${id}/participants`, { method: 'PUT', body: '{"participants":["eve"]}' }],
          [`/keys/${key}`, { method: 'DELETE', headers: { 'Cairn-Console': '1' } }],
          ['/keys', { method: 'POST', mode: 'no-cors',
            body: '{"subject":"eve","roles":["Admin"]}' }],
          ['/session', { method: 'DELETE' }],
          ['/session/links', { method: 'POST', mode: 'no-cors' }],
          ['/me', {}], ['/keys', {}], [`/workflows/${id}`, {}],
        ];
        const read = [];
        for (const [path, options] of tries) {
          try {
            const answer = await fetch(url + '/api/v1' + path,
              { credentials: 'include', ...options });
            read.push(await answer.text());
          } catch {
            read.push('');
          }
        }
        navigator.sendBeacon(url + `/api/v1/workflows/${id}/start`, '{}');
        return read.join('');
      }
      """;

  /** Posts a form as a page of the browser's own does: the answer is what is shown next. */
  private static final String FORM =
      """
      ({ url, path, enctype, body }) => {
        const form = document.createElement('form');
        form.method = 'POST';
        form.action = url + '/api/v1' + path;
        form.enctype = enctype;
        const field = document.createElement('input');
        field.name = body;
        form.append(field);
        document.body.append(form);
        form.submit();
      }
      """;

  private static Page lured(String host) {
    var page = stage.signedIn("mia", Role.ADMIN);
    stage.go(page, "#/instances");
    assertThat(page.locator(".who")).containsText("mia");
    page.navigate("http://" + host + ":" + foreign.getAddress().getPort() + "/");
    assertThat(page.locator("h1")).hasText("Win a prize");
    return page;
  }

  /** What nobody may change from there. */
  private static List<Object> everything() {
    return List.of(
        stage.cairn.workflows().count(Filter.everything()),
        stage.cairn.identities().keys().stream().map(it -> it.revokedAt().isPresent()).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void reads_nothing_and_changes_nothing(String host) {
    var victim = stage.create("Mia's own");
    var key = stage.key("bot", "Viewer").key().id().toString();
    var page = lured(host);
    var before = everything();
    var read = page.evaluate(FETCHES, Map.of("url", stage.url(""), "id", victim, "key", key));
    org.assertj.core.api.Assertions.assertThat(read).isEqualTo("");
    for (var path : List.of("/workflows", "/workflows/" + victim + "/start", "/session/links")) {
      for (var enctype :
          List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
        submits(page, host, path, enctype);
      }
    }
    org.assertj.core.api.Assertions.assertThat(everything()).isEqualTo(before);
    var now = stage.cairn.workflows().get(Widgets.id(victim));
    org.assertj.core.api.Assertions.assertThat(now.status()).isEqualTo(Status.CREATED);
    org.assertj.core.api.Assertions.assertThat(now.version()).isEqualTo(1);
    stage.go(page, "#/instances");
    assertThat(page.locator(".who")).containsText("mia");
  }

  private static void submits(Page page, String host, String path, String enctype) {
    page.navigate("http://" + host + ":" + foreign.getAddress().getPort() + "/");
    var body = "{\"workflowId\":\"create-prd\",\"context\":{\"title\":\"Forged\"}}";
    var answer =
        page.waitForResponse(
            it -> URI.create(it.url()).getPath().endsWith(path),
            () ->
                page.evaluate(
                    FORM,
                    Map.of("url", stage.url(""), "path", path, "enctype", enctype, "body", body)));
    org.assertj.core.api.Assertions.assertThat(answer.status())
        .as(path + " " + enctype)
        .isEqualTo(403);
    org.assertj.core.api.Assertions.assertThat(answer.text()).contains("cross_site");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void cannot_show_the_console_inside_of_itself(String host) {
    var page = lured(host);
    page.evaluate(
        """
        (url) => new Promise((ready) => {
          const frame = document.createElement('iframe');
          frame.onload = ready;
          frame.src = url;
          document.body.append(frame);
        })
        """,
        stage.url("/#/instances"));
    assertThat(page.frameLocator("iframe").locator(".who")).hasCount(0);
    assertThat(page.frameLocator("iframe").locator(".sign-in")).hasCount(0);
  }
}
