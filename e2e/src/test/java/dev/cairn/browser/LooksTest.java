package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.cairn.ApiKey;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every page in both themes: nothing in the log, nothing that keeps people out, nothing foreign.
 */
class LooksTest extends OnStage {
  private static final int BYTES_MAX = 150_000;
  private static final int MEGABYTE = 1 << 20;

  /** Markup, script, controls of terminals, and text that turns around. */
  private static final List<String> HOSTILE =
      List.of(
          "<img src=x onerror=window.hurt=1>",
          "<script>window.hurt=1</script>",
          "\"><svg onload=window.hurt=1>",
          "javascript:window.hurt=1",
          "\u001b[31mred\u001b]0;title\u0007",
          "\u202egnp.exe",
          "{{constructor.constructor('window.hurt=1')()}}",
          "${window.hurt=1}",
          "__proto__");

  private static ApiKey.Created admin;
  private static String plain;

  @BeforeAll
  static void start() {
    admin = stage.key("admin", "Admin");
    plain = stage.create("Looked at");
    var id = InstanceId.of(plain);
    stage.cairn.workflows().start(id).orThrow();
    var step = new Mutation.SetStepData("draft", JsonObject.of("words", 1200));
    stage.cairn.workflows().commit(Commit.to(id).with(step)).orThrow();
    stage.cairn.history().checkpoint(id, "as agreed");
  }

  private static List<String> places() {
    var one = "#/instances/" + plain;
    return List.of(
        "#/instances",
        one,
        one + "/state",
        one + "/trail",
        one + "/trail/1",
        one + "/events",
        one + "/receipts",
        "#/approvals",
        "#/statistics",
        "#/definitions",
        "#/definitions/create-prd",
        "#/people",
        "#/nowhere");
  }

  private static void settled(Page page) {
    assertThat(page.locator("main [role=status].empty")).hasCount(0);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void every_page_is_fit_for_everybody_and_says_nothing_in_the_log(ColorScheme scheme) {
    var page = stage.signedIn(admin, scheme);
    for (var place : places()) {
      stage.go(page, place);
      assertThat(page.locator("main").locator("h1, h2").first()).isVisible();
      settled(page);
      var theme = scheme.name().toLowerCase(java.util.Locale.ROOT);
      Pictures.take(page, theme + "-" + place.replaceAll("[^a-z-]+", "_"));
      org.assertj.core.api.Assertions.assertThat(Axe.look(page)).as(place).isEmpty();
      org.assertj.core.api.Assertions.assertThat(stage.log()).as(place).isEmpty();
    }
  }

  @Test
  void the_way_in_and_dialogues_are_fit_for_everybody() {
    var stranger = stage.stranger(ColorScheme.DARK);
    stage.go(stranger, "");
    assertThat(stranger.getByLabel("API key or token")).isVisible();
    org.assertj.core.api.Assertions.assertThat(Axe.look(stranger)).isEmpty();
    var page = stage.signedIn(admin, ColorScheme.LIGHT);
    var dialogues =
        java.util.Map.of(
            "#/people",
            "Make a key",
            "#/definitions/create-prd",
            "Start an instance",
            "#/definitions",
            "Register one",
            "#/instances/" + plain,
            "Cancel",
            "#/instances/" + plain + "/state",
            "Edit",
            "#/instances/" + plain + "/trail/1",
            "Restore");
    dialogues.forEach((place, name) -> {
      stage.go(page, place);
      page.locator("main button").getByText(name, exactly()).first().click();
      assertThat(page.locator("dialog[open]")).isVisible();
      org.assertj.core.api.Assertions.assertThat(Axe.look(page)).as(place).isEmpty();
    });
    org.assertj.core.api.Assertions.assertThat(stage.log()).isEmpty();
  }

  private static com.microsoft.playwright.Locator.GetByTextOptions exactly() {
    return new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true);
  }

  @Test
  void a_narrow_screen_shows_all_without_moving_sideways() {
    var page = stage.signedIn(admin, ColorScheme.LIGHT);
    page.setViewportSize(360, 740);
    for (var place : places()) {
      stage.go(page, place);
      assertThat(page.locator("main").locator("h1, h2").first()).isVisible();
      var wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      org.assertj.core.api.Assertions.assertThat((int) page.evaluate(wider)).as(place).isZero();
      org.assertj.core.api.Assertions.assertThat(Axe.look(page)).as(place).isEmpty();
    }
  }

