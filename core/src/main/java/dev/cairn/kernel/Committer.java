package dev.cairn.kernel;

import dev.cairn.CommitResult;
import dev.cairn.InstanceId;
import dev.cairn.store.Lanes;
import dev.cairn.store.Store;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Takes requests to the line of their lane, and brings back the answers. */
final class Committer {
  private final List<Line<Waiter>> lines;
  private final Ahead ahead;
  private final Watch watch;

  Committer(Store store, GroupWriter writer, Watch watch) {
    this.ahead = writer.ahead();
    this.watch = watch;
    var traits = store.traits();
    var writers = new Semaphore(traits.writers());
    this.lines =
        Stream.iterate(0, lane -> lane + 1)
            .limit(traits.lanes())
            .map(lane -> new Line<Waiter>(writers, works -> serve(writer, lane, works)))
            .toList();
  }

  CommitResult commit(Request request) {
    var work = new Waiter(request);
    ahead.decide(
        work,
        () -> {
          work.arrive();
          lines.get(lane(request.id())).pass(work);
        });
    watch.served(work);
    return work.result();
  }

  private static void serve(GroupWriter writer, int lane, List<Waiter> works) {
    works.forEach(Waiter::begin);
    writer.write(lane, works);
  }

  private int lane(InstanceId id) {
    return Lanes.of(id, lines.size());
  }
}
