package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The power fails at the syncs of a short run, one after another, on a disk without mercy. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "SKIPPED: the disk is simulated by a preload")
class PowerCutCrashTest {
  /** Two threads of so many steps: some seventy syncs. */
  private static final String STEPS = "14";

  /** How many cuts there are when this is not the campaign. */
  private static final int FEW = 12;

  private enum Moment {
    BEFORE,
    AFTER;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @TempDir Path folder;
  private Path disk = Path.of("");
  private int runs;

  @BeforeEach
  void compileTheDisk() throws IOException, InterruptedException {
    disk = folder.resolve("disk.so");
    var source = Path.of("src", "test", "c", "disk.c").toAbsolutePath();
    var compile =
        List.of("cc", "-shared", "-fPIC", "-O1", "-o", disk.toString(), source.toString(), "-ldl");
    assumeTrue(isThere("cc"), "SKIPPED: no C compiler (cc), so no power cuts");
    assertThat(new ProcessBuilder(compile).inheritIO().start().waitFor()).isZero();
  }

  private static boolean isThere(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
        .anyMatch(it -> Files.isExecutable(Path.of(it, program)));
  }

  @Test
  void what_was_acknowledged_survives_a_power_cut_at_any_sync() throws Exception {
    var seed = String.valueOf(Faults.random("power cut").nextLong());
    var whole = run(seed, Map.of());
    assertThat(whole.exitCode()).isZero();
    long syncs = Long.parseLong(Files.readString(whole.kept().resolve(".syncs")));
    assertThat(syncs).isGreaterThan(20);
    int cuts = Faults.isCampaign() ? (int) syncs : FEW;
    for (int i = 1; i <= cuts; i++) {
      long sync = i * syncs / cuts;
      for (var moment : Faults.isCampaign() ? Moment.values() : new Moment[] {oneOf(i)}) {
        survives(seed, sync, moment);
      }
    }
    System.out.println("power cut: " + runs + " runs of " + syncs + " syncs, nothing lost");
  }

  /** What is lost is lost before a sync: that is where most cuts are. */
  private static Moment oneOf(int number) {
    return number % 4 == 0 ? Moment.AFTER : Moment.BEFORE;
  }

  private void survives(String seed, long sync, Moment moment) throws Exception {
    var run = run(seed, cut(sync, moment));
    // A run may have fewer syncs than the one that was counted: then it ended in peace.
    assertThat(run.exitCode()).isIn(Child.KILLED, 0);
    try (var cairn = Cairn.open(run.url())) {
      new Witness(cairn).check(run.heard());
    } catch (AssertionError lost) {
      throw new AssertionError("power cut " + moment + " sync " + sync, lost);
    }
  }

  @Test
  void a_disk_that_lies_is_found_out() throws Exception {
    var seed = String.valueOf(Faults.random("lying disk").nextLong());
    // Of three syncs one at least is a commit's, the others move the log into the file.
    var run = run(seed, Map.of("CAIRN_DISK_LIES", "20", "CAIRN_DISK_CUT", "40"));
    assertThat(run.exitCode()).isEqualTo(Child.KILLED);
    assertThat(run.heard()).isNotEmpty();
    assertThat(isFoundOut(run)).isTrue();
  }

  private static boolean isFoundOut(Run run) {
    try (var cairn = Cairn.open(run.url())) {
      var witness = new Witness(cairn);
      return !witness.lost(run.heard()).isEmpty() || !witness.broken().isEmpty();
    } catch (CairnException.Integrity damaged) {
      return true;
    }
  }

  private static Map<String, String> cut(long sync, Moment moment) {
    return Map.of("CAIRN_DISK_CUT", String.valueOf(sync), "CAIRN_DISK_MOMENT", moment.toString());
  }

  /** What a run has said, and what the disk has kept of it. */
  private record Run(int exitCode, List<Acknowledged> heard, Path kept) {
    String url() {
      return "sqlite:" + kept.resolve("store.db");
    }
  }

  private Run run(String seed, Map<String, String> faults) throws Exception {
    runs++;
    var used = Files.createDirectory(folder.resolve("used-" + runs));
    var kept = Files.createDirectory(folder.resolve("kept-" + runs));
    var environment = new java.util.HashMap<>(faults);
    environment.put("LD_PRELOAD", disk.toString());
    environment.put("CAIRN_DISK_WATCHED", used.toRealPath().toString());
    environment.put("CAIRN_DISK_KEPT", kept.toString());
    var url = "sqlite:" + used.resolve("store.db");
    try (var writer = Child.start(environment, Writer.class, url, "p", seed, "2", STEPS)) {
      var heard = Writer.heard(writer.rest());
      return new Run(writer.exitCode(), heard, kept);
    }
  }
}
