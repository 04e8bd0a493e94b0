package dev.cairn.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Kernel;
import dev.cairn.testkit.FakeClock;
import dev.cairn.testkit.MemoryStore;
import dev.cairn.testkit.RandomJson;
import dev.cairn.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/verify_example.py agrees with Cairn, and notices what was changed. */
class PythonTest {
  private static final String SCRIPT = Pages.ROOT.resolve("docs/verify_example.py").toString();

  @TempDir Path folder;

  private record Run(int exit, String output) {}

  @BeforeAll
  static void python_is_there() {
    assumeTrue(isThere(), "python3 is not installed");
  }

  private static boolean isThere() {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private Run python(String input, String... arguments) throws Exception {
    var file = Files.writeString(folder.resolve("input"), input);
    var command = new java.util.ArrayList<>(List.of("python3", SCRIPT));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).redirectInput(file.toFile()).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output);
  }

  @ParameterizedTest(name = "-Dcairn.seed={0}")
  @MethodSource("seeds")
  void python_and_cairn_write_the_same_canonical_form(long seed) throws Exception {
    var random = new RandomJson(Seeds.random(seed));
    var values = java.util.stream.Stream.generate(() -> random.value(4)).limit(200).toList();
    var array = Json.of(values);
    assertThat(python(array.toString(), "--canonical").output()).isEqualTo(array.canonical());
  }

  static java.util.stream.Stream<Long> seeds() {
    return Seeds.few();
  }

  @Test
  void an_export_holds_and_a_changed_one_does_not() throws Exception {
    try (var cairn = Kernel.over(new MemoryStore(), Options.defaults().clock(new FakeClock()))) {
      cairn.definitions().register(Definition.named("order"));
      var id = cairn.workflows().create(NewInstance.of("order")).id();
      for (int i = 0; i < 300; i++) {
        count(cairn, id, i);
      }
      cairn.archive().prune(id, 20);
      var export = folder.resolve("export");
      try (var out = Files.newOutputStream(export)) {
        cairn.archive().exportTo(out, List.of(id));
      }
      var shown = folder.resolve("instance.json");
      Files.writeString(shown, cairn.workflows().get(id).toJson().canonical());
      assertThat(python("", export.toString(), shown.toString()))
          .isEqualTo(new Run(0, "1 instances, 301 receipts: all hold\n"));
      Files.writeString(export, Files.readString(export).replace("\"n\":77", "\"n\":78"));
      assertThat(python("", export.toString()))
          .isEqualTo(new Run(1, "version 79 does not hold: body hash\n"));
    }
  }

  private static void count(Cairn cairn, InstanceId id, int n) {
    var patch = JsonObject.of("n", n, "big", 9007199254740993L, "text", "é\u0001😀");
    cairn.workflows().commit(Commit.to(id).with(new Mutation.MergeContext(patch))).orThrow();
  }
}
