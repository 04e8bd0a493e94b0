package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.Filter;
import dev.cairn.State;
import dev.cairn.Statistics;
import dev.cairn.Status;
import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Counts, durations and steps. */
abstract class StatisticsContract extends StoreTopic {
  private static final Offset<Double> MICROSECOND = within(0.000_001);

  @Test
  void of_nothing_are_zeros_and_no_durations() {
    var none = statistics();
    assertThat(none.total()).isZero();
    assertThat(counted(none.byStatus())).isEmpty();
    assertThat(counted(none.byDefinition())).isEmpty();
    assertThat(counted(none.byTag())).isEmpty();
    assertThat(none.durations()).isEmpty();
    assertThat(none.steps()).isZero();
  }

  @Test
  void counts_by_status_definition_and_tag() {
    fold(
        ended(0).with(State.TAGS, JsonArray.of("a", "b")),
        ended(1).with(State.TAGS, JsonArray.of("b")),
        State.initial());
    var all = statistics();
    assertThat(all.total()).isEqualTo(3);
    assertThat(counted(all.byStatus())).isEqualTo(Map.of(Status.COMPLETED, 2L, Status.CREATED, 1L));
    assertThat(counted(all.byDefinition())).isEqualTo(Map.of(Rows.DEFINITION, 3L));
    assertThat(counted(all.byTag())).isEqualTo(Map.of("a", 1L, "b", 2L));
  }

  @Test
  void what_never_started_or_has_not_ended_has_no_duration() {
    var running = Rows.in(State.initial(), Status.RUNNING, Rows.BEGIN);
    fold(State.initial(), running, Rows.in(State.initial(), Status.CANCELLED, Rows.BEGIN));
    assertThat(statistics().durations()).isEmpty();
  }

  @Test
  void a_run_of_0_seconds_counts() {
    fold(ended(0));
    assertThat(statistics().durations()).contains(new Statistics.Durations(1, 0, 0, 0));
  }

  @Test
  void percentiles_interpolate_between_neighbours() {
    fold(ended(1), ended(4), ended(2), ended(3));
    var durations = statistics().durations().orElseThrow();
    assertThat(durations.count()).isEqualTo(4);
    assertThat(durations.average()).isCloseTo(2.5, MICROSECOND);
    assertThat(durations.p50()).isCloseTo(2.5, MICROSECOND);
    assertThat(durations.p95()).isCloseTo(3.85, MICROSECOND);
  }

  @Test
  void percentiles_of_an_odd_number() {
    fold(ended(10), ended(0), ended(0.000_001));
    var durations = statistics().durations().orElseThrow();
    assertThat(durations.p50()).isCloseTo(0.000_001, within(1e-9));
    assertThat(durations.p95()).isCloseTo(9.000_000_1, MICROSECOND);
  }

  @Test
  void steps_are_summed() {
    fold(steps(3), steps(0), steps(4));
    assertThat(statistics().steps()).isEqualTo(7);
  }

  @Test
  void only_what_a_filter_matches_counts() {
    fold(ended(1), ended(2).with(State.TAGS, JsonArray.of("a")), State.initial());
    var some = documents().statistics(new Filter.TagsAny(new java.util.TreeSet<>(List.of("a"))));
    assertThat(some.total()).isEqualTo(1);
    assertThat(some.durations().map(Statistics.Durations::p50)).isEqualTo(Optional.of(2.0));
  }

  private Statistics statistics() {
    return documents().statistics(Filter.everything());
  }

  /** A count of 0 and none are the same answer. */
  private static <K> Map<K, Long> counted(Map<K, Long> counts) {
    var some = new java.util.HashMap<>(counts);
    some.values().removeIf(count -> count == 0);
    return some;
  }

  private static State ended(double seconds) {
    var end = Rows.BEGIN.plus(Duration.ofNanos(Math.round(seconds * 1e9)));
    return Rows.in(Rows.in(State.initial(), Status.RUNNING, Rows.BEGIN), Status.COMPLETED, end)
        .with(State.ENDED_AT, Json.of(Times.format(end)));
  }

  private static State steps(int count) {
    return State.initial().with(State.METADATA, JsonObject.of("stepCount", count));
  }

  private void fold(State... states) {
    var rows = new ArrayList<Rows>();
    for (var state : states) {
      rows.add(Rows.of(rows.size() + 1).then(state));
    }
    folded(rows);
  }
}
