package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.History;
import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Mutation;
import dev.cairn.Options;
import dev.cairn.VersionQuery;
import dev.cairn.json.JsonPointer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryExamplesTest extends Examples {
  private InstanceId id;

  private final List<String> logged = new ArrayList<>();

  HistoryExamplesTest() {
    this.id = new InstanceId(new java.util.UUID(0, 0));
  }

  @BeforeEach
  void threeEdits() {
    id = order("{'title':'Desk','price':100}").id();
    for (int price = 110; price <= 130; price += 10) {
      clock.advance(Duration.ofMinutes(1));
      cairn()
          .as(price == 120 ? "leo" : "mia")
          .workflows()
          .commit(
              Commit.to(id)
                  .because("price " + price)
                  .with(new Mutation.MergeContext(object("{'price':" + price + "}"))));
    }
  }

  private void log(String line) {
    logged.add(line);
  }

  @Test
  void reading() {
    var cairn = cairn();
    Instant yesterday = clock.instant().minusSeconds(90);
    // docs:read
    var history = cairn.history();
    var third = history.at(id, 3);
    var then = history.asOf(id, yesterday);
    var byLeo = history.versions(id, VersionQuery.all().by("leo").kind(Kind.COMMIT));
    // end
    assertThat(third.context()).isEqualTo(object("{'title':'Desk','price':110}"));
    assertThat(then.orElseThrow().version()).isEqualTo(3);
    assertThat(byLeo.items()).extracting("version").containsExactly(4L);
  }

  @Test
  void comparing() {
    var cairn = cairn();
    // docs:diff
    var diff = cairn.history().diff(id, 2, 5);
    for (var change : diff.changes()) {
      log(change.path() + " was changed by " + change.actor() + " in version " + change.version());
    }
    var last = cairn.history().lastChange(id, JsonPointer.parse("/context/price"));
    // end
    assertThat(logged).containsExactly("/context/price was changed by mia in version 5");
    assertThat(diff.changes()).singleElement().extracting("actor").isEqualTo("mia");
    assertThat(last.orElseThrow().version()).isEqualTo(5);
  }

  @Test
  void restoring() {
    var cairn = cairn();
    // docs:restore
    var history = cairn.history();
    history.checkpoint(id, "before-legal");
    var target = new History.Target.ToVersion(3);
    var preview = history.preview(id, target);
    var restored = history.restore(id, target, Optional.of(5L));
    // end
    assertThat(preview.undone()).isEmpty();
    assertThat(preview.patch().isEmpty()).isFalse();
    assertThat(restored.instance().version()).isEqualTo(6);
    assertThat(restored.instance().checksum()).isEqualTo(history.at(id, 3).checksum());
    assertThat(restored.safetyCheckpoint().name()).isEqualTo("safety-5");
    assertThat(history.checkpoints(id))
        .extracting("name")
        .containsExactlyInAnyOrder("before-legal", "safety-5");
  }

  @Test
  void forking() {
    var cairn = cairn();
    // docs:fork
    var fork = cairn.history().fork(id, 3, Optional.empty());
    // end
    assertThat(fork.version()).isEqualTo(1);
    assertThat(fork.state()).isEqualTo(cairn.history().at(id, 3).state());
    assertThat(fork.origin().forkedFrom().orElseThrow().version()).isEqualTo(3);
  }

  @Test
  void erasing() {
    var cairn = cairn();
    cairn.history().checkpoint(id, "kept");
    // docs:erase
    long forgotten = cairn.archive().prune(id, 4);
    boolean holds = cairn.archive().verify(id).isOk();
    cairn.archive().purge(id);
    // end
    assertThat(forgotten).isEqualTo(3);
    assertThat(holds).isTrue();
    assertThat(cairn.workflows().exists(id)).isFalse();
    assertThat(cairn.history().receipt(id, 5).body()).isEmpty();
    assertThat(cairn.archive().verify(id).isOk()).isTrue();
  }

  @Test
  void pruned_versions_are_gone() {
    cairn().archive().prune(id, 4);
    assertThatThrownBy(() -> cairn().history().at(id, 3)).isInstanceOf(CairnException.Gone.class);
    assertThat(cairn().history().at(id, 4).version()).isEqualTo(4);
  }

  @Test
  void automatic_checkpoints() {
    // docs:automatic
    var options = Options.defaults().checkpointEvery(1_000);
    // end
    assertThat(options.checkpointEvery()).isEqualTo(1_000);
  }
}
