package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.cairn.Options;
import dev.cairn.testkit.Ports;
import dev.cairn.testkit.oidc.IdentityProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in at an identity provider, which is another site to the browser. */
class SignInTest {
  @TempDir static Path folder;
  private static IdentityProvider provider;
  private static Stage stage;

  @BeforeAll
  static void open() throws IOException {
    provider = new IdentityProvider(Options.defaults().clock());
    var port = Ports.free();
    // To a browser localhost is another site than 127.0.0.1, where the provider is.
    var settings = new HashMap<>(provider.settings("http://localhost:" + port));
    settings.put("port", Integer.toString(port));
    stage = Stage.over(folder, settings);
  }

  @AfterAll
  static void close() {
    if (stage != null) {
      stage.close();
    }
    if (provider != null) {
      provider.close();
    }
  }

  @AfterEach
  void clear() {
    stage.clear();
  }

  private static Page atProvider(String place) {
    var page = stage.stranger(ColorScheme.LIGHT);
    stage.go(page, place);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with Acme")).click();
    assertThat(page.getByRole(AriaRole.HEADING)).hasText("Acme");
    org.assertj.core.api.Assertions.assertThat(page.url()).startsWith(provider.issuer());
    return page;
  }

  @Test
  void somebody_signs_in_there_and_is_back_where_they_were() {
    var page = atProvider("#/definitions");
    page.getByText("Continue as mia").click();
    assertThat(page.locator("main h1")).hasText("Definitions");
    assertThat(page.locator(".who")).containsText("mia");
    assertThat(page.locator(".who")).containsText("Operator");
    assertThat(page).hasURL(Pattern.compile("http://localhost:\\d+/#/definitions$"));
    page.reload();
    assertThat(page.locator(".who")).containsText("mia");
    org.assertj.core.api.Assertions.assertThat(page.evaluate("document.cookie")).isEqualTo("");
    org.assertj.core.api.Assertions.assertThat(stage.log()).isEmpty();
  }

  @Test
  void who_declines_there_is_told_and_can_use_a_key() {
    var page = atProvider("");
    page.getByText("Not me").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("let nobody in");
    assertThat(page).hasURL(Pattern.compile(".*/#/instances$"));
    org.assertj.core.api.Assertions.assertThat(Axe.look(page)).isEmpty();
    page.getByLabel("API key or token").fill(stage.key("leo", "Viewer").text());
    page.keyboard().press("Enter");
    assertThat(page.locator(".who")).containsText("leo");
  }

  @Test
  void an_address_that_somebody_made_up_says_nothing_of_its_own() {
    var page = stage.stranger(ColorScheme.DARK);
    stage.go(page, "#/refused/Call%20555-1234%20now");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Signing in failed.");
    assertThat(page.locator("body")).not().containsText("555");
    org.assertj.core.api.Assertions.assertThat(Axe.look(page)).isEmpty();
  }
}
