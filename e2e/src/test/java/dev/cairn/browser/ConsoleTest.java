package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.cairn.browser.Widgets.button;
import static dev.cairn.browser.Widgets.dialog;
import static dev.cairn.browser.Widgets.id;
import static dev.cairn.browser.Widgets.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.cairn.Commit;
import dev.cairn.Mutation;
import dev.cairn.Role;
import dev.cairn.Status;
import dev.cairn.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How people find what they look for, in a browser: who they are, lists, keys, rights. */
class ConsoleTest extends OnStage {
  @Test
  void somebody_signs_in_with_a_key_and_out_again() {
    var key = stage.key("mia", "Operator");
    var page = stage.stranger(ColorScheme.LIGHT);
    stage.go(page, "");
    page.getByLabel("API key or token").fill("cairn_" + "x".repeat(43));
    button(page, "Sign in").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("nobody has this key");
    page.getByLabel("API key or token").fill(key.text());
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Instances");
    assertThat(page.locator(".who")).containsText("mia");
    org.assertj.core.api.Assertions.assertThat(page.evaluate("document.cookie")).isEqualTo("");
    page.reload();
    assertThat(page.locator(".who")).containsText("Operator");
    button(page, "Sign out").click();
    assertThat(page.getByLabel("API key or token")).isVisible();
    int status = page.context().request().get(stage.url("/api/v1/me")).status();
    org.assertj.core.api.Assertions.assertThat(status).isEqualTo(401);
  }

  @Test
  void a_link_lets_in_once_and_leaves_the_address() {
    var link = stage.link(stage.key("leo", "Participant").key());
    var page = stage.stranger(ColorScheme.LIGHT);
    page.navigate(link);
    assertThat(page.locator(".who")).containsText("leo");
    assertThat(page).hasURL(Pattern.compile(".*#/instances$"));
    var second = stage.stranger(ColorScheme.LIGHT);
    second.navigate(link);
    assertThat(second.getByRole(AriaRole.ALERT)).containsText("this link was used");
  }

  @Test
  void what_a_program_changes_appears_by_itself() {
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(page, "#/instances");
    assertThat(page.locator(".live")).hasText("Live");
    var id = stage.create("Appears by itself");
    var row = page.locator("tr[data-id='" + id + "']");
    assertThat(row).containsText("Appears by itself");
    assertThat(row).containsText("Created");
    stage.cairn.workflows().start(id(id)).orThrow();
    assertThat(row).containsText("Running");
    stage.cairn.workflows().cancel(id(id), Optional.empty()).orThrow();
    assertThat(row).hasCount(0);
  }

  @Test
  void filters_narrow_the_list_and_stand_in_the_address() {
    var gold = stage.create("Filtered gold");
    var other = stage.create("Filtered other");
    stage
        .cairn
        .workflows()
        .commit(Commit.to(id(gold)).with(new Mutation.MergeContext(JsonObject.of("tier", "gold"))))
        .orThrow();
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(page, "#/instances");
    var where = page.getByLabel("Condition");
    where.fill("context.ti");
    assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("context.ti");
    where.fill("context.tier == 'gold'");
    where.press("Enter");
    assertThat(page.locator("tr[data-id='" + gold + "']")).isVisible();
    assertThat(page.locator("tr[data-id='" + other + "']")).hasCount(0);
    page.reload();
    assertThat(page.getByLabel("Condition")).hasValue("context.tier == 'gold'");
    assertThat(page.locator("tr[data-id='" + other + "']")).hasCount(0);
    page.getByLabel("Condition").fill("statuz == 1");
    page.getByLabel("Condition").press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("unknown variable 'statuz'");
    page.getByLabel("Condition").fill("");
    page.getByLabel("Condition").press("Enter");
    page.locator(".chip").filter(new Locator.FilterOptions().setHasText("Paused")).click();
    assertThat(page).hasURL(Pattern.compile(".*status=Paused$"));
    assertThat(page.locator("tr[data-id='" + gold + "']")).hasCount(0);
  }

  @Test
  void several_are_paused_at_once_each_with_its_result() {
    var first = stage.create("Bulk one");
    var second = stage.create("Bulk two");
    stage.cairn.workflows().start(id(first)).orThrow();
    stage.cairn.workflows().start(id(second)).orThrow();
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(
        page,
        "#/instances?status=Running&where=context.title+%3D%3D+%27Bulk+one%27"
            + "+%7C%7C+context.title+%3D%3D+%27Bulk+two%27");
    page.getByLabel("Choose Bulk one").check();
    page.getByLabel("Choose Bulk two").check();
    button(page, "Pause 2").click();
    // Meanwhile somebody ends one of them: that one is refused, and the other is not.
    stage.cairn.workflows().cancel(id(second), Optional.empty()).orThrow();
    dialog(page).getByLabel("Reason").fill("maintenance");
    in(dialog(page), "Pause 2").click();
    assertThat(dialog(page)).containsText("2 of 2 done");
    assertThat(dialog(page)).containsText("Cannot pause workflow in Cancelled state");
    org.assertj.core.api.Assertions.assertThat(stage.cairn.workflows().get(id(first)).status())
        .isEqualTo(Status.PAUSED);
  }

