package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.CommitResult.Conflict;
import dev.cairn.Instance;
import dev.cairn.Mutation.IncrementStepCount;
import dev.cairn.Receipt;
import dev.cairn.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Many threads on few instances. */
abstract class ConcurrencyContract extends CairnTopic {
  private static final int THREADS = 64;
  private static final int ROUNDS = 5;

  @Test
  void updates_by_many_threads_are_all_kept() throws Exception {
    var made = create("n", 0);
    atOnce(
        THREADS,
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            workflows().update(made.id(), ConcurrencyContract::increment).orThrow();
          }
          return 0;
        });
    var after = get(made.id());
    assertThat(after.context().require("n").asInt()).isEqualTo(THREADS * ROUNDS);
    assertThat(after.version()).isEqualTo(1 + THREADS * ROUNDS);
    assertThat(history().count(made.id())).isEqualTo(1 + THREADS * ROUNDS);
    chains(after);
    assertThat(cairn.archive().verify(made.id()).firstBreak()).isEmpty();
  }

  private static Json increment(Json context) {
    return context.asObject().with("n", Json.of(context.asObject().require("n").asInt() + 1));
  }

  private void chains(Instance instance) {
    var receipts = receipts(cairn, instance.id());
    assertThat(receipts).hasSize((int) instance.version());
    for (int i = 1; i < receipts.size(); i++) {
      assertThat(receipts.get(i).previousHash()).isEqualTo(receipts.get(i - 1).hash());
    }
  }

  @Test
  void of_many_commits_from_one_version_one_is_made() throws Exception {
    var made = create("n", 0);
    var results =
        atOnce(THREADS, () -> workflows().commit(Commit.to(made).with(new IncrementStepCount())));
    assertThat(results).filteredOn(Committed.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Conflict.class::isInstance).hasSize(THREADS - 1);
    assertThat(get(made.id()).version()).isEqualTo(2);
  }

  @Test
  void of_many_creations_of_one_id_one_is_made() throws Exception {
    var answers =
        atOnce(
            THREADS / 4,
            () -> {
              try {
                workflows().create(wanted().id(id(1)));
                return "created";
              } catch (CairnException.AlreadyExists taken) {
                return "taken";
              }
            });
    assertThat(answers).containsOnlyOnce("created");
    assertThat(get(id(1)).version()).isEqualTo(1);
  }

  @Test
  void many_threads_on_many_instances_lose_nothing() throws Exception {
    var all = new ArrayList<Instance>();
    for (int i = 0; i < 8; i++) {
      all.add(create("n", 0));
    }
    var tasks = new ArrayList<Callable<Integer>>();
    for (int thread = 0; thread < 16; thread++) {
      int first = thread;
      tasks.add(() -> {
        for (int i = 0; i < 16; i++) {
          var id = all.get((first + i) % all.size()).id();
          workflows().update(id, ConcurrencyContract::increment).orThrow();
        }
        return 0;
      });
    }
    atOnce(tasks);
    for (var one : all) {
      assertThat(get(one.id()).context().require("n").asInt()).isEqualTo(32);
      chains(get(one.id()));
    }
  }

  @Test
  void one_key_from_many_threads_is_one_commit_and_equal_receipts() throws Exception {
    var made = create("n", 0);
    var commit = Commit.to(made.id()).key("once").with(new IncrementStepCount());
    List<Receipt> receipts = atOnce(THREADS, () -> workflows().commit(commit).orThrow());
    assertThat(receipts).hasSize(THREADS);
    assertThat(new HashSet<>(receipts)).hasSize(1);
    assertThat(get(made.id()).version()).isEqualTo(2);
    assertThat(get(made.id()).state().stepCount()).isEqualTo(1);
  }

  @Test
  void readers_see_whole_commits_only() throws Exception {
    var made = create("a", 0, "b", 0);
    Callable<CommitResult> writer =
        () -> {
          CommitResult last = null;
          for (int i = 1; i <= 100; i++) {
            last = workflows().commit(Commit.to(made.id()).with(merge("a", i), merge("b", i)));
          }
          return java.util.Objects.requireNonNull(last);
        };
    Callable<CommitResult> reader =
        () -> {
          for (int i = 0; i < 100; i++) {
            var seen = get(made.id());
            assertThat(seen.context().get("a")).isEqualTo(seen.context().get("b"));
            assertThat(seen.state().checksum()).isEqualTo(seen.checksum());
          }
          return new Conflict(1, made, List.of());
        };
    assertThat(atOnce(List.of(writer, reader, reader)).getFirst()).isInstanceOf(Committed.class);
  }
}
