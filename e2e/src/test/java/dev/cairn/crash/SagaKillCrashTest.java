package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a process that runs a saga, forward and while it undoes, again and again. */
class SagaKillCrashTest {
  /** After so many calls a process is killed: the first of them may repeat one in flight. */
  private static final int CALLS_OF_A_LIFE = 3;

  @TempDir Path folder;

  @Test
  void a_saga_goes_on_after_every_kill_on_sqlite() throws Exception {
    goesOn("sqlite:" + folder.resolve("saga.db"));
  }

  @Test
  void a_saga_goes_on_after_every_kill_on_postgresql() throws Exception {
    goesOn(Postgres.freshDatabase());
  }

  private static void goesOn(String url) throws Exception {
    var said = new ArrayList<String>();
    int kills = 0;
    while (life(url, said) == Child.KILLED) {
      kills++;
      assertThat(kills).as("it makes progress").isLessThan(60);
    }
    assertThat(kills).isGreaterThanOrEqualTo(6);
    var once = new ArrayList<String>();
    said.stream().filter(line -> once.isEmpty() || !once.getLast().equals(line)).forEach(once::add);
    assertThat(once.stream().map(SagaKillCrashTest::call)).isEqualTo(expected());
    assertThat(once.stream().map(line -> line.substring(line.lastIndexOf(' '))))
        .doesNotHaveDuplicates();
    assertThat(said.size() - once.size()).as("repeated").isLessThanOrEqualTo(kills);
    try (var cairn = Cairn.open(url)) {
      var end = cairn.workflows().get(SagaRunner.ID);
      assertThat(end.status()).isEqualTo(Status.FAILED);
      assertThat(cairn.work().status(end.id()).saga()).isEqualTo("compensated");
      assertThat(cairn.archive().verify(end.id()).firstBreak()).isEmpty();
    }
  }

  /** One process, up to its death. */
  private static int life(String url, List<String> said) throws Exception {
    try (var child = Child.start(SagaRunner.class, url)) {
      var heard = child.lines(CALLS_OF_A_LIFE);
      said.addAll(heard);
      if (heard.size() == CALLS_OF_A_LIFE) {
        child.kill();
      }
      said.addAll(child.rest());
      return child.exitCode();
    }
  }

  private static String call(String line) {
    return line.substring(0, line.lastIndexOf(' '));
  }

  private static List<String> expected() {
    var expected = new ArrayList<String>();
    for (int i = 1; i <= SagaRunner.STEPS; i++) {
      expected.add("do s" + i);
    }
    for (int i = SagaRunner.STEPS - 1; i >= 1; i--) {
      expected.add("undo s" + i);
    }
    return expected.stream().collect(Collectors.toList());
  }
}
