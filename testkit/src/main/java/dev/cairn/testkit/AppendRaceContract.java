package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.store.HeadRead;
import dev.cairn.store.Log.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many threads that append at once. */
abstract class AppendRaceContract extends StoreTopic {
  private static final int THREADS = 8;

  @Test
  void of_many_futures_of_one_version_one_is_taken() throws Exception {
    var one = kept(Rows.of(1).then());
    for (int round = 1; round <= 10; round++) {
      var base = one;
      var futures =
          LongStream.range(0, THREADS)
              .mapToObj(by -> base.then(state -> context(state, "by", by)))
              .toList();
      var outcomes = atOnce(futures.stream().map(it -> task(it)).toList());
      assertThat(outcomes).containsOnlyOnce(Outcome.APPENDED);
      one = futures.get(outcomes.indexOf(Outcome.APPENDED));
      holds(one);
    }
  }

  private Callable<Outcome> task(Rows rows) {
    return () -> append(rows.append());
  }

  @Test
  void groups_of_one_lane_meet_and_all_are_kept() throws Exception {
    int lane = laneOf(Rows.of(1).id());
    var ids = LongStream.iterate(1, id -> id + 1).filter(id -> laneOf(Rows.of(id).id()) == lane);
    var rows = ids.limit(THREADS * 5L).mapToObj(Rows::of).map(Rows::then).toList();
    var tasks = new ArrayList<Callable<List<Outcome>>>();
    for (int i = 0; i < THREADS; i++) {
      var group = rows.subList(5 * i, 5 * i + 5).stream().map(Rows::append).toList();
      tasks.add(() -> log().append(lane, group));
    }
    assertThat(atOnce(tasks).stream().flatMap(List::stream)).containsOnly(Outcome.APPENDED);
    rows.forEach(this::holds);
    assertThat(documents().pending(lane, 0, 1_000)).hasSize(rows.size());
  }

  @Test
  void groups_that_overlap_in_any_order_end() throws Exception {
    var rows = LongStream.range(1, 9).mapToObj(Rows::of).map(Rows::then).toList();
    rows.forEach(this::kept);
    var tasks = new ArrayList<Callable<List<Outcome>>>();
    for (int i = 0; i < THREADS; i++) {
      var order = new ArrayList<>(rows);
      java.util.Collections.shuffle(order, new java.util.Random(i));
      tasks.add(() -> log().appendTogether(order.stream().map(it -> it.then().append()).toList()));
    }
    var answers = atOnce(tasks);
    assertThat(answers.stream().filter(it -> !it.contains(Outcome.REFUSED))).hasSize(1);
    rows.forEach(it -> holds(it.then()));
  }

  @Test
  void a_reader_sees_whole_appends_only() throws Exception {
    var one = kept(Rows.of(1).then());
    Callable<Outcome> writer =
        () -> {
          var rows = one;
          for (int i = 0; i < 50; i++) {
            rows = rows.then().then();
            appended(rows.since(rows.version() - 2));
          }
          return Outcome.APPENDED;
        };
    Callable<Outcome> reader =
        () -> {
          for (int i = 0; i < 50; i++) {
            var head = (HeadRead.Found) head(one.id());
            assertThat(head.version() % 2).isEqualTo(1);
            assertThat(head.tail().getLast().version()).isEqualTo(head.version());
            assertThat(head.tail().getLast().hash()).isEqualTo(head.receiptHash());
          }
          return Outcome.APPENDED;
        };
    assertThat(atOnce(List.of(writer, reader, reader))).hasSize(3);
  }

  private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    try (var threads = Executors.newFixedThreadPool(tasks.size())) {
      var answers = new ArrayList<T>();
      for (var future : threads.invokeAll(tasks)) {
        answers.add(future.get());
      }
      return answers;
    }
  }
}
