package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.BatchItem;
import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult.Committed;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.Mutation.IncrementStepCount;
import dev.cairn.Mutation.MergeContext;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Kernel;
import dev.cairn.store.Store.Ownership;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A write whose answer is lost is neither done nor undone until somebody looks. */
@ParameterizedClass
@EnumSource(names = {"EXCLUSIVE", "SHARED"})
class LostAnswersTest {
  /** More than the kernel tries. */
  private static final int ALL = 50;

  private final LossyStore store;
  private final Cairn cairn;
  private final Instance made;

  LostAnswersTest(Ownership ownership) {
    store = new LossyStore(new MemoryStore(ownership));
    cairn = Kernel.over(store, Options.defaults());
    cairn.definitions().register(Definition.named("order"));
    made = cairn.workflows().create(NewInstance.of("order"));
  }

  @AfterEach
  void close() {
    cairn.close();
  }

  private Commit keyed() {
    return Commit.to(made.id())
        .key("k")
        .with(new IncrementStepCount(), new MergeContext(JsonObject.of("paid", true)));
  }

  private List<Instance> paid() {
    var query = dev.cairn.Query.of(Filter.equal("context.paid", true));
    return cairn.workflows().query(query).items();
  }

  @Test
  void a_lost_answer_is_found_again_and_the_commit_made_once() {
    store.loseNext(1);
    assertThat(cairn.workflows().commit(keyed())).isInstanceOf(Committed.class);
    var now = cairn.workflows().get(made.id());
    assertThat(now.version()).isEqualTo(2);
    assertThat(now.state().stepCount()).isEqualTo(1);
    assertThat(cairn.archive().verify(made.id()).isOk()).isTrue();
  }

  @Test
  void a_caller_who_was_told_nothing_gets_the_receipt_by_its_key() {
    store.loseNext(ALL);
    assertThatThrownBy(() -> cairn.workflows().commit(keyed()))
        .isInstanceOf(CairnException.Unavailable.class);
    store.loseNext(0);
    var again = cairn.workflows().commit(keyed());
    assertThat(again).isInstanceOf(Repeated.class);
    assertThat(again.orThrow().version()).isEqualTo(2);
    assertThat(cairn.workflows().get(made.id()).state().stepCount()).isEqualTo(1);
  }

  @Test
  void a_query_finds_what_arrived_although_its_answer_was_lost() {
    assertThat(paid()).isEmpty();
    store.loseNext(ALL);
    assertThatThrownBy(() -> cairn.workflows().commit(keyed()))
        .isInstanceOf(CairnException.Unavailable.class);
    store.loseNext(0);
    assertThat(paid()).extracting(Instance::version).containsExactly(2L);
  }

  @Test
  void a_batch_whose_answer_was_lost_is_made_once() {
    var other = cairn.workflows().create(NewInstance.of("order"));
    var items =
        List.<BatchItem>of(
            new BatchItem.Change(keyed()),
            new BatchItem.Change(Commit.to(other.id()).key("k").with(new IncrementStepCount())));
    store.loseNext(1);
    try {
      cairn.workflows().batch(items).orThrow();
    } catch (CairnException.Unavailable lost) {
      // Told or not: asked again, it answers with what was made.
    }
    cairn.workflows().batch(items).orThrow();
    assertThat(cairn.workflows().get(made.id()).version()).isEqualTo(2);
    assertThat(cairn.workflows().get(other.id()).version()).isEqualTo(2);
    assertThat(paid()).extracting(Instance::version).containsExactly(2L);
  }
}
