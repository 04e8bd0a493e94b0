package dev.cairn.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.BatchItem;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.Reply;
import dev.cairn.server.Served;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Statistics of nothing, of runs that took no time, and of very many instances: 100,000 of them in
 * {@code ./dev crash}, fewer otherwise.
 */
class LargeStatisticsTest {
  private static final int INSTANCES =
      Integer.getInteger("cairn.crash.rounds") == null ? 5_000 : 100_000;
  private static final int BATCH = 100;

  @TempDir Path folder;
  private Served served;

  @BeforeEach
  void serve() {
    served = Served.in(folder);
    var steps = Json.parse("[{\"id\":\"only\"}]");
    for (var id : List.of("even", "odd")) {
      served
          .cairn()
          .definitions()
          .register(Definition.parse(JsonObject.of("id", id, "steps", steps)));
    }
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Reply statistics(String query) {
    var told = served.as("mia").get("/api/v1/statistics" + query).is(200);
    assertThat(told.text()).doesNotContain("NaN", "Infinity");
    return told;
  }

  @Test
  void of_an_empty_store_are_zeros_and_nulls() {
    var none = statistics("");
    assertThat(none.at("/total").asLong()).isZero();
    assertThat(none.at("/steps").asLong()).isZero();
    assertThat(none.at("/durations").isNull()).isTrue();
    assertThat(none.at("/byDefinition").asObject().isEmpty()).isTrue();
    assertThat(none.at("/byTag").asObject().isEmpty()).isTrue();
    for (var status : Status.values()) {
      assertThat(none.at("/byStatus/" + status).asLong()).isZero();
    }
    assertThat(statistics("?workflowId=nothing").at("/total").asLong()).isZero();
  }

  @Test
  void runs_of_0_seconds_count() {
    served.cairn().workflows().batch(List.of(create("odd", Status.COMPLETED)));
    var one = statistics("");
    assertThat(one.at("/durations/count").asLong()).isEqualTo(1);
    for (var figure : List.of("avg", "p50", "p95")) {
      assertThat(one.at("/durations/" + figure)).isEqualTo(Json.of(0));
    }
    served.cairn().workflows().batch(List.of(create("odd", Status.FAILED)));
    assertThat(statistics("").at("/durations/count").asLong()).isEqualTo(2);
    assertThat(statistics("?status=Running").at("/durations").isNull()).isTrue();
  }

  /** Four of five ended at once, and each fifth took ten seconds. */
  @Test
  void of_very_many_instances_are_exact() {
    for (int begin = 0; begin < INSTANCES; begin += BATCH) {
      fill(begin);
    }
    var all = statistics("");
    assertThat(all.at("/total").asLong()).isEqualTo(INSTANCES);
    assertThat(all.at("/byStatus/Completed").asLong()).isEqualTo(INSTANCES * 4 / 5);
    assertThat(all.at("/byStatus/Failed").asLong()).isEqualTo(INSTANCES / 5);
    assertThat(all.at("/byDefinition/even").asLong()).isEqualTo(INSTANCES / 2);
    assertThat(all.at("/byTag/fifth").asLong()).isEqualTo(INSTANCES / 5);
    assertThat(all.at("/durations/count").asLong()).isEqualTo(INSTANCES);
    assertThat(all.at("/durations/avg")).isEqualTo(Json.of(2));
    assertThat(all.at("/durations/p50")).isEqualTo(Json.of(0));
    assertThat(all.at("/durations/p95")).isEqualTo(Json.of(10));
    var odd = statistics("?workflowId=odd&status=Failed");
    assertThat(odd.at("/total").asLong()).isEqualTo(INSTANCES / 10);
    assertThat(odd.at("/durations/avg")).isEqualTo(Json.of(10));
    assertThat(served.cairn().workflows().statistics(Filter.everything()).toJson())
        .as("the same in Java")
        .isEqualTo(all.json());
  }

  private void fill(int begin) {
    var items = new ArrayList<BatchItem>();
    var fifths = new ArrayList<InstanceId>();
    for (int i = begin; i < begin + BATCH; i++) {
      var id = served.cairn().workflows().newId();
      boolean fifth = i % 5 == 0;
      items.add(create(i % 2 == 0 ? "even" : "odd", fifth ? Status.RUNNING : Status.COMPLETED, id));
      if (fifth) {
        fifths.add(id);
      }
    }
    served.cairn().workflows().batch(items);
    served.clock().advance(Duration.ofSeconds(10));
    served
        .cairn()
        .workflows()
        .batch(
            fifths.stream()
                .<BatchItem>map(id ->
                    new BatchItem.Change(
                        Commit.to(id)
                            .with(
                                new Mutation.AddTags(new java.util.TreeSet<>(List.of("fifth"))),
                                new Mutation.Transition(Status.FAILED))))
                .toList());
  }

  private BatchItem create(String definition, Status end) {
    return create(definition, end, served.cairn().workflows().newId());
  }

  private BatchItem create(String definition, Status end, InstanceId id) {
    var begun = new Mutation.Transition(Status.RUNNING);
    var wanted = NewInstance.of(definition).id(id);
    return new BatchItem.Create(
        end == Status.RUNNING
            ? wanted.with(begun)
            : wanted.with(begun, new Mutation.Transition(end)));
  }
}
