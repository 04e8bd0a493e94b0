package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.cairn.browser.Widgets.button;
import static dev.cairn.browser.Widgets.containing;
import static dev.cairn.browser.Widgets.dialog;
import static dev.cairn.browser.Widgets.id;
import static dev.cairn.browser.Widgets.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.cairn.Commit;
import dev.cairn.Mutation;
import dev.cairn.Role;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Changing an instance and going back in time, in a browser. */
class ChangingTest extends OnStage {
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
    assertThat(page.locator("main")).containsText("Forked from");
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

  private static void edit(Page page, String context) {
    dialog(page).locator("textarea").fill(context);
  }
}
