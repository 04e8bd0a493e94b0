package dev.cairn.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.cairn.crash.Child;
import dev.cairn.crash.Serving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server in a process of its own: whoever changes something there does it over the wire. */
final class Apart implements AutoCloseable {
  private static final String LISTENING = "listening on ";
  private static final double PATIENCE = 10_000;

  final Path folder;
  final String url;
  final String key;
  private final Child process;

  private Apart(Path folder, String url, String key, Child process) {
    this.folder = folder;
    this.url = url;
    this.key = key;
    this.process = process;
  }

  /** Starts one over a new store, or one that was left behind, and waits until it listens. */
  static Apart start(Path folder, String port) throws IOException {
    var process =
        Child.start(
            Serving.class, "serve", "--port", port, "--data", folder.toString(), "--engine", "off");
    var said = process.lines(1);
    assertThat(said).singleElement().asString().startsWith(LISTENING);
    var key = Files.readString(folder.resolve("admin.key")).strip();
    return new Apart(folder, said.getFirst().substring(LISTENING.length()), key, process);
  }

  /** A browser that is signed in with the admin's key. */
  Page signedIn(Chromium chromium) {
    var page = stranger(chromium);
    var options = RequestOptions.create().setHeader("Authorization", "Bearer " + key);
    assertThat(page.context().request().post(url + "/api/v1/session", options).status())
        .isEqualTo(201);
    page.addInitScript("localStorage.setItem('cairn.known', 'yes')");
    return page;
  }

  Page stranger(Chromium chromium) {
    BrowserContext context = chromium.browser().newContext();
    context.setDefaultTimeout(PATIENCE);
    return context.newPage();
  }

  /** Runs curl with the admin's key; what it printed, when it succeeded. */
  String curl(String method, String path, String body) throws Exception {
    var command =
        new ProcessBuilder(
            "curl",
            "--silent",
            "--show-error",
            "--fail-with-body",
            "--max-time",
            "20",
            "--request",
            method,
            "--header",
            "Authorization: Bearer " + key,
            "--header",
            "Content-Type: application/json",
            "--data",
            body,
            url + "/api/v1" + path);
    var curl = command.redirectErrorStream(true).start();
    var printed =
        new String(curl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(curl.waitFor()).as(printed).isZero();
    return printed;
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
