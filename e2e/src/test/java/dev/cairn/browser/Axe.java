package dev.cairn.browser;

import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Looks at a page for what keeps people out, by the rules of axe-core. */
final class Axe {
  private static final Path ARCHIVE = Path.of("../console/vendor/axe-core-4.14.1.tgz");
  private static final String SCRIPT = script();

  private static final String LOOK =
      """
      () => axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      }).then(({ violations }) => violations
        .filter((it) => ['serious', 'critical'].includes(it.impact))
        .map((it) => it.id + ': ' + it.nodes.map((node) => node.html.slice(0, 160)).join(' | ')))
      """;

  private Axe() {}

  /** The serious issues of what is shown now. */
  @SuppressWarnings("unchecked")
  static List<String> look(Page page) {
    page.evaluate(SCRIPT);
    return (List<String>) page.evaluate(LOOK);
  }

  /** The file in its archive, which is compared with its published integrity elsewhere. */
  private static String script() {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(ARCHIVE)))) {
      byte[] tar = in.readAllBytes();
      for (int at = 0; at + 512 <= tar.length; ) {
        int size = Integer.parseInt(text(tar, at + 124, 11), 8);
        if (text(tar, at, 100).equals("package/axe.min.js")) {
          return new String(tar, at + 512, size, StandardCharsets.UTF_8);
        }
        at += 512 + (size + 511) / 512 * 512;
      }
      throw new AssertionError("no axe.min.js in " + ARCHIVE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String text(byte[] tar, int at, int length) {
    return new String(tar, at, length, StandardCharsets.US_ASCII).split("\0", 2)[0].strip();
  }
}
