package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.NewInstance;
import dev.cairn.Reason;
import dev.cairn.Saga;
import dev.cairn.Status;
import dev.cairn.TaskGrant;
import dev.cairn.Work;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks of queues, for workers in any language. */
abstract class TaskContract extends EngineTopic {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final String STEPS =
      """
      [{"id":"bill","kind":"task","queue":"billing","input":{"sum":"context.sum"},
        "retry":{"maxRetries":1,"initial":"PT10S"}},{"id":"a","kind":"task"}]
      """;

  private List<TaskGrant> claim(String worker, int max) {
    return door.as(worker).work().claim("billing", max, LEASE, Duration.ZERO);
  }

  @Test
  void a_worker_claims_a_task_and_completes_it() {
    var made = started(STEPS, "sum", 7);
    var grants = claim("w1", 10);
    assertThat(grants).hasSize(1);
    var grant = grants.getFirst();
    assertThat(grant.input()).isEqualTo(JsonObject.of("sum", 7));
    assertThat(grant.stepId()).isEqualTo("bill");
    assertThat(claim("w2", 10)).isEmpty();
    committed(work().complete(grant.taskId(), grant.fence(), JsonObject.of("paid", true)));
    var end = ran(made, noting("a"));
    assertThat(end.stepData().require("bill")).isEqualTo(JsonObject.of("paid", true));
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(refused(work().complete(grant.taskId(), grant.fence(), Json.of(1))))
        .contains(Reason.Code.TERMINAL);
  }