  @Test
  void the_keyboard_is_enough() {
    var id = stage.create("By keyboard");
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(page, "#/instances?where=context.title+%3D%3D+%27By+keyboard%27");
    assertThat(page.locator("tr[data-id='" + id + "']")).isVisible();
    page.keyboard().press("?");
    assertThat(dialog(page)).containsText("Next instance");
    page.keyboard().press("Escape");
    assertThat(dialog(page)).hasCount(0);
    page.keyboard().press("j");
    page.keyboard().press("x");
    assertThat(page.locator(".bar")).containsText("1 chosen");
    page.keyboard().press("Enter");
    assertThat(page.locator("main h1")).hasText("By keyboard");
    page.keyboard().press("Tab");
    var start = button(page, "Start");
    for (int i = 0;
        i < 40 && !(boolean) start.evaluate("it => it === document.activeElement");
        i++) {
      page.keyboard().press("Tab");
    }
    assertThat(start).isFocused();
    var outline = start.evaluate("it => getComputedStyle(it).outlineStyle");
    org.assertj.core.api.Assertions.assertThat(outline).isEqualTo("solid");
    page.keyboard().press("Enter");
    assertThat(dialog(page)).containsText("Its first step begins");
    page.keyboard().press("Escape");
    assertThat(start).isFocused();
    page.keyboard().press("g");
    page.keyboard().press("d");
    assertThat(page.locator("main h1")).hasText("Definitions");
  }

  @Test
  void a_viewer_is_offered_nothing_that_would_be_refused() {
    var id = stage.create("For a viewer");
    stage.cairn.workflows().start(id(id)).orThrow();
    var participants = new java.util.TreeSet<>(java.util.Set.of("vera"));
    stage
        .cairn
        .workflows()
        .commit(Commit.to(id(id)).with(new Mutation.SetParticipants(participants)))
        .orThrow();
    var page = stage.signedIn("vera", Role.VIEWER);
    for (var place :
        java.util.List.of(
            "instances",
            "instances/" + id,
            "instances/" + id + "/state",
            "instances/" + id + "/trail/1",
            "instances/" + id + "/events",
            "instances/" + id + "/receipts",
            "statistics",
            "definitions",
            "definitions/create-prd")) {
      stage.go(page, "#/" + place);
      page.reload();
      assertThat(page.locator("main h1")).isVisible();
      page.waitForLoadState();
      var offered = page.locator("main button, main a.button").allInnerTexts();
      org.assertj.core.api.Assertions.assertThat(offered)
          .as(place)
          .doesNotContain(
              "Start",
              "Pause",
              "Resume",
              "Cancel",
              "Delete",
              "Edit",
              "Restore",
              "Fork",
              "Checkpoint",
              "Export",
              "Register one",
              "New version",
              "Check",
              "Verify everything",
              "Start an instance");
    }
    assertThat(page.locator(".rail nav")).not().containsText("People");
    assertThat(page.locator(".rail nav")).not().containsText("Approvals");
    org.assertj.core.api.Assertions.assertThat(stage.forbidden()).isEmpty();
  }

  @Test
  void a_revoked_key_ends_the_session_at_once() {
    var key = stage.key("tom", "Operator");
    var page = stage.signedIn(key, ColorScheme.LIGHT);
    stage.go(page, "#/instances");
    assertThat(page.locator(".live")).hasText("Live");
    var boss = stage.key("boss", "Admin");
    var response =
        page.context()
            .request()
            .delete(
                stage.url("/api/v1/keys/" + key.key().id()),
                com.microsoft.playwright.options.RequestOptions.create()
                    .setHeader("Authorization", "Bearer " + boss.text()));
    org.assertj.core.api.Assertions.assertThat(response.status()).isEqualTo(204);
    assertThat(page.getByLabel("API key or token")).isVisible();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("session is over");
  }

  @Test
  void what_is_offered_follows_the_table_of_rights() throws java.io.IOException {
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(page, "#/instances");
    assertThat(page.locator(".who")).isVisible();
    var table = java.nio.file.Files.readString(Path.of("../docs/access.md"));
    var roles = java.util.List.of("Viewer", "Participant", "Operator", "Admin");
    var rows =
        Pattern.compile("\\| `(\\w+)` \\| `(\\w+)` \\| `(\\w+)` \\| `(\\w+)` \\| `(\\w+)` \\|")
            .matcher(table)
            .results()
            .toList();
    org.assertj.core.api.Assertions.assertThat(rows).hasSizeGreaterThan(10);
    for (var row : rows) {
      for (int role = 0; role < 4; role++) {
        var promised = row.group(2 + role).replace('F', 'n');
        var offered = page.evaluate(OFFERS, java.util.List.of(row.group(1), roles.get(role)));
        org.assertj.core.api.Assertions.assertThat(offered)
            .as(row.group(1) + " " + roles.get(role))
            .isIn(promised, "unknown");
      }
    }
  }

  /** What the console would offer of one's own, one's part, and another's; y or n for each. */
  private static final String OFFERS =
      """
      async ([what, role]) => {
        const app = document.querySelector('script[type=module]').src;
        const { may, knows } = await import(app.replace('app.js', 'lib/rights.js'));
        const me = { userId: 'u', subject: 'me', roles: [role] };
        const all = [{ ownerId: 'u', participants: [] }, { ownerId: 'v', participants: ['me'] },
          { ownerId: 'v', participants: [] }];
        return knows(what)
          ? all.map((it) => (may(me, what, it) ? 'y' : 'n')).join('') : 'unknown';
      }
      """;
}
