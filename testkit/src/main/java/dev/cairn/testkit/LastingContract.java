package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.History.Target;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That what was stays as it was. */
abstract class LastingContract extends CairnTopic {

  @ParameterizedTest(name = "-Dcairn.seed={0}")
  @MethodSource("dev.cairn.testkit.Seeds#few")
  void old_versions_stay_byte_identical_whatever_follows(long seed) {
    var json = new RandomJson(Seeds.random(seed));
    var made = workflows().create(wanted().context(json.object(4)));
    var other = create("n", 0);
    var written = new LinkedHashMap<Long, String>();
    written.put(1L, text(made));
    for (int i = 0; i < 30; i++) {
      var next = commit(made, new dev.cairn.Mutation.SetContext(json.object(4)));
      written.put(next.version(), text(next));
    }
    same(made.id(), written);
    for (int i = 0; i < 1_000; i++) {
      commit(made, merge("n", i));
    }
    same(made.id(), written);
    history().restore(made.id(), new Target.ToVersion(5), Optional.empty());
    history().fork(made.id(), 7, Optional.empty());
    for (int i = 0; i < 20; i++) {
      commit(other, merge("n", i));
    }
    cairn.archive().prune(other.id(), 20);
    same(made.id(), written);
    reopen();
    same(made.id(), written);
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
  }

  private void same(InstanceId id, Map<Long, String> written) {
    written.forEach((version, text) -> assertThat(text(history().at(id, version))).isEqualTo(text));
  }

  private static String text(Instance instance) {
    return instance.toJson().canonical();
  }

  @Test
  void everything_is_there_after_reopening() {
    var made = in(dev.cairn.Status.PAUSED);
    commit(made, merge("é", "😀"));
    history().checkpoint(made.id(), "c");
    var before = Everything.of(cairn, made.id());
    var checkpoints = history().checkpoints(made.id());
    reopen();
    assertThat(Everything.of(cairn, made.id())).isEqualTo(before);
    assertThat(history().checkpoints(made.id())).isEqualTo(checkpoints);
    assertThat(commit(made).version()).isEqualTo(before.head().version() + 1);
  }

  @Test
  void a_value_that_was_read_never_changes() {
    var made = create("a", 1);
    var before = made.toJson().canonical();
    commit(made, merge("a", 2));
    workflows().delete(made.id());
    assertThat(made.toJson().canonical()).isEqualTo(before);
  }
}
