package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.FilterEvaluator;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random filters over random documents, against {@link FilterEvaluator}. */
abstract class RandomFilterContract extends StoreTopic {
  private static final int DOCUMENTS = 40;
  private static final int FILTERS = 150;

  @ParameterizedTest(name = "-Dcairn.seed={0}")
  @MethodSource("dev.cairn.testkit.Seeds#few")
  void a_store_answers_as_the_evaluator_does(long seed) {
    var random = new RandomFilters(Seeds.random(seed));
    var rows = new ArrayList<Rows>();
    for (int i = 0; i < DOCUMENTS; i++) {
      var one = Rows.of(new InstanceId(new UUID(0, i)));
      var act = one.act();
      rows.add(
          one.then(
              random.state(),
              new Rows.Act(act.kind(), act.actor(), random.time(), act.key(), act.fence())));
    }
    folded(rows);
    var heads = rows.stream().map(Rows::head).toList();
    for (int i = 0; i < FILTERS; i++) {
      agree(random.filter(2), heads);
    }
  }

  private void agree(dev.cairn.Filter filter, List<Instance> heads) {
    var evaluator = new FilterEvaluator(store.catalog()::user);
    var expected = heads.stream().filter(it -> evaluator.matches(filter, it)).toList();
    assertThat(all(Query.of(filter).limit(Query.LIMIT_MAX)))
        .as("%s", filter)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(documents().count(filter)).as("count of %s", filter).isEqualTo(expected.size());
  }
}
