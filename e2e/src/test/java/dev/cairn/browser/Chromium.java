package dev.cairn.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of this machine; nothing is downloaded. {@code CAIRN_CHROMIUM} names another. */
final class Chromium implements AutoCloseable {
  private static final List<String> USUAL =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  /** Without a sandbox: root has none, and what is shown here is our own. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * Starts it. Where there is none, tests are left out loudly; on a machine for checks they fail.
   */
  static Chromium start() {
    var program = find();
    if (program.isEmpty()) {
      var missing = "no chromium: the console is not shown in a browser (apt-get install chromium)";
      if (System.getenv("CI") != null) {
        throw new AssertionError(missing);
      }
      System.err.println("SKIPPED: " + missing);
      return abort(missing);
    }
    var options = new Playwright.CreateOptions();
    var playwright =
        Playwright.create(options.setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    var launch = new LaunchOptions().setExecutablePath(program.get()).setArgs(ARGUMENTS);
    return new Chromium(playwright, playwright.chromium().launch(launch));
  }

  private static Optional<Path> find() {
    return Stream.concat(Stream.ofNullable(System.getenv("CAIRN_CHROMIUM")), USUAL.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
