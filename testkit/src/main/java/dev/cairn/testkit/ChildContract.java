package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.History;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Query;
import dev.cairn.Status;
import dev.cairn.Wake;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Outcome;
import dev.cairn.engine.StepFailure;
import dev.cairn.json.Json;
import dev.cairn.kernel.Kernel;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever leaves a step that runs another workflow cancels that, whatever dies in between. */
abstract class ChildContract extends EngineTopic {
  private static final String SUB = "{\"id\":\"sub\",\"kind\":\"child\",\"workflowId\":\"inner\"}";
  private static final String BESIDE =
      """
      [{"id":"p","kind":"parallel","join":%s,"branches":[
         {"id":"l","steps":[{"id":"sub","kind":"child","workflowId":"inner"}]},
         {"id":"r","steps":[{"id":"quick","kind":"task"}]}]},
       {"id":"last","kind":"wait","signal":"end"}]
      """;

  /** A parent whose child has done a step that can be undone, and waits. */
  private Instance waiting(String steps) {
    define("{\"id\":\"deep\",\"steps\":[{\"id\":\"low\",\"kind\":\"wait\",\"signal\":\"up\"}]}");
    define(
        """
        {"id":"inner","steps":[{"id":"in","kind":"task","compensate":"out"},
         {"id":"hold","kind":"child","workflowId":"deep"}]}
        """);
    return started(steps);
  }

  private void define(String definition) {
    cairn.definitions().register(Definition.parse(Json.parse(definition)));
  }

  private EngineSettings handlers() {
    return noting("in", "out", "quick");
  }

  /** The child of an instance, once it waits for one of its own. */
  private Instance childOf(Instance parent) {
    var page = cairn.workflows().query(Query.of(new Filter.ParentIs(parent.id())));
    assertThat(page.items()).hasSize(1);
    return page.items().getFirst();
  }

  private Instance running(String steps) {
    var made = waiting(steps);
    engine(handlers()).runUntilIdle();
    assertThat(childOf(childOf(made)).status()).isEqualTo(Status.RUNNING);
    return made;
  }

  /** One engine at a time: two of one name would both believe that they drive. */
  private Engine next() {
    closeEngines();
    return engine(handlers());
  }

  private void isCalledOff(InstanceId child) {
    var engine = next();
    assertThat(ended(engine, child).status()).isEqualTo(Status.CANCELLED);
    assertThat(ended(engine, childOf(get(child)).id()).status()).isEqualTo(Status.CANCELLED);
    engine.runUntilIdle();
    assertThat(calls).as("what the child did is undone").containsOnlyOnce("out");
  }

  private static boolean isNoted(Instance parent) {
    return parent.state().work().has(Wake.CALLED_OFF);
  }

  @Test
  void cancelling_a_parent_cancels_its_child_and_the_child_of_that() {
    var made = running("[" + SUB + "]");
    var child = childOf(made).id();
    var cancelled = committed(cairn.workflows().cancel(made.id(), Optional.empty()));
    assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
    isCalledOff(child);
    assertThat(isNoted(get(made))).as("nobody is left to be told").isFalse();
    verifies(get(made));
    verifies(get(child));
  }

  @Test
  void a_child_is_cancelled_by_the_next_process_when_the_first_dies_before_it_can() {
    var made = running("[" + SUB + "]");
    var child = childOf(made).id();
    closeEngines();
    var cancelled = committed(cairn.workflows().cancel(made.id(), Optional.empty()));
    assertThat(isNoted(cancelled)).isTrue();
    assertThat(get(child).status()).isEqualTo(Status.RUNNING);
    restart();
    isCalledOff(child);
    assertThat(get(made).status()).isEqualTo(Status.CANCELLED);
    assertThat(isNoted(get(made))).isFalse();
  }

