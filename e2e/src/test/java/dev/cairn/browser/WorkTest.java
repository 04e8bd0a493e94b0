package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.cairn.browser.Widgets.containing;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Status;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Outcome;
import dev.cairn.engine.StepFailure;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deciding, handing in, and looking on while an engine runs, in a browser. */
class WorkTest extends OnStage {
  private static final CountDownLatch REFUND = new CountDownLatch(1);

  private static Engine engine;

  @BeforeAll
  static void start() {
    for (var name : List.of("article.json", "trip.json")) {
      stage.cairn.definitions().register(Definition.parse(Stage.resource(name)));
    }
    var settings =
        EngineSettings.named("node-1")
            .handler("book", job -> Outcome.of("ticket", "T-1"))
            .handler(
                "pay",
                job -> {
                  throw StepFailure.permanent("card_declined", "the card was declined");
                })
            .handler(
                "refund",
                job -> {
                  REFUND.await();
                  return Outcome.none();
                });
    engine = Engine.over(stage.cairn, settings).start();
  }

  @AfterAll
  static void stop() {
    REFUND.countDown();
    if (engine != null) {
      engine.close();
    }
  }

  private static InstanceId started(String definition, String title) {
    var wanted = NewInstance.of(definition).context(JsonObject.of("title", title, "pages", 3));
    return stage.cairn.workflows().create(wanted.started()).id();
  }

  private static Page legal(String subject) {
    return legal(subject, ColorScheme.LIGHT);
  }

