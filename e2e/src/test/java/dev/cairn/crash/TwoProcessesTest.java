package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes and one store. */
class TwoProcessesTest {
  private static final int PROCESSES = 2;
  private static final int THREADS = 32;
  private static final int TIMES = 20;

  /** The exit code of a program whose store cannot be had now. */
  private static final int UNAVAILABLE = 69;

  @TempDir Path folder;

  @Test
  void two_processes_of_many_threads_lose_no_increment() throws Exception {
    var url = Postgres.freshDatabase();
    try (var cairn = Cairn.open(url)) {
      Scene.prepare(cairn);
      cairn.workflows().create(Scene.creation(Scene.COUNTER, "n"));
      increment(url);
      var counter = cairn.workflows().get(Scene.COUNTER);
      long all = (long) PROCESSES * THREADS * TIMES;
      assertThat(Scene.number(counter.state().context())).isEqualTo(all);
      assertThat(counter.version()).isEqualTo(1 + all);
      assertThat(new Witness(cairn).broken()).isEmpty();
    }
  }

  private static void increment(String url) throws Exception {
    var children = new ArrayList<Child>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        children.add(
            Child.start(
                Incrementer.class,
                url,
                Scene.COUNTER.toString(),
                String.valueOf(THREADS),
                String.valueOf(TIMES)));
      }
      for (var child : children) {
        assertThat(child.exitCode()).isZero();
      }
    } finally {
      for (var child : children) {
        child.close();
      }
    }
  }

  @Test
  void a_second_process_on_a_file_is_refused_politely() throws Exception {
    var file = folder.resolve("store.db");
    var url = "sqlite:" + file;
    try (var writer = Child.start(Writer.class, url, "w", "1", "1", "1000000")) {
      assertThat(writer.lines(1)).hasSize(1);
      assertThatThrownBy(() -> Cairn.open(url))
          .isInstanceOfSatisfying(
              CairnException.Unavailable.class,
              refused -> {
                assertThat(refused).hasMessageContaining(file.toString());
                assertThat(refused.hint()).contains("one process at a time");
              });
      theProgramIsRefusedToo(url, file);
      writer.kill();
      writer.exitCode();
      // The lock of a process that was killed is nobody's: no lock file has to be removed by hand.
      Cairn.open(url).close();
    }
  }

  private static void theProgramIsRefusedToo(String url, Path file) throws Exception {
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.sqlite.tmpdir=" + file.getParent(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.cairn.cli.Main",
                "ps",
                "--store",
                url)
            .redirectErrorStream(true)
            .start();
    var said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).as(said).isEqualTo(UNAVAILABLE);
    assertThat(said).contains(file + " is open in another process");
  }
}
