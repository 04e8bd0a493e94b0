package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a browser that never saw the console waits for it: {@code ./dev bench paint}. No test by
 * its name: times are printed, and no machine promises any.
 */
class PaintBench {
  private static final Path PROGRAM = Path.of("../cairn");
  private static final String LISTENING = "listening on ";
  private static final int ROUNDS = Integer.getInteger("cairn.paint.rounds", 9);

  /** What the browser says of itself: milliseconds since it was told to go there, and bytes. */
  private static final String SEEN =
      """
      () => {
        const paint = performance.getEntriesByName('first-contentful-paint')[0];
        const [page] = performance.getEntriesByType('navigation');
        const loaded = performance.getEntriesByType('resource');
        const assets = loaded.filter((it) => /\\.(js|css)$/.test(it.name));
        return [paint.startTime, page.domContentLoadedEventEnd, performance.now(),
          page.transferSize + assets.reduce((sum, it) => sum + it.transferSize, 0)];
      }
      """;

  @TempDir Path folder;

  /** Of one visit. */
  private record Visit(double paint, double loaded, double usable, double bytes) {
    static Visit of(Page page) {
      var seen = (List<?>) page.evaluate(SEEN);
      return new Visit(at(seen, 0), at(seen, 1), at(seen, 2), at(seen, 3));
    }

    private static double at(List<?> seen, int index) {
      return ((Number) seen.get(index)).doubleValue();
    }
  }

  @Test
  void measure() throws IOException {
    var builder =
        new ProcessBuilder(
            PROGRAM.toString(),
            "serve",
            "--port",
            "0",
            "--data",
            folder.resolve("data").toString());
    var server = builder.redirectError(folder.resolve("log").toFile()).start();
    try (var out = server.inputReader();
        var chromium = Chromium.start()) {
      var url = listening(out);
      var key = Files.readString(folder.resolve("data/admin.key")).strip();
      System.out.println("milliseconds: first paint, loaded, usable; KiB from a cold cache");
      System.out.println(line("the way in, first visit", List.of(visit(chromium, url, ""))));
      var wayIn = new ArrayList<Visit>();
      var list = new ArrayList<Visit>();
      for (int i = 0; i < ROUNDS; i++) {
        wayIn.add(visit(chromium, url, ""));
        list.add(visit(chromium, url, key));
      }
      System.out.println(line("the way in", wayIn));
      System.out.println(line("the list of instances", list));
    } finally {
      server.destroy();
    }
  }

  private static String listening(BufferedReader out) throws IOException {
    var line = out.readLine();
    assertThat(line).startsWith(LISTENING);
    return line.substring(LISTENING.length());
  }

  /** Each in a context of its own, which has a cache of its own. */
  private static Visit visit(Chromium chromium, String url, String key) {
    try (BrowserContext context = chromium.browser().newContext()) {
      if (!key.isEmpty()) {
        var bearer =
            com.microsoft.playwright.options.RequestOptions.create()
                .setHeader("Authorization", "Bearer " + key);
        context.request().post(url + "/api/v1/session", bearer);
        context.addInitScript("localStorage.setItem('cairn.known', 'yes')");
      }
      var page = context.newPage();
      page.navigate(url + "/");
      assertThat(
              key.isEmpty() ? page.getByLabel("API key or token") : page.locator(".chip").first())
          .isVisible();
      return Visit.of(page);
    }
  }

  private static String line(String name, List<Visit> visits) {
    return String.format(
        "%-26s %6.0f %6.0f %6.0f %6.0f",
        name,
        median(visits.stream().map(Visit::paint).toList()),
        median(visits.stream().map(Visit::loaded).toList()),
        median(visits.stream().map(Visit::usable).toList()),
        median(visits.stream().map(Visit::bytes).toList()) / 1024);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted(Comparator.naturalOrder()).toList().get(values.size() / 2);
  }
}