  private static Page legal(String subject, ColorScheme scheme) {
    return stage.signedIn(stage.key(subject, "Operator", "Legal"), scheme);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, named(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page deciding(String subject, InstanceId id) {
    var page = legal(subject);
    stage.go(page, "#/approvals");
    var row = page.locator("tr").filter(containing(last(id)));
    row.getByText("Decide").click();
    return page;
  }

  private static String last(InstanceId id) {
    return id.toString().substring(24);
  }

  private static Status status(InstanceId id) {
    return stage.cairn.workflows().get(id).status();
  }

  @Test
  void an_approval_is_decided_with_a_reason() {
    var id = started("article", "Approved");
    var page = deciding("ada", id);
    assertThat(page.locator("main")).containsText("Legal reviews");
    page.getByLabel("Reason (optional)").fill("reads well");
    button(page, "Approve").click();
    assertThat(page.locator(".toast")).containsText("Approved");
    assertThat(page.locator("main")).not().containsText(last(id));
    org.assertj.core.api.Assertions.assertThat(status(id)).isEqualTo(Status.WAITING_FOR_INPUT);
  }

  @Test
  void a_rejection_needs_a_reason() {
    var id = started("article", "Rejected");
    var page = deciding("ada", id);
    page.getByLabel("Reject").check();
    assertThat(button(page, "Reject")).isDisabled();
    page.getByLabel("Reason").fill("libel");
    button(page, "Reject").click();
    assertThat(page.locator(".toast")).containsText("Rejected");
    stage.go(page, "#/instances/" + id);
    assertThat(page.locator("main")).containsText("libel");
  }

  @Test
  void what_changed_meanwhile_is_shown_and_not_decided_on() {
    var id = started("article", "Stale");
    var page = deciding("ada", id);
    assertThat(button(page, "Approve")).isEnabled();
    var rename = new Mutation.MergeContext(JsonObject.of("title", "Stale, rewritten"));
    stage.cairn.as("leo").workflows().commit(Commit.to(id).with(rename)).orThrow();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("It changed while you looked");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Stale, rewritten");
    assertThat(button(page, "Approve")).isDisabled();
    button(page, "Look at what it is now").click();
    assertThat(page.locator("main h1")).hasText("Stale, rewritten");
    button(page, "Approve").click();
    assertThat(page.locator(".toast")).containsText("Approved");
  }

  @Test
  void an_approval_changes_what_it_approves() {
    var id = started("article", "Modified");
    var page = deciding("ada", id);
    page.getByLabel("Change and approve").check();
    page.getByLabel("title").fill("Modified by legal");
    assertThat(page.locator(".changes")).containsText("Modified by legal");
    button(page, "Change and approve").click();
    assertThat(page.locator(".toast")).containsText("Changed and approved");
    org.assertj.core.api.Assertions.assertThat(
            stage.cairn.workflows().get(id).context().require("title"))
        .isEqualTo(Json.of("Modified by legal"));
  }

  @Test
  void an_input_is_handed_in_with_a_form() {
    var id = started("article", "Input");
    button(deciding("ada", id), "Approve").click();
    var page = legal("leo");
    stage.go(page, "#/approvals");
    page.locator("tr")
        .filter(new Locator.FilterOptions().setHasText("Input"))
        .getByText("Fill in")
        .click();
    button(page, "Hand in").click();
    assertThat(page.locator("main")).containsText("Headline is required");
    page.getByRole(AriaRole.TEXTBOX, named("Headline")).fill("Man bites dog");
    button(page, "Add").click();
    page.getByLabel("1", new Page.GetByLabelOptions().setExact(true)).fill("front page");
    button(page, "Hand in").click();
    assertThat(page.locator(".toast")).containsText("Handed in");
    stage.go(page, "#/instances/" + id);
    assertThat(page.locator("main .status").first()).hasText("Completed");
    org.assertj.core.api.Assertions.assertThat(
            stage.cairn.workflows().get(id).state().stepData().require("head"))
        .isEqualTo(Json.parse("{\"headline\":\"Man bites dog\",\"places\":[\"front page\"]}"));
  }

  @Test
  void a_saga_is_seen_while_it_is_undone_and_after() {
    var id = started("trip", "Saga");
    var page = legal("ada");
    stage.go(page, "#/instances/" + id);
    assertThat(page.locator(".node.is-undoing[data-step=flight]")).isVisible();
    assertThat(page.locator(".node.is-failed[data-step=payment]")).isVisible();
    assertThat(page.locator("main")).containsText("the card was declined");
    REFUND.countDown();
    assertThat(page.locator(".node.is-undone[data-step=flight]")).isVisible();
    assertThat(page.locator("main .status").first()).hasText("Failed");
    assertThat(page.locator(".facts").first()).containsText("compensated");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void deciding_and_handing_in_are_fit_for_everybody(ColorScheme scheme) {
    var id = started("article", "Fit " + scheme);
    var page = legal("ada", scheme);
    stage.go(page, "#/approvals");
    looksWell(page, page.locator("tr").filter(containing(last(id))));
    page.locator("tr").filter(containing(last(id))).getByText("Decide").click();
    looksWell(page, button(page, "Approve"));
    page.getByLabel("Change and approve").check();
    looksWell(page, page.getByLabel("title"));
    page.getByLabel("Reject").check();
    looksWell(page, button(page, "Reject"));
    var rename = new Mutation.MergeContext(JsonObject.of("pages", 4));
    stage.cairn.as("leo").workflows().commit(Commit.to(id).with(rename)).orThrow();
    looksWell(page, page.getByRole(AriaRole.ALERT));
    button(page, "Look at what it is now").click();
    page.getByLabel("Approve", new Page.GetByLabelOptions().setExact(true)).check();
    button(page, "Approve").click();
    assertThat(page.locator(".toast")).containsText("Approved");
    stage.go(page, "#/approvals/" + id + "/input/head");
    looksWell(page, button(page, "Hand in"));
    button(page, "Hand in").click();
    looksWell(page, page.locator("main [aria-invalid=true]").first());
  }

  private static void looksWell(Page page, Locator what) {
    assertThat(what).isVisible();
    org.assertj.core.api.Assertions.assertThat(Axe.look(page)).as(page.url()).isEmpty();
    org.assertj.core.api.Assertions.assertThat(stage.log()).as(page.url()).isEmpty();
  }
}
