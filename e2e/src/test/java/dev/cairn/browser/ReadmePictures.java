package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.cairn.Filter;
import dev.cairn.InstanceId;
import dev.cairn.Query;
import dev.cairn.cli.demo.Living;
import dev.cairn.engine.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of README and docs: {@code ./dev pictures}. No test by its name. */
class ReadmePictures {
  private static final Path IMAGES = Path.of("../docs/images");

  @TempDir Path folder;

  @Test
  void take() {
    try (var stage = Stage.over(folder);
        var engine = Engine.over(stage.cairn, Living.settings(stage.cairn)).start()) {
      Living.begin(stage.cairn);
      var page = stage.signedIn(stage.key("mia", "Operator"), ColorScheme.LIGHT);
      page.setViewportSize(1280, 760);
      stage.go(page, "#/instances");
      assertThat(page.locator("tr").filter(text("Trade fair"))).containsText("Running");
      assertThat(page.locator(".chip").filter(text("Waiting for approval"))).containsText("3");
      take(page, "instances");
      var trip = one(stage, "context.title == 'Trade fair in Milan'");
      stage.go(page, "#/instances/" + trip);
      assertThat(page.locator(".node.is-undone[data-step=hotel]")).isVisible();
      assertThat(page.locator("main")).containsText("Driven by");
      take(page, "instance");
      var article = one(stage, "context.title == 'The year of the lamp'");
      stage.go(page, "#/instances/" + article + "/trail/3");
      assertThat(page.locator(".changes")).containsText("/context/pages");
      take(page, "trail");
      var dark = stage.signedIn(stage.key("ada", "Operator"), ColorScheme.DARK);
      dark.setViewportSize(1280, 760);
      stage.go(dark, "#/approvals");
      dark.locator("tr").filter(text("Read it")).first().getByText("Decide").click();
      assertThat(dark.locator("main")).containsText("Is it true");
      take(dark, "approval");
    }
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static InstanceId one(Stage stage, String where) {
    var found = stage.cairn.workflows().query(Query.of(Filter.where(where)));
    return found.items().getFirst().id();
  }

  private static void take(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(IMAGES.resolve(name + ".png")));
  }
}
