package dev.cairn.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** Pictures of pages as they were shown, for people to look at: target/console. */
final class Pictures {
  private static final Path FOLDER = Path.of("target/console");

  private Pictures() {}

  static void take(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
  }
}