  @Test
  void hostile_content_is_shown_as_text() {
    var pages = new TreeSet<String>();
    for (var text : HOSTILE) {
      var definition =
          JsonObject.of(
              "id",
              text,
              "name",
              text,
              "description",
              text,
              "steps",
              Json.parse("[{\"id\":\"a\",\"name\":" + Json.of(text).canonical() + "}]"));
      stage.cairn.definitions().register(Definition.parse(definition));
      var made =
          stage
              .cairn
              .as(text)
              .workflows()
              .create(
                  NewInstance.of(text)
                      .tags(text)
                      .attributes(JsonObject.of("a", text))
                      .context(JsonObject.of("title", text, text, JsonObject.of(text, text))));
      var data = new Mutation.SetStepData(text, JsonObject.of(text, text));
      stage
          .cairn
          .as(text)
          .workflows()
          .commit(Commit.to(made.id()).because(text).with(data))
          .orThrow();
      stage.cairn.history().checkpoint(made.id(), text);
      pages.add("#/instances/" + made.id());
      pages.add("#/definitions/" + java.net.URLEncoder.encode(text, UTF_8).replace("+", "%20"));
    }
    stage.key(HOSTILE.getFirst(), "Viewer", HOSTILE.get(1));
    var page = stage.signedIn(admin, ColorScheme.LIGHT);
    pages.addAll(List.of("#/instances", "#/statistics", "#/definitions", "#/people"));
    for (var place : pages) {
      for (var part : parts(place)) {
        stage.go(page, place + part);
        assertThat(page.locator("main h1")).isVisible();
        settled(page);
        org.assertj.core.api.Assertions.assertThat(page.evaluate("'hurt' in window"))
            .as(place + part)
            .isEqualTo(false);
        var foreign = "document.querySelectorAll('main img, main script, main iframe').length";
        org.assertj.core.api.Assertions.assertThat(page.evaluate(foreign)).isEqualTo(0);
      }
    }
    stage.go(page, "#/instances");
    assertThat(page.locator("main")).containsText("<img src=x onerror=window.hurt=1>");
    assertThat(page.locator("main")).containsText("\\u001b[31mred");
    assertThat(page.locator("main")).containsText("\\u202egnp.exe");
    org.assertj.core.api.Assertions.assertThat(stage.log()).isEmpty();
  }

  private static List<String> parts(String place) {
    return place.startsWith("#/instances/")
        ? List.of("", "/state", "/trail", "/trail/1", "/events", "/receipts")
        : List.of("");
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  @Test
  void a_megabyte_of_text_and_ten_thousand_members_do_not_hold_up_the_page() {
    var many = JsonObject.builder();
    for (int i = 0; i < 10_000; i++) {
      many.put("member" + i, Json.of(i));
    }
    var context =
        JsonObject.of("title", "x".repeat(MEGABYTE / 2), "many", many.build(), "exact", 1)
            .with("exact", Json.parse("9007199254740993"));
    var made = stage.cairn.workflows().create(NewInstance.of(Stage.PLAIN).context(context));
    var page = stage.signedIn(admin, ColorScheme.LIGHT);
    stage.go(page, "#/instances/" + made.id() + "/state");
    page.getByLabel("Open many").click();
    assertThat(page.locator("main")).containsText("9,900 more");
    assertThat(page.locator("main")).containsText("9007199254740993");
    page.getByLabel("Search in context").fill("member9999");
    assertThat(page.locator("main")).containsText("/context/many/member9999");
    int shown = (int) page.evaluate("document.body.innerText.length");
    org.assertj.core.api.Assertions.assertThat(shown).isLessThan(20_000);
    stage.go(page, "#/instances");
    assertThat(page.locator("tr[data-id='" + made.id() + "']")).isVisible();
  }

  @Test
  void three_hundred_steps_are_drawn() {
    var steps = new java.util.ArrayList<JsonObject>();
    for (int i = 1; i <= 300; i++) {
      steps.add(JsonObject.of("id", "s" + i));
    }
    var definition = JsonObject.of("id", "long", "steps", steps);
    stage.cairn.definitions().register(Definition.parse(definition));
    var page = stage.signedIn(admin, ColorScheme.LIGHT);
    stage.go(page, "#/definitions/long");
    assertThat(page.locator(".graph .node")).hasCount(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "eval", "style", "handler", "foreign"})
  void the_policy_lets_nothing_in(String way) {
    var page = stage.signedIn(admin, ColorScheme.LIGHT);
    stage.go(page, "#/instances");
    assertThat(page.locator("main h1")).isVisible();
    page.evaluate(ATTACK, way);
    org.assertj.core.api.Assertions.assertThat(page.evaluate("'hurt' in window")).isEqualTo(false);
    org.assertj.core.api.Assertions.assertThat(page.evaluate("window.refused")).isEqualTo(true);
  }

  /** Tries a way in; the browser tells of what the policy refused, or throws. */
  private static final String ATTACK =
      """
      async (way) => {
        window.refused = false;
        addEventListener('securitypolicyviolation', () => { window.refused = true; });
        const element = (name, set) => {
          const it = document.createElement(name);
          set(it);
          document.body.append(it);
        };
        const tries = {
          inline: () => element('script', (it) => { it.textContent = 'window.hurt = 1'; }),
          eval: () => setTimeout('window.hurt = 1', 0),
          style: () => element('style', (it) => { it.textContent = 'body { color: red }'; }),
          handler: () => element('button', (it) => {
            it.setAttribute('onclick', 'window.hurt = 1');
            setTimeout(() => it.click(), 0);
          }),
          foreign: () => fetch('http://127.0.0.2:1/').catch(() => {}),
        };
        try { await tries[way](); } catch { window.refused = true; }
        await new Promise((ready) => setTimeout(ready, 50));
      }
      """;

  @Test
  void a_cold_browser_gets_little() {
    var page = stage.stranger(ColorScheme.LIGHT);
    stage.go(page, "");
    assertThat(page.getByLabel("API key or token")).isVisible();
    var sum =
        """
        performance.getEntriesByType('resource')
          .filter((it) => /\\.(js|css)$/.test(it.name))
          .reduce((sum, it) => sum + it.transferSize, 0)
        """;
    org.assertj.core.api.Assertions.assertThat((int) page.evaluate(sum))
        .isBetween(10_000, BYTES_MAX);
    page.reload();
    assertThat(page.getByLabel("API key or token")).isVisible();
    org.assertj.core.api.Assertions.assertThat((int) page.evaluate(sum)).isZero();
  }
}
