package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.InstanceId;
import dev.cairn.Status;
import dev.cairn.context.BatchSave;
import dev.cairn.context.ContextPersistence;
import dev.cairn.context.ContextSearch;
import dev.cairn.context.WorkflowContext;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Saving and loading many at once. */
abstract class ContextBatchContract extends FacadeTopic {
  ContextPersistence contexts;

  @BeforeEach
  void begin() {
    contexts = ContextPersistence.over(cairn);
  }

  private static WorkflowContext made(int number) {
    return WorkflowContext.of(DEFINITION).with("n", Json.of(number));
  }

  private static Json number(WorkflowContext context) {
    return context.context().require("n");
  }

  @Test
  void a_batch_answers_in_the_order_it_was_asked() {
    var old = contexts.save(made(0));
    var saved =
        contexts
            .saveAll(
                List.of(
                    made(1).status(Status.COMPLETED),
                    old.with("n", Json.of(2)),
                    made(3),
                    made(4).step("draft", Json.of(true))))
            .orThrow();
    assertThat(saved)
        .extracting(ContextBatchContract::number)
        .containsExactly(Json.of(1), Json.of(2), Json.of(3), Json.of(4));
    assertThat(saved).extracting(WorkflowContext::version).containsExactly(2L, 2L, 1L, 2L);
    assertThat(saved.getFirst().status()).isEqualTo(Status.COMPLETED);
    assertThat(contexts.loadAll(saved.stream().map(WorkflowContext::id).toList())).isEqualTo(saved);
  }

  @Test
  void the_same_context_twice_makes_two_versions() {
    var one = contexts.save(made(0));
    var saved =
        contexts
            .saveAll(List.of(one.with("a", Json.of(1)), one.with("b", Json.of(2)).epic(7)))
            .orThrow();
    assertThat(saved).extracting(WorkflowContext::version).containsExactly(2L, 3L);
    assertThat(saved.get(0).context()).isEqualTo(JsonObject.of("n", 0, "a", 1));
    assertThat(saved.get(1).context()).isEqualTo(JsonObject.of("n", 0, "b", 2));
    assertThat(contexts.load(one.id())).contains(saved.get(1));
  }

  @Test
  void a_failing_member_is_named_and_leaves_no_trace() {
    var one = contexts.save(made(0));
    var stale = contexts.save(made(0));
    contexts.save(stale.with("n", Json.of(9)));
    var before = contexts.count(ContextSearch.all());
    refused(2, List.of(made(1), one.with("n", Json.of(1)), stale, made(2)));
    refused(1, List.of(made(1).status(Status.RUNNING), WorkflowContext.of("no-such"), made(2)));
    refused(1, List.of(made(1).status(Status.PAUSED), one.tags(List.of("")), made(2)));
    var taken = made(1).id(new InstanceId(new UUID(1, 1)));
    refused(1, List.of(taken, taken));
    assertThat(contexts.count(ContextSearch.all())).isEqualTo(before);
    assertThat(contexts.load(one.id())).contains(one);
    assertThat(contexts.exists(taken.id())).isFalse();
  }

  private void refused(int index, List<WorkflowContext> batch) {
    assertThat(contexts.saveAll(batch))
        .asInstanceOf(InstanceOfAssertFactories.type(BatchSave.Refused.class))
        .satisfies(it -> assertThat(it.index()).isEqualTo(index));
    assertThatThrownBy(() -> contexts.saveAll(batch).orThrow()).isInstanceOf(CairnException.class);
  }

  @Test
  void a_member_that_was_deleted_refuses_the_batch() {
    var gone = contexts.save(made(0));
    contexts.delete(gone.id());
    refused(1, List.of(made(1), gone));
    assertThat(contexts.count(ContextSearch.all())).isZero();
  }

  @Test
  void an_empty_batch_is_saved_and_loaded() {
    assertThat(contexts.saveAll(List.of()).orThrow()).isEmpty();
    assertThat(contexts.loadAll(List.of())).isEmpty();
  }

  @Test
  void a_batch_has_a_limit() {
    var hundred = IntStream.range(0, 100).mapToObj(ContextBatchContract::made).toList();
    assertThat(contexts.saveAll(hundred).orThrow())
        .extracting(ContextBatchContract::number)
        .isEqualTo(hundred.stream().map(ContextBatchContract::number).toList());
    var more = Collections.nCopies(101, made(0));
    assertThatThrownBy(() -> contexts.saveAll(more)).isInstanceOf(CairnException.TooLarge.class);
    assertThat(contexts.count(ContextSearch.all())).isEqualTo(100);
  }

  @Test
  void loading_leaves_out_what_is_not_there_and_repeats_what_is_asked_twice() {
    var one = contexts.save(made(1));
    var two = contexts.save(made(2));
    assertThat(contexts.loadAll(List.of(two.id(), NOBODY, one.id(), two.id())))
        .containsExactly(two, one, two);
  }
}
