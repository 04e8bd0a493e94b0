package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.cairn.BatchItem;
import dev.cairn.Commit;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is large is shown in part, and nothing is held up by it. */
class LargeTest extends OnStage {
  private static final int MEGABYTE = 1 << 20;

  /** As many as verify has time for; {@code -Dcairn.console.instances=100000} shows the rest. */
  private static final int MANY = Integer.getInteger("cairn.console.instances", 5_000);

  /** The most text that a page shows, whatever it was given. */
  private static final int SHOWN_MAX = 20_000;

  private static InstanceId large() {
    var text = "<b>" + "x".repeat(MEGABYTE - 3);
    var context = JsonObject.of("title", text, "other", "y".repeat(MEGABYTE), "small", 1);
    var id = stage.cairn.workflows().create(NewInstance.of(Stage.PLAIN).context(context)).id();
    stage.cairn.workflows().start(id).orThrow();
    var output = new Mutation.SetStepData("draft", JsonObject.of("text", "z".repeat(MEGABYTE)));
    stage.cairn.workflows().commit(Commit.to(id).with(output)).orThrow();
    var change = new Mutation.MergeContext(JsonObject.of("other", "w".repeat(MEGABYTE)));
    stage.cairn.workflows().commit(Commit.to(id).with(change)).orThrow();
    return id;
  }

  private static void isLight(Page page, String place) {
    int shown = (int) page.evaluate("document.body.innerText.length");
    org.assertj.core.api.Assertions.assertThat(shown).as(place).isBetween(1, SHOWN_MAX);
    var foreign = "document.querySelectorAll('main b, main script').length";
    int attributes =
        (int)
            page.evaluate(
                "Math.max(0, ...[...document.querySelectorAll('*')]"
                    + ".flatMap((it) => [...it.attributes].map((one) => one.value.length)))");
    org.assertj.core.api.Assertions.assertThat(attributes).as(place).isLessThan(SHOWN_MAX);
    org.assertj.core.api.Assertions.assertThat(page.evaluate(foreign)).isNotNull();
  }

  @Test
  void texts_of_a_megabyte_are_shown_as_text_and_hold_up_no_page() {
    var id = large();
    var page = stage.signedIn("mia", Role.ADMIN);
    for (var place :
        List.of("", "/state", "/trail", "/trail/1", "/trail/4", "/events", "/receipts")) {
      stage.go(page, "#/instances/" + id + place);
      assertThat(page.locator("main h1")).containsText("<b>xxx");
      assertThat(page.locator("main [role=status].empty")).hasCount(0);
      isLight(page, place);
    }
    stage.go(page, "#/instances/" + id + "/trail/4?with=3");
    assertThat(page.locator("main h1")).containsText("<b>xxx");
    isLight(page, "difference");
    stage.go(page, "#/instances/" + id + "/state");
    page.getByLabel("Search in context").fill("small");
    assertThat(page.locator("main")).containsText("/context/small");
    stage.go(page, "#/instances");
    assertThat(page.locator("tr[data-id='" + id + "']")).containsText("<b>xxx");
    isLight(page, "list");
    org.assertj.core.api.Assertions.assertThat(stage.log()).isEmpty();
  }

  @Test
  void a_list_of_very_many_opens_filters_and_goes_on() {
    for (int made = 0; made < MANY; made += 100) {
      stage
          .cairn
          .workflows()
          .batch(
              IntStream.range(made, Math.min(MANY, made + 100)).mapToObj(LargeTest::one).toList());
    }
    var page = stage.signedIn("mia", Role.OPERATOR);
    stage.go(page, "#/instances?where=has(context.number)");
    assertThat(page.locator(".head")).containsText(String.format("%,d match", MANY));
    int first = page.locator("tbody tr").count();
    org.assertj.core.api.Assertions.assertThat(first).isBetween(10, 100);
    var top = page.locator("tbody tr").first().getAttribute("data-id");
    page.getByText("Next page").click();
    assertThat(page.locator("tr[data-id='" + top + "']")).hasCount(0);
    assertThat(page.locator("tbody tr")).hasCount(first);
    page.mouse().wheel(0, 100_000);
    assertThat(page.locator("tbody tr").last()).isInViewport();
    page.getByLabel("Condition").fill("context.number == " + (MANY - 7));
    page.getByLabel("Condition").press("Enter");
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.locator("tbody tr")).containsText("Many " + (MANY - 7));
    // Somebody made one while so many were there: it appears by itself.
    var next = stage.cairn.workflows().create(request(MANY - 7));
    assertThat(page.locator("tr[data-id='" + next.id() + "']")).isVisible();
    stage.go(page, "#/statistics");
    assertThat(page.locator(".tile .big").first()).not().hasText("…");
    isLight(page, "statistics");
  }

  private static NewInstance request(int number) {
    var context = JsonObject.of("title", "Many " + number, "number", number);
    return NewInstance.of(Stage.PLAIN).context(context);
  }

  private static BatchItem one(int number) {
    return new BatchItem.Create(request(number));
  }
}