  @Test
  void a_child_that_was_made_and_not_yet_noted_is_cancelled_too() {
    var made = waiting("[" + SUB + "]");
    var death = DyingStore.at(2, DyingStore.Moment.BEFORE_WRITE);
    var dying = Kernel.over(death.over(store), options());
    var first = Engine.over(dying, handlers());
    try {
      first.keepLanes();
      first.poll();
    } catch (IllegalStateException dead) {
      assertThat(dead).hasMessageContaining("the process is gone");
    }
    await(death::isDead);
    first.abandon();
    dying.close();
    restart();
    assertThat(get(made)).as("it does not know of its child").isEqualTo(made);
    var child = childOf(made).id();
    committed(cairn.workflows().cancel(made.id(), Optional.empty()));
    assertThat(ended(next(), child).status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void a_branch_that_is_not_waited_for_any_more_takes_its_child_with_it() {
    var made = waiting(BESIDE.formatted(1));
    var settings = handlers().handler("quick", job -> awaitChildOf(made));
    engine(settings).runUntilIdle();
    var child = childOf(made).id();
    assertThat(get(made).state().currentStepId()).contains("last");
    restart();
    isCalledOff(child);
    assertThat(get(made).status()).as("its parent goes on").isEqualTo(Status.RUNNING);
    committed(work().signal(made.id(), "end", Json.of(1), Optional.empty()));
    assertThat(get(made).status()).isEqualTo(Status.COMPLETED);
  }

  private Outcome awaitChildOf(Instance parent) {
    await(() -> {
      var of = cairn.workflows().query(Query.of(new Filter.ParentIs(parent.id()))).items();
      return !of.isEmpty() && cairn.workflows().count(new Filter.ParentIs(of.getFirst().id())) == 1;
    });
    return Outcome.none();
  }

  @Test
  void a_parent_that_fails_takes_its_child_with_it() {
    var made = waiting(BESIDE.formatted("\"all\""));
    var settings =
        handlers()
            .handler(
                "quick",
                job -> {
                  awaitChildOf(made);
                  throw StepFailure.permanent("refused", "no");
                });
    engine(settings).runUntilIdle();
    assertThat(get(made).status()).isEqualTo(Status.FAILED);
    isCalledOff(childOf(made).id());
  }

  @Test
  void skipping_or_going_back_leaves_no_child_behind() {
    var skipped =
        running(
            "[" + SUB.replace("}", ",\"canSkip\":true}") + ",{\"id\":\"z\",\"kind\":\"input\"}]");
    committed(work().skip(skipped.id(), Optional.empty(), Optional.empty()));
    isCalledOff(childOf(skipped).id());
    assertThat(get(skipped).status()).isEqualTo(Status.WAITING_FOR_INPUT);
  }

  @Test
  void what_is_moved_by_hand_tells_its_children_too() {
    var made = running(BESIDE.formatted(2));
    var commit = Commit.to(made.id()).with(new Mutation.CancelScope("p"));
    committed(door.workflows().commit(commit));
    isCalledOff(childOf(made).id());
  }

  @Test
  void a_restore_to_before_the_step_leaves_no_child_behind() {
    var steps = "[{\"id\":\"first\",\"kind\":\"wait\",\"signal\":\"on\"}," + SUB + "]";
    var made = waiting(steps);
    committed(work().signal(made.id(), "on", Json.of(1), Optional.empty()));
    engine(handlers()).runUntilIdle();
    var child = childOf(made).id();
    cairn.history().restore(made.id(), new History.Target.ToVersion(1), Optional.empty());
    isCalledOff(child);
    assertThat(get(made).state()).as("nothing but the old state").isEqualTo(made.state());
  }

  @Test
  void deleting_a_parent_cancels_its_child() {
    var made = running("[" + SUB + "]");
    var child = childOf(made).id();
    door.workflows().delete(made.id());
    isCalledOff(child);
  }

  @Test
  void a_child_that_ends_by_itself_costs_its_parent_no_commit() {
    var made = running("[" + SUB + "]");
    var child = childOf(made);
    committed(work().signal(childOf(child).id(), "up", Json.of(1), Optional.empty()));
    var end = ended(next(), made.id());
    assertThat(end.status()).isEqualTo(Status.COMPLETED);
    assertThat(end.version()).as("made, child begun, child ended").isEqualTo(3);
  }

  @Test
  void a_timer_is_not_late_because_its_instance_waits_for_a_child_too() {
    running(
        """
        [{"id":"p","kind":"parallel","branches":[
           {"id":"l","steps":[{"id":"sub","kind":"child","workflowId":"inner"}]},
           {"id":"r","steps":[{"id":"pause","kind":"wait","duration":"PT8S"},
                              {"id":"quick","kind":"task"}]}]}]
        """);
    var engine = next();
    engine.runUntilIdle();
    clock.advance(Duration.ofSeconds(8));
    engine.runUntilIdle();
    assertThat(calls).contains("quick");
  }

  @Test
  void an_instance_that_only_says_whose_it_is_goes_on() {
    var made = running("[" + SUB + "]");
    var other = cairn.workflows().create(NewInstance.of("deep").parent(made.id()).started());
    var child =
        cairn.workflows().query(Query.of(new Filter.ParentIs(made.id()))).items().stream()
            .filter(it -> !it.id().equals(other.id()))
            .findFirst()
            .orElseThrow();
    committed(cairn.workflows().cancel(made.id(), Optional.empty()));
    assertThat(ended(next(), child.id()).status()).isEqualTo(Status.CANCELLED);
    assertThat(get(other)).isEqualTo(other);
  }

  @Test
  void a_fork_waits_for_the_child_of_another_and_leaves_it_alone() {
    var made = running("[" + SUB + "]");
    var fork = cairn.history().fork(made.id(), get(made).version(), Optional.empty());
    var gone = cairn.history().fork(made.id(), get(made).version(), Optional.empty());
    var child = childOf(childOf(made));
    committed(cairn.workflows().cancel(gone.id(), Optional.empty()));
    assertThat(isNoted(get(gone))).isFalse();
    committed(work().signal(child.id(), "up", Json.of(1), Optional.empty()));
    var engine = next();
    assertThat(ended(engine, made.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(ended(engine, fork.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(get(fork).stepData().require("sub").asObject().keys()).contains("id", "context");
  }
}
