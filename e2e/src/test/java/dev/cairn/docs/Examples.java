package dev.cairn.docs;

import dev.cairn.Cairn;
import dev.cairn.Definition;
import dev.cairn.Instance;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.testkit.FakeClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the examples of a page begin with: a store in a file, and a definition. */
abstract class Examples {
  @TempDir Path folder;

  final FakeClock clock = new FakeClock();

  private Cairn opened;

  @BeforeEach
  final void openStore() {
    opened = Cairn.open("sqlite:" + folder.resolve("examples.db"), Options.defaults().clock(clock));
    opened.definitions().register(Definition.named("order"));
  }

  @AfterEach
  final void closeStore() {
    opened.close();
  }

  final Cairn cairn() {
    return opened;
  }

  /** A running instance of the definition. */
  final Instance order(String context) {
    var created = opened.workflows().create(NewInstance.of("order").context(object(context)));
    opened.workflows().start(created.id()).orThrow();
    return opened.workflows().get(created.id());
  }

  static JsonObject object(String json) {
    return Json.parse(json.replace('\'', '"')).asObject();
  }
}
