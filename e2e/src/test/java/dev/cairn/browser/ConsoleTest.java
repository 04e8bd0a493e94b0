package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.cairn.Commit;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.Role;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with the console, done in a browser. */
class ConsoleTest {
  @TempDir static Path folder;
  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = Stage.over(folder);
  }

  @AfterAll
  static void stop() {
    if (stage != null) {
      stage.close();
    }
  }

  @AfterEach
  void clear() {
    stage.clear();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator dialog(Page page) {
    return page.locator("dialog[open]");
  }

  private static Locator in(Locator where, String button) {
    return where.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  private static InstanceId id(String text) {
    return InstanceId.of(text);
  }

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
  void a_conflict_of_two_browsers_is_merged() {
    var id = stage.create("Conflict");
    var mia = stage.signedIn("mia", Role.OPERATOR);
    var leo = stage.signedIn("leo", Role.OPERATOR);
    for (var page : java.util.List.of(mia, leo)) {
      stage.go(page, "#/instances/" + id + "/state");
      button(page, "Edit").click();
    }
    edit(mia, "{\"title\":\"Basket\",\"total\":120,\"owner\":\"mia\",\"urgent\":true}");
    in(dialog(mia), "Save as version 2").click();
    assertThat(dialog(mia)).hasCount(0);
    edit(leo, "{\"title\":\"Cart\",\"total\":250,\"owner\":\"mia\"}");
    assertThat(dialog(leo)).containsText("2 changes");
    assertThat(dialog(leo)).containsText("Meanwhile mia made version 2");
    in(dialog(leo), "Save as version 2").click();
    assertThat(dialog(leo)).containsText("Somebody was faster");
    assertThat(dialog(leo).locator("fieldset")).hasCount(1);
    assertThat(dialog(leo)).containsText("Basket");
    assertThat(in(dialog(leo), "Save as version 3")).isDisabled();
    dialog(leo).getByRole(AriaRole.RADIO).first().check();
    in(dialog(leo), "Save as version 3").click();
    assertThat(dialog(leo)).hasCount(0);
    org.assertj.core.api.Assertions.assertThat(stage.cairn.workflows().get(id(id)).context())
        .isEqualTo(JsonObject.of("title", "Cart", "total", 250, "owner", "mia", "urgent", true));
  }

  private static void edit(Page page, String context) {
    dialog(page).locator("textarea").fill(context);
  }

  @Test
  void what_does_not_fit_the_schema_is_said_before_and_after_sending() {
    var id = stage.create("Schema");
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(page, "#/instances/" + id + "/state");
    button(page, "Edit").click();
    edit(page, "{\"title\":\"\",\"total\":-1}");
    assertThat(dialog(page)).containsText("/title must not be empty");
    assertThat(dialog(page)).containsText("/total must be 0 or more");
    in(dialog(page), "Save as version 2").click();
    assertThat(dialog(page).locator(".wrong").nth(2)).isVisible();
    edit(page, "{\"title\": oops");
    assertThat(in(dialog(page), "Save as version 2")).isDisabled();
    org.assertj.core.api.Assertions.assertThat(stage.cairn.workflows().get(id(id)).version())
        .isEqualTo(1);
  }

  @Test
  void one_goes_back_in_time_compares_restores_and_forks() {
    var id = stage.create("Trail");
    stage.cairn.workflows().start(id(id)).orThrow();
    stage
        .cairn
        .workflows()
        .commit(
            Commit.to(id(id))
                .because("a better name")
                .with(new Mutation.MergeContext(JsonObject.of("title", "Trail, renamed"))))
        .orThrow();
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(page, "#/instances/" + id + "/trail");
    assertThat(page.locator(".versions a")).hasCount(3);
    assertThat(page.locator(".versions")).containsText("a better name");
    page.getByLabel("Version", new Page.GetByLabelOptions().setExact(true)).focus();
    page.keyboard().press("Home");
    assertThat(page).hasURL(Pattern.compile(".*/trail/1$"));
    assertThat(page.getByLabel("State as it was")).containsText("\"Trail\"");
    assertThat(page.locator(".node[data-step=draft]")).hasClass(Pattern.compile(".*is-pending.*"));
    page.getByLabel("compared with version").fill("3");
    page.getByLabel("compared with version").press("Tab");
    assertThat(page.locator(".changes")).containsText("\"Trail, renamed\"");
    button(page, "Restore").click();
    assertThat(dialog(page)).containsText("What changes");
    assertThat(dialog(page)).containsText("transition Running");
    in(dialog(page), "Restore as version 4").click();
    assertThat(page.locator("main h1")).hasText("Trail");
    assertThat(page.locator(".versions a").first()).containsText("restore");
    assertThat(page.locator(".versions")).containsText("safety-3");
    button(page, "Checkpoint").click();
    dialog(page).getByLabel("Name").fill("as agreed");
    dialog(page).getByLabel("Name").press("Enter");
    assertThat(page.locator(".versions")).containsText("as agreed");
    stage.go(page, "#/instances/" + id + "/trail/3");
    button(page, "Fork").click();
    in(dialog(page), "Fork version 3").click();
    assertThat(page.locator("main h1")).hasText("Trail, renamed");
    assertThat(page.locator(".facts").first()).containsText("Forked from");
  }

  @Test
  void receipts_show_their_chain_and_the_server_verifies_it() {
    var id = stage.create("Receipts");
    stage.cairn.workflows().start(id(id)).orThrow();
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(page, "#/instances/" + id + "/receipts");
    assertThat(page.locator(".chain li.holds")).hasCount(2);
    page.locator(".panel").getByText("Verify").click();
    assertThat(page.locator("main")).containsText("2 versions and their chain hold");
  }

  @Test
  void an_instance_is_started_with_a_form_that_names_what_is_missing() {
    var page = stage.signedIn("mia", Role.PARTICIPANT);
    stage.go(page, "#/definitions/create-prd");
    button(page, "Start an instance").click();
    in(dialog(page), "Start").click();
    assertThat(dialog(page)).containsText("title is required");
    assertThat(dialog(page).getByLabel("title")).isFocused();
    dialog(page).getByLabel("title").fill("From a form");
    dialog(page).getByLabel("total (optional)").fill("12.50");
    dialog(page).getByLabel("tier (optional)").selectOption("silver");
    dialog(page).getByLabel("due (optional)").fill("2027-01-31");
    dialog(page).getByLabel("urgent").check();
    in(dialog(page), "Start").click();
    assertThat(page.locator("main h1")).hasText("From a form");
    var url = page.url();
    var made = stage.cairn.workflows().get(id(url.substring(url.lastIndexOf('/') + 1)));
    org.assertj.core.api.Assertions.assertThat(made.status()).isEqualTo(Status.RUNNING);
    org.assertj.core.api.Assertions.assertThat(made.context())
        .isEqualTo(
            Json.parse(
                "{\"title\":\"From a form\",\"total\":12.5,\"tier\":\"silver\","
                    + "\"due\":\"2027-01-31\",\"urgent\":true}"));
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
  void a_place_tells_who_changed_it_last() {
    var id = stage.create("Blamed");
    var rename = new Mutation.MergeContext(JsonObject.of("total", 7));
    stage.cairn.as("zoe").workflows().commit(Commit.to(id(id)).with(rename)).orThrow();
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(page, "#/instances/" + id + "/state");
    page.locator(".key").filter(containing("total")).click();
    assertThat(page.getByRole(AriaRole.STATUS).filter(containing("/context/total")))
        .containsText("was changed last by zoe");
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void a_new_version_is_checked_against_the_living_while_it_is_written() {
    var id = stage.create("Would not fit");
    var page = stage.signedIn("boss", Role.ADMIN);
    stage.go(page, "#/definitions/create-prd");
    button(page, "New version").click();
    assertThat(dialog(page)).containsText("living instances fit");
    var next = Stage.resource("create-prd.json").asObject();
    var schema = Json.parse("{\"required\":[\"reviewer\"]}");
    var candidate = next.with("version", Json.of(2)).with("stateSchema", schema);
    dialog(page).locator("textarea").fill(candidate.canonical());
    assertThat(dialog(page)).containsText("living instances would not fit");
    assertThat(dialog(page)).containsText("reviewer");
    stage.cairn.workflows().start(id(id)).orThrow();
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
