package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Commit;
import dev.cairn.CommitResult.Committed;
import dev.cairn.CommitResult.Conflict;
import dev.cairn.CommitResult.Fenced;
import dev.cairn.CommitResult.Rejected;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.Instance;
import dev.cairn.Reason;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random commits, legal and not, stale and repeated, against {@link Model}. */
abstract class ModelContract extends CairnTopic {
  private static final int COMMITS = 400;

  @ParameterizedTest(name = "-Dcairn.seed={0}")
  @MethodSource("dev.cairn.testkit.Seeds#few")
  void cairn_agrees_with_the_model(long seed) {
    var random = Seeds.random(seed);
    var commits = new RandomCommits(random);
    var made = new Versions(create());
    for (int i = 0; i < COMMITS; i++) {
      if (made.model.status.isTerminal() && random.nextInt(4) == 0) {
        made.checkAll();
        made = new Versions(create());
      }
      var base = random.nextInt(10) == 0 ? 1 : made.head.version();
      var commit = Commit.to(made.head.id()).from(base).key("key " + i).with(commits.mutations());
      made.check(commit);
      if (random.nextInt(10) == 0) {
        made.check(commit);
      }
    }
    made.checkAll();
  }

  private final class Versions {
    private final ArrayList<Instance> all = new ArrayList<>();
    private final ArrayList<String> keys = new ArrayList<>();
    private Model model = new Model();
    private Instance head;

    Versions(Instance made) {
      head = made;
      all.add(made);
    }

    void check(Commit commit) {
      var next = model.copy();
      var reasons = next.apply(commit.mutations());
      boolean ended = commit.mutations().isEmpty() && model.status.isTerminal();
      switch (workflows().commit(commit)) {
        case Committed it -> {
          assertThat(reasons).as("%s", commit).isEmpty();
          assertThat(commit.expectedVersion()).hasValue(head.version());
          assertThat(it.instance().version()).isEqualTo(head.version() + 1);
          assertThat(it.receipt().checksumBefore()).isEqualTo(head.checksum());
          model = next;
          head = it.instance();
          all.add(head);
          keys.add(commit.key().orElseThrow());
        }
        case Rejected it -> {
          assertThat(it.reasons())
              .extracting(Reason::code)
              .isEqualTo(ended ? java.util.List.of(Reason.Code.TERMINAL) : reasons);
        }
        case Conflict it ->
            assertThat(commit.expectedVersion())
                .isNotEqualTo(java.util.OptionalLong.of(head.version()));
        case Repeated it -> assertThat(keys).contains(commit.key().orElseThrow());
        case Fenced it -> throw new AssertionError(it);
      }
      agree(get(head.id()));
    }

    private void agree(Instance found) {
      assertThat(found).isEqualTo(head);
      assertThat(found.status()).isEqualTo(model.status);
      assertThat(found.tags()).isEqualTo(model.tags);
      assertThat(found.participants()).isEqualTo(model.participants);
      assertThat(found.state().stepCount()).isEqualTo(model.steps);
      assertThat(found.state().timers().keys()).isEqualTo(model.timers.stream().toList());
      assertThat(found.state().tokens().keys()).isEqualTo(model.tokens.keySet().stream().toList());
      model.tokens.forEach((id, part) -> {
        var token = found.state().token(id).orElseThrow();
        assertThat(new Model.Part(token.scope(), token.isActive())).isEqualTo(part);
      });
      assertThat(found.state().scopes().keys()).isEqualTo(model.scopes.keySet().stream().toList());
      model.scopes.forEach((id, part) -> {
        var scope = found.state().scope(id).orElseThrow();
        assertThat(new Model.Part(scope.parent().orElse(""), scope.isActive())).isEqualTo(part);
      });
    }

    void checkAll() {
      for (var then : all) {
        assertThat(history().at(then.id(), then.version())).isEqualTo(then);
      }
      assertThat(cairn.archive().verify(head.id()).firstBreak()).isEmpty();
    }
  }
}
