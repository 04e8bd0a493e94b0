package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a writer at random moments, again and again on the same file. */
class SqliteKillCrashTest {
  /** Verifying a file takes the longer the more it has seen: then comes a new one. */
  private static final int ROUNDS_OF_A_FILE = 25;

  private static final int THREADS = 8;

  @TempDir Path folder;

  @Test
  void what_was_acknowledged_survives_kill_9() throws Exception {
    var random = Faults.random("kill -9");
    int left = Faults.rounds(8);
    long acknowledged = 0;
    for (int file = 0; left > 0; file++) {
      int rounds = Math.min(left, ROUNDS_OF_A_FILE);
      acknowledged += killAgainAndAgain("sqlite:" + folder.resolve(file + ".db"), rounds, random);
      left -= rounds;
    }
    System.out.println("kill -9: " + acknowledged + " acknowledged versions, none lost");
    assertThat(acknowledged).isPositive();
  }

  private static int killAgainAndAgain(String url, int rounds, RandomGenerator random)
      throws Exception {
    var all = new ArrayList<Acknowledged>();
    for (int round = 0; round < rounds; round++) {
      var heard = kill(url, round, random);
      all.addAll(heard);
      try (var cairn = Cairn.open(url)) {
        new Witness(cairn).check(heard);
      }
    }
    try (var cairn = Cairn.open(url)) {
      new Witness(cairn).check(all);
    }
    return all.size();
  }

  private static List<Acknowledged> kill(String url, int round, RandomGenerator random)
      throws Exception {
    var steps = String.valueOf(Integer.MAX_VALUE);
    var seed = String.valueOf(random.nextLong());
    try (var writer =
        Child.start(Writer.class, url, "r" + round, seed, String.valueOf(THREADS), steps)) {
      var heard = new ArrayList<String>();
      if (random.nextInt(5) == 0) {
        // While it opens the store, or recovers it, or has just begun.
        writer.live(random.nextLong(1_500));
      } else {
        heard.addAll(writer.lines(1 + random.nextInt(150)));
      }
      writer.kill();
      heard.addAll(writer.rest());
      assertThat(writer.exitCode()).isEqualTo(Child.KILLED);
      return Writer.heard(heard);
    }
  }
}
