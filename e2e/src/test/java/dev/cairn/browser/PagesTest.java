package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.cairn.browser.Widgets.button;
import static dev.cairn.browser.Widgets.containing;
import static dev.cairn.browser.Widgets.dialog;
import static dev.cairn.browser.Widgets.id;
import static dev.cairn.browser.Widgets.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the pages of statistics, keys and proof do, in a browser. */
class PagesTest extends OnStage {

  private static Locator region(Page page, String name) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void a_key_is_made_used_and_revoked_and_its_session_ends_at_once() {
    var boss = stage.signedIn("boss", Role.ADMIN);
    stage.go(boss, "#/people");
    button(boss, "Make a key").click();
    dialog(boss).getByLabel("Name").fill("tom");
    dialog(boss).getByLabel("Operator").check();
    dialog(boss).getByLabel("Roles for approvals").fill("Legal, Officer");
    in(dialog(boss), "Make it").click();
    var key = dialog(boss).locator("code").innerText();
    in(dialog(boss), "I have kept it").click();
    assertThat(boss.locator("body")).not().containsText(key);
    var his = stage.stranger(ColorScheme.LIGHT);
    stage.go(his, "");
    his.getByLabel("API key or token").fill(key);
    his.keyboard().press("Enter");
    assertThat(his.locator(".who")).containsText("tom");
    assertThat(his.locator(".live")).hasText("Live");
    var row = region(boss, "Keys").locator("tr").filter(containing("tom"));
    assertThat(row).containsText("Legal, Officer, Operator");
    in(row, "Revoke").click();
    assertThat(dialog(boss)).containsText("This cannot be undone");
    in(dialog(boss), "Revoke").click();
    assertThat(row).containsText("revoked");
    assertThat(in(row, "Revoke")).hasCount(0);
    // He does nothing: his page learns of it by itself.
    assertThat(his.getByRole(AriaRole.ALERT)).containsText("session is over");
    his.getByLabel("API key or token").fill(key);
    his.keyboard().press("Enter");
    assertThat(his.getByRole(AriaRole.ALERT)).containsText("was revoked");
    boss.reload();
    assertThat(region(boss, "Seen so far")).containsText("tom");
  }

  @Test
  void an_instance_is_exported_whole_and_another_store_takes_it_in() throws IOException {
    var id = stage.create("Exported");
    stage.cairn.workflows().start(id(id)).orThrow();
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(page, "#/instances/" + id + "/receipts");
    var exported = page.waitForDownload(() -> button(page, "Export").click());
    org.assertj.core.api.Assertions.assertThat(exported.suggestedFilename())
        .isEqualTo("cairn-" + id + ".ndjson");
    try (var other = Cairn.open("sqlite:" + folder.resolve("other.db"));
        var in = Files.newInputStream(exported.path())) {
      other.archive().importFrom(in);
      org.assertj.core.api.Assertions.assertThat(other.workflows().get(id(id)).checksum())
          .isEqualTo(stage.cairn.workflows().get(id(id)).checksum());
    }
    var snapshot =
        page.waitForDownload(() ->
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Snapshot")).click());
    org.assertj.core.api.Assertions.assertThat(snapshot.suggestedFilename())
        .isEqualTo("cairn-" + id + ".snapshot");
    org.assertj.core.api.Assertions.assertThat(Files.size(snapshot.path())).isPositive();
    org.assertj.core.api.Assertions.assertThat(stage.log()).isEmpty();
  }

  @Test
  void statistics_count_what_is_there_and_follow_it() {
    stage.cairn.definitions().register(dev.cairn.Definition.named("counted"));
    InstanceId last = null;
    for (int i = 0; i < 4; i++) {
      var wanted = NewInstance.of("counted").tags("vip").context(JsonObject.of("title", "C" + i));
      last = stage.cairn.workflows().create(wanted).id();
      stage.cairn.workflows().start(last).orThrow();
    }
    stage
        .cairn
        .workflows()
        .cancel(java.util.Objects.requireNonNull(last), Optional.empty())
        .orThrow();
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(page, "#/statistics");
    var definition = page.getByLabel("Definition", new Page.GetByLabelOptions().setExact(true));
    definition.selectOption("counted");
    var instances = page.locator(".tile").filter(containing("Instances")).locator(".big");
    assertThat(instances).hasText("4");
    assertThat(region(page, "By status")).containsText("Running");
    assertThat(region(page, "By tag")).containsText("vip");
    assertThat(page.locator(".tile").filter(containing("Failed of those ended")).locator(".big"))
        .hasText("0 %");
    assertThat(page.locator(".live")).hasText("Live");
    stage.cairn.workflows().create(NewInstance.of("counted"));
    assertThat(instances).hasText("5");
    assertThat(page.locator(".tile").filter(containing("Feed lag")).locator(".big"))
        .containsText("ms");
    page.reload();
    assertThat(definition).hasValue("counted");
    button(page, "Verify everything").click();
    assertThat(region(page, "The whole store")).containsText("hold");
  }

  /** Presses Tab until something is reached, as somebody without a mouse does. */
  private static void tabTo(Page page, Locator target) {
    for (int i = 0;
        i < 60 && !(boolean) target.evaluate("it => it === document.activeElement");
        i++) {
      page.keyboard().press("Tab");
    }
    assertThat(target).isFocused();
  }

  @Test
  void somebody_without_a_mouse_signs_in_starts_shares_and_signs_out() {
    var key = stage.key("kay", "Participant");
    var page = stage.stranger(ColorScheme.LIGHT);
    stage.go(page, "");
    assertThat(page.getByLabel("API key or token")).isFocused();
    page.keyboard().type(key.text());
    page.keyboard().press("Enter");
    assertThat(page.locator("main h1")).hasText("Instances");
    page.keyboard().press("g");
    page.keyboard().press("d");
    assertThat(page.locator("main h1")).hasText("Definitions");
    tabTo(page, page.locator("main a[href='#/definitions/create-prd']").first());
    page.keyboard().press("Enter");
    tabTo(page, button(page, "Start an instance"));
    page.keyboard().press("Enter");
    tabTo(page, dialog(page).getByLabel("title"));
    page.keyboard().type("Typed");
    tabTo(page, in(dialog(page), "Start"));
    page.keyboard().press("Enter");
    assertThat(page.locator("main h1")).hasText("Typed");
    tabTo(page, in(region(page, "People"), "Change"));
    page.keyboard().press("Enter");
    tabTo(page, dialog(page).getByLabel("Somebody else, by name"));
    page.keyboard().type("leo");
    page.keyboard().press("Enter");
    tabTo(page, in(dialog(page), "Save"));
    page.keyboard().press("Enter");
    assertThat(region(page, "People")).containsText("leo");
    assertThat(in(region(page, "People"), "Change")).isFocused();
    tabTo(page, button(page, "Sign out"));
    page.keyboard().press("Enter");
    assertThat(page.getByLabel("API key or token")).isFocused();
  }
}
