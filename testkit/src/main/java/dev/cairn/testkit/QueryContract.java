package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.NewInstance;
import dev.cairn.Query;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Queries right after commits: none misses what was acknowledged. */
abstract class QueryContract extends CairnTopic {

  @Test
  void a_query_finds_what_was_just_made() {
    for (int i = 0; i < 20; i++) {
      var made = create("n", i);
      assertThat(found(Filter.equal("context.n", i))).containsExactly(made);
    }
    assertThat(workflows().count(Filter.everything())).isEqualTo(20);
  }

  @Test
  void a_query_sees_the_newest_version_and_no_other() {
    var made = create("n", 0);
    for (int i = 1; i <= 20; i++) {
      var next = commit(made, merge("n", i));
      assertThat(found(Filter.equal("context.n", i))).containsExactly(next);
      assertThat(found(Filter.equal("context.n", i - 1))).isEmpty();
    }
  }

  @Test
  void many_threads_find_what_they_wrote() throws Exception {
    var tasks = new ArrayList<Callable<Integer>>();
    for (int thread = 0; thread < 8; thread++) {
      var name = "t" + thread;
      tasks.add(() -> {
        var made = create("owner", name, "n", 0);
        for (int i = 1; i <= 15; i++) {
          var next = commit(made, merge("n", i));
          var mine = Filter.equal("context.owner", name).and(Filter.equal("context.n", i));
          assertThat(found(mine)).containsExactly(next);
        }
        return 0;
      });
    }
    assertThat(atOnce(tasks)).hasSize(8);
  }

  @Test
  void life_is_seen_by_its_status() {
    var running = in(Status.RUNNING);
    in(Status.CREATED);
    var failed = in(Status.FAILED);
    assertThat(found(Filter.active())).containsExactly(running);
    assertThat(found(Filter.status(Status.FAILED))).containsExactly(failed);
    workflows().cancel(running.id(), Optional.empty()).orThrow();
    assertThat(found(Filter.active())).isEmpty();
  }

  @Test
  void owner_attributes_and_tags_are_those_of_creation() {
    var attributes = JsonObject.of("epic", 12, "story", null);
    var wanted = wanted().owner("leo").tags("q3", "x").attributes(attributes);
    var made = workflows().create(wanted);
    create();
    assertThat(found(new Filter.OwnerIs("leo"))).containsExactly(made);
    assertThat(found(Filter.equal("attributes.epic", 12))).containsExactly(made);
    assertThat(found(Filter.equal("attributes.story", Json.of(null)))).containsExactly(made);
    assertThat(found(new Filter.TagsAll(new java.util.TreeSet<>(List.of("x", "q3")))))
        .containsExactly(made);
    assertThat(found(new Filter.DefinitionIs("CREATE-prd"))).hasSize(2);
  }

  @Test
  void children_are_found_by_their_parent() {
    var parent = create();
    var child = workflows().create(wanted().parent(parent.id()));
    assertThat(found(new Filter.ParentIs(parent.id()))).containsExactly(child);
  }

  @Test
  void pages_are_stable_while_instances_come_and_change() {
    for (int i = 0; i < 9; i++) {
      clock.advance(Duration.ofSeconds(1));
      create("n", i);
    }
    var query = Query.of(Filter.everything()).limit(2);
    var seen = new ArrayList<Instance>();
    var page = workflows().query(query);
    seen.addAll(page.items());
    while (page.next().isPresent()) {
      clock.advance(Duration.ofSeconds(1));
      create("n", 100);
      commit(seen.getFirst(), merge("n", 50));
      page = workflows().query(query.after(page.next().get()));
      seen.addAll(page.items());
    }
    assertThat(seen)
        .extracting(it -> it.context().require("n").asInt())
        .containsExactly(8, 7, 6, 5, 4, 3, 2, 1, 0);
  }

  @Test
  void a_forged_cursor_is_invalid() {
    create();
    assertThatThrownBy(() -> workflows().query(Query.of(Filter.everything()).after("forged")))
        .isInstanceOf(CairnException.Invalid.class);
  }

  @Test
  void declared_indexes_change_no_answer() {
    var made = create("customer", JsonObject.of("tier", "gold"));
    cairn
        .definitions()
        .register(
            Definition.parse(
                Json.parse(
                    "{\"id\":\"indexed\",\"indexes\":[\"context.customer.tier\","
                        + "\"attributes.epic\"]}")));
    var other =
        workflows()
            .create(
                NewInstance.of("indexed")
                    .context(made.context())
                    .attributes(JsonObject.of("epic", 1)));
    assertThat(found(Filter.equal("context.customer.tier", "gold")))
        .containsExactlyInAnyOrder(made, other);
    assertThat(found(Filter.equal("attributes.epic", 1))).containsExactly(other);
  }

  @Test
  void statistics_count_what_was_just_committed() {
    assertThat(workflows().statistics(Filter.everything()).durations()).isEmpty();
    var running = in(Status.RUNNING);
    clock.advance(Duration.ofSeconds(90));
    commit(running, new dev.cairn.Mutation.Transition(Status.COMPLETED));
    in(Status.COMPLETED);
    var all = workflows().statistics(Filter.everything());
    assertThat(all.total()).isEqualTo(2);
    assertThat(all.byStatus()).containsEntry(Status.COMPLETED, 2L);
    assertThat(all.durations().orElseThrow().p50()).isEqualTo(45.0);
  }

  private List<Instance> found(Filter filter) {
    return workflows().query(Query.of(filter)).items();
  }
}
