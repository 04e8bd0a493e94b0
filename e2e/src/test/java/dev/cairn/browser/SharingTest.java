package dev.cairn.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.cairn.browser.Widgets.button;
import static dev.cairn.browser.Widgets.dialog;
import static dev.cairn.browser.Widgets.id;
import static dev.cairn.browser.Widgets.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.cairn.Commit;
import dev.cairn.InstanceId;
import dev.cairn.Mutation.MergeContext;
import dev.cairn.Mutation.SetParticipants;
import dev.cairn.NewInstance;
import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whose an instance is, and who takes part in it, in a browser. */
class SharingTest extends OnStage {

  private static InstanceId mias(String title) {
    var context = JsonObject.of("title", title);
    return stage
        .cairn
        .as("mia")
        .workflows()
        .create(NewInstance.of(Stage.PLAIN).context(context))
        .id();
  }

  private static List<String> participants(InstanceId id) {
    return List.copyOf(stage.cairn.workflows().get(id).participants());
  }

  private static void share(InstanceId id, String... names) {
    var mutation = new SetParticipants(new TreeSet<>(List.of(names)));
    stage.cairn.as("mia").workflows().commit(Commit.to(id).with(mutation)).orThrow();
  }

  private static Locator people(Page page) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("People"));
  }

  private static Page changing(String subject, Role role, InstanceId id) {
    var page = stage.signedIn(subject, role);
    stage.go(page, "#/instances/" + id);
    in(people(page), "Change").click();
    assertThat(dialog(page)).containsText("Who takes part");
    return page;
  }

  private static void add(Page page, String name) {
    dialog(page).getByLabel("Somebody else, by name").fill(name);
    page.keyboard().press("Enter");
    assertThat(dialog(page).getByRole(AriaRole.LISTITEM).filter(Widgets.containing(name)))
        .isVisible();
  }

  @Test
  void the_owner_lets_somebody_in_and_out_again() {
    var id = mias("Shared");
    var page = changing("mia", Role.PARTICIPANT, id);
    assertThat(people(page)).containsText("mia that is you");
    assertThat(people(page)).containsText("nobody else");
    add(page, "leo");
    add(page, "<b>ann</b>");
    in(dialog(page), "Save").click();
    assertThat(people(page)).containsText("<b>ann</b>, leo");
    org.assertj.core.api.Assertions.assertThat(participants(id))
        .containsExactly("<b>ann</b>", "leo");
    var his = stage.signedIn("leo", Role.PARTICIPANT);
    stage.go(his, "#/instances/" + id);
    assertThat(people(his)).containsText("mia");
    assertThat(in(people(his), "Change")).hasCount(0);
    assertThat(button(his, "Start")).isVisible();
    in(people(page), "Change").click();
    button(page, "Remove leo").click();
    in(dialog(page), "Save").click();
    assertThat(people(page)).not().containsText("leo");
    his.reload();
    assertThat(his.getByRole(AriaRole.ALERT)).containsText("no instance");
    org.assertj.core.api.Assertions.assertThat(stage.forbidden()).isEmpty();
  }

  @Test
  void another_change_of_the_instance_is_no_harm() {
    var id = mias("Busy");
    var page = changing("boss", Role.OPERATOR, id);
    add(page, "leo");
    var change = new MergeContext(JsonObject.of("total", 1));
    stage.cairn.workflows().commit(Commit.to(id).with(change)).orThrow();
    in(dialog(page), "Save").click();
    assertThat(people(page)).containsText("leo");
    org.assertj.core.api.Assertions.assertThat(participants(id)).containsExactly("leo");
  }

  @Test
  void another_change_of_who_takes_part_is_shown_before_it_is_overwritten() {
    var id = mias("Contested");
    var page = changing("mia", Role.PARTICIPANT, id);
    add(page, "leo");
    share(id, "zoe");
    in(dialog(page), "Save").click();
    assertThat(dialog(page).getByRole(AriaRole.ALERT)).containsText("zoe take part now");
    org.assertj.core.api.Assertions.assertThat(participants(id)).containsExactly("zoe");
    in(dialog(page), "Save").click();
    assertThat(dialog(page)).hasCount(0);
    org.assertj.core.api.Assertions.assertThat(participants(id)).containsExactly("leo");
    org.assertj.core.api.Assertions.assertThat(Axe.look(page)).isEmpty();
  }

  @Test
  void what_has_ended_can_be_shared_too() {
    var id = mias("Ended");
    stage.cairn.workflows().start(id(id.toString())).orThrow();
    stage.cairn.workflows().cancel(id, java.util.Optional.empty()).orThrow();
    var page = changing("mia", Role.PARTICIPANT, id);
    org.assertj.core.api.Assertions.assertThat(Axe.look(page)).isEmpty();
    add(page, "auditor");
    in(dialog(page), "Save").click();
    assertThat(people(page)).containsText("auditor");
  }
}
