package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Approval;
import dev.cairn.ApprovalQuery;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.Decision;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Reason;
import dev.cairn.Status;
import dev.cairn.engine.Engine;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Drive;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Waiting for time, for signals, for input, and for people to agree. */
abstract class WaitContract extends EngineTopic {
  private static final String SIGNAL =
      "[{\"id\":\"hold\",\"kind\":\"wait\",\"signal\":\"go\"},{\"id\":\"a\",\"kind\":\"task\"}]";

  @Test
  void a_timer_is_never_early_and_fires_after_downtime() {
    var made =
        started(
            """
            [{"id":"nap","kind":"wait","duration":"PT1H"},{"id":"a","kind":"task"}]
            """);
    assertThat(made.status()).isEqualTo(Status.RUNNING);
    var engine = engine(noting("a"));
    clock.advance(Duration.ofMinutes(59));
    engine.runUntilIdle();
    assertThat(calls).isEmpty();
    restart();
    clock.advance(Duration.ofHours(30));
    assertThat(ended(engine(noting("a")), made.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(calls).containsExactly("a");
  }

  @Test
  void a_timer_that_has_gone_off_makes_no_further_version() {
    var made = started("[{\"id\":\"nap\",\"kind\":\"wait\",\"duration\":\"PT1H\"}]");
    clock.advance(Duration.ofHours(2));
    var end = ended(engine(noting()), made.id());
    var drive = Drive.of(cairn, "somebody late");
    var again = drive.flow(end).orElseThrow().timersDue(0);
    assertThat(refused(drive.commit(end.id(), again, Optional.empty())))
        .containsExactly(Reason.Code.SUPERSEDED);
    assertThat(get(made).version()).isEqualTo(end.version());
  }

  @Test
  void a_wait_may_name_its_time_in_the_state() {
    var until = dev.cairn.Times.format(clock.instant().plusSeconds(60));
    var steps = "[{\"id\":\"nap\",\"kind\":\"wait\",\"until\":\"context.until\"}]";
    var past = dev.cairn.Times.format(clock.instant().minus(Duration.ofDays(40_000)));
    var made = started(steps, "until", past);
    assertThat(ran(made, noting()).status()).isEqualTo(Status.COMPLETED);
    var wrong = started(steps, "until", "soon");
    assertThat(wrong.status()).isEqualTo(Status.FAILED);
    assertThat(code(wrong)).isEqualTo("invalid_time");
    assertThat(until).isNotEmpty();
  }

  @Test
  void a_signal_lets_a_waiting_step_go_on() {
    var made = started(SIGNAL);
    var engine = engine(noting("a"));
    engine.runUntilIdle();
    assertThat(calls).isEmpty();
    committed(work().signal(made.id(), "go", Json.of("now"), Optional.empty()));
    engine.runUntilIdle();
    assertThat(get(made).status()).isEqualTo(Status.COMPLETED);
    assertThat(get(made).stepData().require("hold")).isEqualTo(Json.of("now"));
  }

  @Test
  void a_signal_may_come_before_its_wait_and_before_the_start() {
    started(SIGNAL);
    var made = cairn.workflows().create(NewInstance.of("flow"));
    committed(work().signal(made.id(), "go", Json.of(1), Optional.empty()));
    restart();
    committed(cairn.workflows().start(made.id()));
    var end = ended(engine(noting("a")), made.id());
    assertThat(end.stepData().require("hold")).isEqualTo(Json.of(1));
    assertThat(end.state().work().isEmpty()).isTrue();
  }

  @Test
  void a_signal_sent_twice_with_one_key_has_one_effect() {
    var steps =
        """
        [{"id":"one","kind":"wait","signal":"go"},{"id":"two","kind":"wait","signal":"go"}]
        """;
    var made = started(steps);
    committed(work().signal(made.id(), "go", Json.of(1), Optional.of("k")));
    var again = work().signal(made.id(), "go", Json.of(1), Optional.of("k"));
    assertThat(again).isInstanceOf(Repeated.class);
    assertThat(refused(work().signal(made.id(), "go", Json.of(2), Optional.of("k"))))
        .containsExactly(Reason.Code.KEY_REUSED);
    assertThat(get(made).state().currentStepId()).contains("two");
    committed(work().signal(made.id(), "go", Json.of(1), Optional.of("k2")));
    assertThat(get(made).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void signals_are_taken_in_the_order_they_came() {
    var steps =
        """
        [{"id":"a","kind":"task"},{"id":"one","kind":"wait","signal":"go"},
         {"id":"two","kind":"wait","signal":"go"}]
        """;
    var made = started(steps);
    for (int i = 1; i <= 2; i++) {
      committed(work().signal(made.id(), "go", Json.of(i), Optional.empty()));
    }
    var end = ran(made, noting("a"));
    assertThat(end.stepData().require("one")).isEqualTo(Json.of(1));
    assertThat(end.stepData().require("two")).isEqualTo(Json.of(2));
  }

  @Test
  void a_signal_that_does_not_come_in_time_fails_the_step_or_not() {
    var fails = "[{\"id\":\"h\",\"kind\":\"wait\",\"signal\":\"go\",\"timeout\":\"PT1M\"}]";
    var one = started(JsonObject.of("id", "fails", "steps", Json.parse(fails)));
    var goesOn = fails.replace("\"PT1M\"", "\"PT1M\",\"onTimeout\":\"continue\"");
    var two = started(JsonObject.of("id", "goes-on", "steps", Json.parse(goesOn)));
    clock.advance(Duration.ofMinutes(2));
    engine(noting()).runUntilIdle();
    assertThat(code(get(one))).isEqualTo("timeout");
    assertThat(get(two).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_signal_to_an_ended_instance_is_refused() {
    var made = started(SIGNAL);
    committed(cairn.workflows().cancel(made.id(), Optional.empty()));
    assertThat(refused(work().signal(made.id(), "go", Json.of(1), Optional.empty())))
        .containsExactly(Reason.Code.TERMINAL);
  }

  @Test
  void an_input_step_waits_for_data_that_fits_its_schema() {
    needsALanguage();
    var made =
        started(
            """
            [{"id":"form","kind":"input","inputSchema":{"type":"object",
              "required":["age"],"properties":{"age":{"type":"integer"}}}},
             {"id":"a","kind":"task"}]
            """);
    assertThat(made.status()).isEqualTo(Status.WAITING_FOR_INPUT);
    var wrong = work().input(made.id(), "form", JsonObject.of("age", "old"));
    assertThat(refused(wrong)).containsExactly(Reason.Code.SCHEMA_VIOLATION);
    assertThat(refused(work().input(made.id(), "a", Json.of(1))))
        .containsExactly(Reason.Code.NOT_WAITING);
    assertThat(get(made)).isEqualTo(made);
    var next = committed(work().input(made.id(), "form", JsonObject.of("age", 40)));
    assertThat(next.status()).isEqualTo(Status.RUNNING);
    var end = ran(made, noting("a"));
    assertThat(end.stepData().require("form")).isEqualTo(JsonObject.of("age", 40));
    assertThat(refused(work().input(made.id(), "form", JsonObject.of("age", 1))))
        .containsExactly(Reason.Code.TERMINAL);
  }

  private Instance approval(String onExpiry) {
    var steps =
        """
        [{"id":"ok","kind":"approval","roles":["Legal"],"quorum":2,"deadline":"P2D",
          "onExpiry":"%s","escalateTo":["Board"]},{"id":"a","kind":"task"}]
        """
            .formatted(onExpiry);
    return started(JsonObject.of("id", "approve-" + onExpiry, "steps", Json.parse(steps)), "n", 1);
  }

  private Approval open(Instance instance) {
    var all = work().approvals(new Filter.IdIn(Set.of(instance.id())));
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private dev.cairn.CommitResult decide(Instance made, String who, Decision decision) {
    return door.as(who).work().decide(made.id(), open(made).id(), decision.withRoles("Legal"));
  }

  @Test
  void an_approval_needs_its_quorum_of_those_who_may() {
    var made = approval("reject");
    assertThat(made.status()).isEqualTo(Status.WAITING_FOR_APPROVAL);
    var id = open(made).id();
    assertThatThrownBy(() -> work().decide(made.id(), id, Decision.approve(made)))
        .isInstanceOf(CairnException.Forbidden.class);
    committed(decide(made, "ann", Decision.approve(made)));
    assertThat(refused(decide(made, "ann", Decision.approve(get(made)))))
        .containsExactly(Reason.Code.ALREADY_DECIDED);
    assertThat(open(made).isFor("ann", Set.of("Legal"))).isFalse();
    assertThat(open(made).isFor("bob", Set.of("Legal"))).isTrue();
    // Who looked before ann decided looked at the same document.
    var next = committed(decide(made, "bob", Decision.approve(made)));
    assertThat(next.status()).isEqualTo(Status.RUNNING);
    assertThat(next.lastModifiedBy()).isEqualTo("bob");
    assertThat(ran(made, noting("a")).status()).isEqualTo(Status.COMPLETED);
    assertThat(work().approvals(Filter.everything())).isEmpty();
  }

  @Test
  void an_approval_of_what_has_changed_since_is_refused_as_stale() {
    var made = approval("reject");
    var edit = new Mutation.MergeContext(JsonObject.of("n", 2));
    committed(cairn.workflows().commit(Commit.to(made.id()).with(edit)));
    assertThat(refused(decide(made, "ann", Decision.approve(made))))
        .containsExactly(Reason.Code.STALE_APPROVAL);
    var other =
        new Decision(
            Decision.Kind.APPROVE, JsonObject.empty(), Optional.empty(), "ff", Set.of("Legal"));
    assertThat(refused(door.as("ann").work().decide(made.id(), open(made).id(), other)))
        .containsExactly(Reason.Code.STALE_APPROVAL);
    committed(decide(made, "ann", Decision.approve(get(made))));
  }

  @Test
  void one_rejection_fails_the_workflow_with_its_reason() {
    var made = approval("reject");
    var end = committed(decide(made, "ann", Decision.reject(made, "too dear")));
    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(code(end)).isEqualTo("rejected");
    assertThat(end.state().error().orElseThrow().canonical()).contains("too dear");
    assertThat(refused(work().decide(made.id(), "main@1", Decision.approve(end))))
        .contains(Reason.Code.TERMINAL);
  }

  @Test
  void a_rejection_may_lead_elsewhere() {
    var made =
        started(
            """
            [{"id":"draft","kind":"task"},{"id":"ok","kind":"approval","onReject":"draft"}]
            """);
    var engine = engine(noting("draft"));
    engine.runUntilIdle();
    var waiting = get(made);
    committed(work().decide(made.id(), open(made).id(), Decision.reject(waiting, "again")));
    engine.runUntilIdle();
    assertThat(calls).containsExactly("draft", "draft");
    assertThat(get(made).status()).isEqualTo(Status.WAITING_FOR_APPROVAL);
    assertThat(open(made).id()).isNotEqualTo("main@2");
  }

  @Test
  void modifying_approves_another_text_which_others_have_not_approved() {
    var made = approval("reject");
    committed(decide(made, "ann", Decision.approve(made)));
    committed(decide(made, "bob", Decision.modify(get(made), JsonObject.of("n", 5))));
    assertThat(get(made).context()).isEqualTo(JsonObject.of("n", 5));
    assertThat(get(made).status()).isEqualTo(Status.WAITING_FOR_APPROVAL);
    committed(decide(made, "ann", Decision.approve(get(made))));
    assertThat(get(made).status()).isEqualTo(Status.RUNNING);
  }

  private Instance expired(Instance made, Engine engine) {
    clock.advance(Duration.ofDays(3));
    engine.runUntilIdle();
    return get(made);
  }

  @Test
  void an_expired_approval_is_rejected_or_fails_as_it_says() {
    var rejected = approval("reject");
    var failed = approval("fail");
    var engine = engine(noting());
    expired(rejected, engine);
    assertThat(code(get(rejected))).isEqualTo("rejected");
    assertThat(code(get(failed))).isEqualTo("approval_expired");
  }

  @Test
  void an_expired_approval_escalates_once() {
    var made = approval("escalate");
    var engine = engine(noting());
    var escalated = expired(made, engine);
    assertThat(escalated.status()).isEqualTo(Status.WAITING_FOR_APPROVAL);
    assertThat(open(made).roles()).containsExactly("Board");
    assertThatThrownBy(() -> decide(made, "ann", Decision.approve(escalated)))
        .isInstanceOf(CairnException.Forbidden.class);
    assertThat(code(expired(made, engine))).isEqualTo("approval_expired");
  }

  @Test
  void resuming_what_expired_into_a_pause_goes_back_to_the_approval() {
    var made = approval("pause");
    var engine = engine(noting("a"));
    var paused = expired(made, engine);
    assertThat(paused.status()).isEqualTo(Status.PAUSED);
    assertThat(paused.state().pausedAt()).isPresent();
    assertThat(statuses(paused).reversed().subList(0, 2))
        .containsExactly(Status.PAUSED, Status.RUNNING);
    var decision = Decision.approve(paused).withRoles("Legal");
    assertThat(refused(work().decide(made.id(), "main@1", decision)))
        .containsExactly(Reason.Code.NOT_WAITING);
    var resumed = committed(cairn.workflows().resume(made.id()));
    assertThat(resumed.status()).isEqualTo(Status.WAITING_FOR_APPROVAL);
    engine.runUntilIdle();
    assertThat(calls).isEmpty();
  }

  @Test
  void running_by_hand_does_not_bypass_an_approval() {
    var made = approval("reject");
    var commit = Commit.to(made.id()).with(new Mutation.Transition(Status.RUNNING));
    committed(cairn.workflows().commit(commit));
    engine(noting("a")).runUntilIdle();
    assertThat(calls).isEmpty();
    assertThat(open(made).stepId()).isEqualTo("ok");
  }

  /** Five approvals wait on each of three instances. */
  private java.util.List<Instance> waitingFiveTimes() {
    var branches =
        java.util.stream.IntStream.range(0, 5)
            .mapToObj(i -> "{'id':'b%d','steps':[{'id':'ok%d','kind':'approval'}]}".formatted(i, i))
            .toList();
    var steps = "[{'id':'all','kind':'parallel','branches':" + branches + "}]";
    var first = started(steps.replace('\'', '"'));
    return java.util.List.of(
        first,
        cairn.workflows().create(NewInstance.of("flow").started()),
        cairn.workflows().create(NewInstance.of("flow").started()));
  }

  @Test
  void a_page_of_approvals_keeps_its_limit_also_where_many_wait_on_one_instance() {
    waitingFiveTimes();
    for (int limit : java.util.List.of(1, 2, 4, 5, 7, 15, 100)) {
      var seen = new java.util.ArrayList<String>();
      var query = ApprovalQuery.of(Filter.everything()).limit(limit);
      var page = work().approvals(query);
      while (true) {
        assertThat(page.items()).hasSize(Math.min(limit, 15 - seen.size()));
        page.items().forEach(it -> seen.add(it.instanceId() + " " + it.id()));
        if (page.next().isEmpty() || seen.size() == 15) {
          break;
        }
        page = work().approvals(query.after(page.next().get()));
      }
      assertThat(seen).as("each once").hasSize(15).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_page_of_approvals_goes_on_behind_what_was_told_while_others_decide() {
    var made = waitingFiveTimes();
    var query = ApprovalQuery.of(Filter.everything()).limit(3);
    var page = work().approvals(query);
    for (var told : page.items()) {
      var decision = Decision.approve(get(told.instanceId()));
      committed(work().decide(told.instanceId(), told.id(), decision));
    }
    var rest = work().approvals(query.limit(100).after(page.next().orElseThrow())).items();
    assertThat(rest).hasSize(12).doesNotContainAnyElementsOf(page.items());
    assertThat(rest).extracting(Approval::instanceId).contains(made.getLast().id());
    assertThatThrownBy(() -> work().approvals(query.after("bm9uc2Vuc2U")))
        .isInstanceOf(CairnException.Invalid.class);
  }
}
