package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.Verification;
import java.util.ArrayList;
import java.util.List;

/** Looks at what a fault has left of a store. */
record Witness(Cairn cairn) {
  private static final int KEYS = 20;

  /** That all of it holds, and that these versions are there. */
  void check(List<Acknowledged> acknowledged) {
    assertThat(lost(acknowledged)).as("acknowledged, and lost").isEmpty();
    assertThat(broken()).isEmpty();
    twinsAgree();
    everyIncrementIsAVersion();
    acknowledged.reversed().stream()
        .filter(this::canRepeat)
        .limit(KEYS)
        .forEach(this::keyAnswersAsBefore);
  }

  List<Acknowledged> lost(List<Acknowledged> acknowledged) {
    return acknowledged.stream().filter(it -> !isThere(it)).toList();
  }

  private boolean isThere(Acknowledged it) {
    try {
      return cairn.history().receipt(it.id(), it.version()).hash().equals(it.hash());
    } catch (CairnException.NotFound lost) {
      return false;
    }
  }

  List<Verification> broken() {
    var broken = new ArrayList<Verification>();
    cairn
        .archive()
        .verifyAll(each -> {
          if (!each.isOk()) {
            broken.add(each);
          }
        });
    return broken;
  }

  private void twinsAgree() {
    var twins = cairn.workflows().findAll(Scene.TWINS);
    if (twins.size() == 2) {
      assertThat(twins.get(0).version()).isEqualTo(twins.get(1).version());
      assertThat(twins.get(0).state()).isEqualTo(twins.get(1).state());
    }
  }

  private void everyIncrementIsAVersion() {
    cairn
        .workflows()
        .find(Scene.COUNTER)
        .ifPresent(
            it -> assertThat(Scene.number(it.state().context())).isEqualTo(it.version() - 1));
  }

  private void keyAnswersAsBefore(Acknowledged it) {
    var key = it.key().orElseThrow();
    if (key.startsWith("c-")) {
      var answer = cairn.workflows().commit(Scene.keyed(it.id(), key));
      assertThat(answer).isInstanceOf(Repeated.class);
      assertThat(Acknowledged.of(answer.orThrow())).isEqualTo(it);
    } else {
      var made = cairn.workflows().create(Scene.creation(it.id(), key));
      assertThat(Acknowledged.of(made, it.key())).isEqualTo(it);
    }
  }

  /** The first version of an instance that was pruned can no longer be shown, nor a deleted one. */
  private boolean canRepeat(Acknowledged it) {
    return it.key().isPresent()
        && cairn.workflows().exists(it.id())
        && !(it.version() == 1 && Scene.SHARED.contains(it.id()));
  }
}