  @Test
  void a_task_is_offered_though_nobody_takes_another_of_the_same_instance() {
    var made =
        started(
            """
            [{"id":"all","kind":"parallel","join":"all","branches":[
              {"id":"one","steps":[{"id":"bill","kind":"task","queue":"billing"}]},
              {"id":"two","steps":[{"id":"ship","kind":"task","queue":"shipping"}]}]}]
            """);
    var work = door.as("w1").work();
    for (var queue : List.of("shipping", "billing")) {
      assertThat(work.claim("printing", 10, LEASE, Duration.ZERO)).isEmpty();
      var grant = work.claim(queue, 10, LEASE, Duration.ZERO).getFirst();
      committed(work.complete(grant.taskId(), grant.fence(), Json.of(1)));
    }
    assertThat(ran(made, noting()).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_worker_whose_lease_ended_is_refused_with_every_word() {
    var made = started(STEPS);
    var first = claim("w1", 1).getFirst();
    clock.advance(LEASE.plusSeconds(1));
    engine(noting("a")).runUntilIdle();
    var second = claim("w2", 1).getFirst();
    assertThat(second.taskId()).isEqualTo(first.taskId());
    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(second.idempotencyKey()).isEqualTo(first.idempotencyKey());
    var before = get(made);
    var late = List.<Reason.Code>of(Reason.Code.FENCED);
    var work = work();
    assertThat(refused(work.heartbeat(first.taskId(), first.fence(), LEASE))).isEqualTo(late);
    assertThat(refused(work.complete(first.taskId(), first.fence(), Json.of(1)))).isEqualTo(late);
    assertThat(
            refused(
                work.fail(first.taskId(), first.fence(), JsonObject.empty(), Work.Chance.FINAL)))
        .isEqualTo(late);
    assertThat(get(made)).isEqualTo(before);
    committed(work.complete(second.taskId(), second.fence(), Json.of(1)));
  }

  @Test
  void a_task_that_is_hurried_goes_back_to_its_queue() {
    var made = started(STEPS);
    var grant = claim("w1", 1).getFirst();
    var error = JsonObject.of("code", "later");
    committed(work().fail(grant.taskId(), grant.fence(), error, Work.Chance.RETRYABLE));
    assertThat(claim("w1", 1)).isEmpty();
    assertThat(work().retry(made.id()).status()).isEqualTo(Status.RUNNING);
    var again = claim("w1", 1).getFirst();
    assertThat(again.attempt()).isEqualTo(1);
    assertThat(again.fence()).isGreaterThan(grant.fence());
  }

  @Test
  void a_task_that_failed_for_good_is_offered_again_by_the_fork_that_retries_it() {
    var made = started(STEPS);
    var grant = claim("w1", 1).getFirst();
    var error = JsonObject.of("code", "broken");
    committed(work().fail(grant.taskId(), grant.fence(), error, Work.Chance.FINAL));
    assertThat(get(made).status()).isEqualTo(Status.FAILED);
    var again = work().retry(made.id());
    var next = claim("w2", 1).getFirst();
    assertThat(next.instanceId()).isEqualTo(again.id());
    assertThat(next.idempotencyKey()).isNotEqualTo(grant.idempotencyKey());
    committed(work().complete(next.taskId(), next.fence(), Json.of(1)));
  }

  @Test
  void a_heartbeat_keeps_the_task() {
    started(STEPS);
    var grant = claim("w1", 1).getFirst();
    clock.advance(LEASE.minusSeconds(1));
    committed(work().heartbeat(grant.taskId(), grant.fence(), LEASE));
    clock.advance(LEASE.minusSeconds(1));
    engine(noting("a")).runUntilIdle();
    assertThat(claim("w2", 1)).isEmpty();
    committed(work().complete(grant.taskId(), grant.fence(), Json.of(1)));
  }

  @Test
  void a_failed_task_is_offered_again_after_its_wait_until_there_were_enough() {
    var made = started(STEPS);
    var engine = engine(noting("a"));
    var grant = claim("w1", 1).getFirst();
    var error = JsonObject.of("code", "down", "message", "try later");
    committed(work().fail(grant.taskId(), grant.fence(), error, Work.Chance.RETRYABLE));
    assertThat(claim("w1", 1)).isEmpty();
    clock.advance(Duration.ofSeconds(11));
    engine.runUntilIdle();
    var second = claim("w1", 1).getFirst();
    assertThat(second.attempt()).isEqualTo(2);
    committed(work().fail(second.taskId(), second.fence(), error, Work.Chance.RETRYABLE));
    assertThat(get(made).status()).isEqualTo(Status.FAILED);
    assertThat(code(get(made))).isEqualTo("down");
  }

  @Test
  void a_task_goes_to_one_of_many_workers() throws Exception {
    var first = started(STEPS);
    for (int i = 0; i < 19; i++) {
      cairn.workflows().create(NewInstance.of("flow").started());
    }
    var workers =
        IntStream.range(0, 8)
            .<Callable<List<TaskGrant>>>mapToObj(n -> () -> claim("w" + n, 20))
            .toList();
    var grants = CairnTopic.atOnce(workers).stream().flatMap(List::stream).toList();
    assertThat(grants).extracting(TaskGrant::taskId).hasSize(20).doesNotHaveDuplicates();
    assertThat(grants).extracting(TaskGrant::instanceId).contains(first.id());
  }

  @Test
  void a_claim_waits_for_a_task_that_comes() throws Exception {
    started("[{\"id\":\"x\",\"kind\":\"wait\",\"signal\":\"never\"}]");
    cairn
        .definitions()
        .register(
            dev.cairn.Definition.parse(JsonObject.of("id", "later", "steps", Json.parse(STEPS))));
    List<Callable<Integer>> both =
        List.of(
            () -> work().claim("billing", 1, LEASE, Duration.ofSeconds(20)).size(),
            () -> {
              cairn.workflows().create(NewInstance.of("later").started());
              return 0;
            });
    assertThat(CairnTopic.atOnce(both)).containsExactly(1, 0);
  }

  @Test
  void what_has_no_handler_is_offered_where_the_engine_is_told_so() {
    var made =
        started(
            """
            [{"id":"hotel","kind":"task","handler":"book","compensate":"free"},
             {"id":"pay","kind":"task"}]
            """);
    var offering = noting().offering();
    ran(made, offering);
    assertThat(get(made).status()).isEqualTo(Status.RUNNING);
    var book = work().claim("book", 1, LEASE, Duration.ZERO).getFirst();
    committed(work().complete(book.taskId(), book.fence(), JsonObject.of("room", 7)));
    ran(made, offering);
    var pay = work().claim("pay", 1, LEASE, Duration.ZERO).getFirst();
    var error = JsonObject.of("code", "declined", "message", "no money");
    committed(work().fail(pay.taskId(), pay.fence(), error, Work.Chance.FINAL));
    ran(made, offering);
    var free = work().claim("free", 1, LEASE, Duration.ZERO).getFirst();
    assertThat(free.input()).isEqualTo(JsonObject.of("room", 7));
    assertThat(free.idempotencyKey()).endsWith("/undo");
    committed(work().complete(free.taskId(), free.fence(), JsonObject.empty()));
    var end = get(made);
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(code(end)).isEqualTo("declined");
    assertThat(work().saga(made.id()).status()).isEqualTo("compensated");
    verifies(end);
  }

  @Test
  void a_compensation_that_workers_give_up_is_left_on_the_stack() {
    var made =
        started(
            """
            [{"id":"hotel","kind":"task","compensate":"free"},{"id":"pay","kind":"task"}]
            """);
    var offering = noting("hotel").offering();
    ran(made, offering);
    var pay = work().claim("pay", 1, LEASE, Duration.ZERO).getFirst();
    committed(work().fail(pay.taskId(), pay.fence(), JsonObject.empty(), Work.Chance.FINAL));
    ran(made, offering);
    var free = work().claim("free", 1, LEASE, Duration.ZERO).getFirst();
    committed(work().fail(free.taskId(), free.fence(), JsonObject.empty(), Work.Chance.FINAL));
    var saga = work().saga(made.id());
    assertThat(saga.status()).isEqualTo("compensation_failed");
    assertThat(saga.compensations()).hasSize(1);
    assertThat(saga.compensations().getFirst().status()).isEqualTo(Saga.Course.FAILED);
  }

  @Test
  void an_unknown_task_is_not_found() {
    assertThatThrownBy(() -> work().complete("nonsense", 1, Json.of(1)))
        .isInstanceOf(CairnException.NotFound.class);
  }
}
