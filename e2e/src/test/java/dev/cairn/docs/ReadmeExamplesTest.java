package dev.cairn.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.History;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.OnConflict;
import dev.cairn.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeExamplesTest {
  @TempDir Path folder;

  @Test
  void first_workflow() {
    var console = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try (var cairn = Cairn.open("sqlite:" + folder.resolve("cairn.db"))) {
      firstWorkflow(cairn);
    } finally {
      System.setOut(console);
    }
    var shown = printed.toString(UTF_8).indent(4).stripTrailing();
    assertThat(Pages.page("README.md").text()).contains("This prints:\n\n" + shown);
  }

  @SuppressWarnings("SystemOut") // The example prints, as a reader's first program does.
  private static void firstWorkflow(Cairn cairn) {
    // docs:first
    cairn.definitions().register(Definition.named("create-prd"));
    var mia = cairn.as("mia").workflows();
    var leo = cairn.as("leo").workflows();
    var context = JsonObject.of("title", "Checkout", "pages", 3, "area", "payments");
    var id = mia.create(NewInstance.of("create-prd").context(context).tags("q3")).id();
    mia.start(id).orThrow();

    // Both read version 2. Mia is faster.
    var read = mia.get(id);
    mia.commit(Commit.to(read).with(new Mutation.MergeContext(JsonObject.of("pages", 4))));
    var late = Commit.to(read).with(new Mutation.MergeContext(JsonObject.of("title", "Cart")));
    if (leo.commit(late) instanceof CommitResult.Conflict conflict) {
      System.out.println("refused: meanwhile " + conflict.conflicts() + " changed");
    }

    // They changed different places, so the same commit can be merged.
    leo.commit(late.onConflict(OnConflict.MERGE)).orThrow();
    System.out.println(leo.get(id).context());

    // Every version can be compared, found again and restored.
    var history = cairn.history();
    for (var change : history.diff(id, 2, 4).changes()) {
      System.out.println(change.path() + " was changed by " + change.actor());
    }
    history.restore(id, new History.Target.ToVersion(2), Optional.empty());
    System.out.println(leo.count(Filter.equal("context.title", "Checkout")));
    System.out.println(cairn.archive().verify(id).isOk());
    // end
    assertThat(cairn.archive().verify(id).versions()).isEqualTo(5);
    assertThat(leo.get(id).context()).isEqualTo(context);
    assertThat(leo.count(Filter.equal("context.title", "Checkout"))).isEqualTo(1);
  }
}
