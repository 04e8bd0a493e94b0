package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Query;
import dev.cairn.definition.WorkflowSpec;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Kernel;
import dev.cairn.store.Store.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two kernels over one store, as two processes are over one database. */
class TwoKernelsTest {
  private final MemoryStore store = new MemoryStore(Ownership.SHARED);
  private final Cairn one = Kernel.over(store, Options.defaults());
  private final Cairn two = Kernel.over(store, Options.defaults());

  @BeforeEach
  void define() {
    one.definitions().register(Definition.named("counter"));
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void updates_through_both_are_all_kept() throws Exception {
    var made = one.workflows().create(NewInstance.of("counter").context(JsonObject.of("n", 0)));
    var tasks = new ArrayList<Callable<Integer>>();
    for (int thread = 0; thread < 16; thread++) {
      var cairn = thread % 2 == 0 ? one : two;
      tasks.add(() -> {
        for (int i = 0; i < 10; i++) {
          cairn.workflows().update(made.id(), TwoKernelsTest::increment).orThrow();
        }
        return 0;
      });
    }
    CairnTopic.atOnce(tasks);
    for (var cairn : List.of(one, two)) {
      assertThat(cairn.workflows().get(made.id()).context()).isEqualTo(JsonObject.of("n", 160));
      assertThat(cairn.archive().verify(made.id()).versions()).isEqualTo(161);
      assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
    }
  }

  private static Json increment(Json context) {
    return context.asObject().with("n", Json.of(context.asObject().require("n").asInt() + 1));
  }

  @Test
  void each_sees_at_once_what_the_other_did() {
    var made = one.workflows().create(NewInstance.of("counter"));
    for (int i = 0; i < 20; i++) {
      var by = i % 2 == 0 ? one : two;
      var other = i % 2 == 0 ? two : one;
      var change = new Mutation.MergeContext(JsonObject.of("n", i));
      by.workflows().commit(Commit.to(made.id()).with(change)).orThrow();
      var seen = other.workflows().get(made.id());
      assertThat(seen.context()).isEqualTo(JsonObject.of("n", i));
      assertThat(other.workflows().query(Query.of(Filter.equal("context.n", i))).items())
          .containsExactly(seen);
    }
  }

  @Test
  void what_one_registers_or_deprecates_is_so_for_the_other_at_once() throws Exception {
    var tasks = new ArrayList<Callable<Integer>>();
    for (int thread = 0; thread < 8; thread++) {
      var id = "of-" + thread;
      tasks.add(() -> {
        for (int version = 1; version <= 50; version++) {
          one.definitions().register(WorkflowSpec.of(id).version(version).definition());
          assertThat(versionOfNew(id)).isEqualTo(version);
        }
        one.definitions().deprecate(id, 50);
        assertThat(versionOfNew(id)).isEqualTo(49);
        return 0;
      });
    }
    CairnTopic.atOnce(tasks);
  }

  private int versionOfNew(String id) {
    return two.workflows().create(NewInstance.of(id)).origin().definitionVersion();
  }

  @Test
  void a_key_used_through_one_is_repeated_by_the_other() {
    var made = one.workflows().create(NewInstance.of("counter"));
    var commit = Commit.to(made.id()).key("k").with(new Mutation.IncrementStepCount());
    var first = one.workflows().commit(commit).orThrow();
    assertThat(two.workflows().commit(commit)).isEqualTo(new Repeated(first));
  }

  @Test
  void a_definition_registered_through_one_is_known_to_the_other() {
    one.definitions().register(Definition.named("later"));
    assertThat(two.workflows().create(NewInstance.of("later")).version()).isEqualTo(1);
  }

  @Test
  void each_follows_what_the_other_commits_and_positions_mean_the_same_to_both() {
    try (var first = one.feed().subscribe(Filter.everything());
        var second = two.feed().subscribe(Filter.everything())) {
      var made = one.workflows().create(NewInstance.of("counter").context(JsonObject.of("n", 0)));
      for (int i = 0; i < 20; i++) {
        var by = i % 2 == 0 ? one : two;
        by.workflows().update(made.id(), TwoKernelsTest::increment).orThrow();
      }
      var seen = FeedTopic.changes(first, 21);
      assertThat(FeedTopic.changes(second, 21)).isEqualTo(seen);
      try (var rest = two.feed().subscribe(made.id(), seen.get(10).position())) {
        assertThat(FeedTopic.changes(rest, 10)).isEqualTo(seen.subList(11, 21));
      }
    }
  }
}
