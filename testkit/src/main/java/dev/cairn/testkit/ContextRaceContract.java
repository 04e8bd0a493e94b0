package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnException;
import dev.cairn.context.ContextPersistence;
import dev.cairn.context.WorkflowContext;
import dev.cairn.json.Json;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many who save one context at once. */
abstract class ContextRaceContract extends FacadeTopic {
  ContextPersistence contexts;
  WorkflowContext counter;

  @BeforeEach
  void begin() {
    contexts = ContextPersistence.over(cairn);
    counter = contexts.save(WorkflowContext.of(DEFINITION).with("n", Json.of(0)));
  }

  private static WorkflowContext increment(WorkflowContext context) {
    return context.with("n", Json.of(context.context().require("n").asLong() + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 64})
  void no_update_is_lost(int writers) throws Exception {
    var saved =
        atOnce(
            writers, () -> contexts.update(counter.id(), ContextRaceContract::increment).version());
    assertThat(saved)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(2, writers + 1L).boxed().toList());
    var last = contexts.load(counter.id()).orElseThrow();
    assertThat(last.context().require("n")).isEqualTo(Json.of(writers));
    assertThat(cairn.archive().verify(counter.id()).isOk()).isTrue();
  }

  @Test
  void no_update_is_lost_between_two_who_do_not_know_of_each_other() throws Exception {
    var services = List.of(ContextPersistence.over(cairn), ContextPersistence.over(cairn));
    var next = new java.util.concurrent.atomic.AtomicInteger();
    atOnce(
        10,
        () -> {
          var own = services.get(next.getAndIncrement() % 2);
          return own.update(counter.id(), ContextRaceContract::increment).version();
        });
    var last = contexts.load(counter.id()).orElseThrow();
    assertThat(last.context().require("n")).isEqualTo(Json.of(10));
    assertThat(last.version()).isEqualTo(11);
  }

  @Test
  void of_many_saves_of_one_version_one_is_made() throws Exception {
    var answers =
        atOnce(
            16,
            () -> {
              try {
                return contexts.save(increment(counter)).version();
              } catch (CairnException.Refused late) {
                return conflict(late.result()).expectedVersion();
              }
            });
    assertThat(answers).containsOnlyOnce(2L).containsOnly(1L, 2L);
    assertThat(contexts.countVersions(counter.id())).isEqualTo(2);
  }
}
