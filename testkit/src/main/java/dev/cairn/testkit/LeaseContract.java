package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Fence;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Times;
import dev.cairn.Wake;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.store.Leases;
import dev.cairn.store.Leases.Due;
import dev.cairn.store.Leases.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Leases of lanes, fences in the guard of a write, and finding what is due. */
abstract class LeaseContract extends StoreTopic {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

  private Leases leases() {
    return store.leases();
  }

  private Grant claimed(String node, Duration time) {
    return leases().claim(0, node, time).orElseThrow();
  }

  /** Takes a lane whose holder's time is running out. */
  private Grant takenOver(String node) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var grant = leases().claim(0, node, LONG);
    while (grant.isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
      grant = leases().claim(0, node, LONG);
    }
    return grant.orElseThrow();
  }

  @Test
  void a_lane_is_held_by_one_node() {
    var first = claimed("a", LONG);
    assertThat(leases().claim(0, "b", LONG)).isEmpty();
    assertThat(leases().claim(0, "a", LONG)).isEmpty();
    assertThat(first.fence()).isEqualTo(new Fence(1));
    var lane = leases().lanes().getFirst();
    assertThat(lane.node()).contains("a");
    assertThat(lane.fence()).isEqualTo(first.fence());
    assertThat(lane.heldUntil().orElseThrow()).isAfter(leases().now());
  }

  @Test
  void a_lane_given_back_is_free_and_its_next_fence_larger() {
    var first = claimed("a", LONG);
    assertThat(leases().release(first)).isTrue();
    var second = claimed("b", LONG);
    assertThat(first.fence().isOlderThan(second.fence())).isTrue();
  }

  @Test
  void a_holder_that_wakes_too_late_can_neither_renew_nor_release() {
    var first = claimed("a", SHORT);
    var second = takenOver("b");
    assertThat(leases().renew(first, LONG)).isFalse();
    assertThat(leases().release(first)).isFalse();
    assertThat(leases().renew(second, LONG)).isTrue();
    assertThat(leases().lanes().getFirst().node()).contains("b");
  }

  @Test
  void a_renewed_lane_is_not_taken() {
    var first = claimed("a", Duration.ofMillis(300));
    assertThat(leases().renew(first, LONG)).isTrue();
    assertThat(leases().lanes().getFirst().heldUntil().orElseThrow())
        .isAfter(leases().now().plus(Duration.ofMinutes(5)));
    assertThat(leases().claim(0, "b", LONG)).isEmpty();
  }

  /** The heart of it: the new holder has not touched the instance, and yet the old one is out. */
  @Test
  void an_append_under_a_lane_that_was_passed_on_is_refused() {
    var one = kept(inLaneNull().then());
    var first = claimed("a", SHORT);
    appended(one.then().append().underLane(first.fence()));
    var second = takenOver("b");
    var late = one.then().then();
    refused(late.append().underLane(first.fence()));
    holds(one.then());
    appended(late.append().underLane(second.fence()));
    appended(late.then().append());
  }

  @Test
  void an_instance_is_not_made_under_a_lane_that_was_passed_on() {
    var first = claimed("a", SHORT);
    takenOver("b");
    var one = inLaneNull().then();
    refused(one.append().underLane(first.fence()));
    assertThat(head(one.id())).isEqualTo(new dev.cairn.store.HeadRead.Missing());
  }

  @Test
  void a_batch_under_a_lane_that_was_passed_on_writes_nothing() {
    var one = kept(inLaneNull().then());
    var first = claimed("a", SHORT);
    takenOver("b");
    var batch = List.of(one.then().append().underLane(first.fence()), Rows.of(999).then().append());
    log().appendTogether(batch);
    holds(one);
    assertThat(head(Rows.of(999).id())).isEqualTo(new dev.cairn.store.HeadRead.Missing());
  }

  private Rows inLaneNull() {
    return java.util.stream.LongStream.iterate(1, n -> n + 1)
        .mapToObj(Rows::of)
        .filter(it -> laneOf(it.id()) == 0)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nodes_that_beat_are_known_and_those_that_leave_are_not() {
    assertThat(leases().beat("b", LONG)).containsExactly("b");
    assertThat(leases().beat("a", LONG)).containsExactly("a", "b");
    assertThat(leases().beat("a", LONG)).containsExactly("a", "b");
    leases().leave("a");
    assertThat(leases().beat("b", LONG)).containsExactly("b");
  }

  @Test
  void who_beats_lives_however_short_the_time() {
    for (int i = 0; i < 100; i++) {
      assertThat(leases().beat("slow", Duration.ZERO)).contains("slow");
    }
  }

  @Test
  void what_is_due_is_found_in_its_order() {
    var soon = Instant.parse("2030-01-01T00:05:00Z");
    var later = Instant.parse("2030-01-01T00:06:00Z");
    var rows =
        List.of(
            kept(Rows.of(1).then(waiting("t", later))),
            kept(Rows.of(2).then(waiting("t", soon))),
            kept(Rows.of(3).then(running())),
            kept(Rows.of(4).then()));
    assertThat(due(FAR))
        .containsExactly(
            new Due(Wake.NOW, rows.get(2).id()),
            new Due(Times.toMicros(soon), rows.get(1).id()),
            new Due(Times.toMicros(later), rows.get(0).id()));
    assertThat(due(soon)).hasSize(2);
    assertThat(due(soon.minusNanos(1_000))).hasSize(1);
    appended(rows.get(2).then(waiting("t", later)).append());
    assertThat(due(soon)).hasSize(1);
  }

  @Test
  void an_ended_or_paused_instance_is_not_due() {
    var one = kept(Rows.of(1).then(running()));
    var paused = one.then(it -> it.with(State.STATUS, Json.of(Status.PAUSED.toString())));
    appended(paused.append());
    assertThat(due(FAR)).isEmpty();
  }

  @Test
  void what_is_due_is_paged() {
    for (int i = 1; i <= 25; i++) {
      kept(Rows.of(i).then(running()));
    }
    var found = new ArrayList<Due>();
    for (var lane : leases().lanes()) {
      Optional<Due> last = Optional.empty();
      List<Due> page;
      do {
        page = leases().due(lane.lane(), FAR, last, 3);
        assertThat(page).hasSizeLessThanOrEqualTo(3);
        found.addAll(page);
        last = page.isEmpty() ? last : Optional.of(page.getLast());
      } while (!page.isEmpty());
    }
    assertThat(found).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void a_task_that_waits_is_offered_in_its_queue_until_a_worker_has_it() {
    var one = kept(Rows.of(1).then(offered(JsonObject.empty())));
    assertThat(leases().offering("billing", Optional.empty(), 10)).containsExactly(one.id());
    assertThat(leases().offering("billing", Optional.of(one.id()), 10)).isEmpty();
    assertThat(leases().offering("Billing", Optional.empty(), 10)).isEmpty();
    appended(one.then(offered(JsonObject.of("worker", "w"))).append());
    assertThat(leases().offering("billing", Optional.empty(), 10)).isEmpty();
  }

  private List<Due> due(Instant until) {
    var all = new ArrayList<Due>();
    leases()
        .lanes()
        .forEach(lane -> all.addAll(leases().due(lane.lane(), until, Optional.empty(), 100)));
    all.sort(java.util.Comparator.comparingLong(Due::at));
    return all;
  }

  private static State running() {
    return standing(JsonObject.of("step", "pay"));
  }

  private static State waiting(String timer, Instant due) {
    return standing(JsonObject.of("step", "nap", "wait", "timer"))
        .with(
            State.TIMERS,
            JsonObject.of(timer, JsonObject.of("dueAt", Times.format(due), "payload", "")));
  }

  private static State offered(JsonObject more) {
    var value = JsonObject.of("step", "pay", "wait", "task", "queue", "billing");
    for (var entry : more.entries()) {
      value = value.with(entry.getKey(), entry.getValue());
    }
    return standing(value);
  }

  private static State standing(JsonObject value) {
    var token = JsonObject.of("scope", "root", "ip", 1, "value", value, "status", "active");
    return Rows.in(State.initial(), Status.RUNNING, Rows.BEGIN)
        .with(State.TOKENS, JsonObject.of("main", token));
  }
}
