package dev.cairn.kernel;

import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Wake;
import dev.cairn.store.Hints;
import dev.cairn.store.Lanes;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the processes of a store tell one another of their commits: the driver of a lane what to
 * look at there, waiting workers that their queue has a task, the feed that there is more of it.
 * Only hints; who misses one finds out by looking.
 */
final class Word {
  private static final String FEED = "feed";
  private static final String LANE = "lane/";
  private static final String QUEUE = "queue/";

  private final Hints hints;
  private final int lanes;

  Word(Hints hints, int lanes) {
    this.hints = hints;
    this.lanes = lanes;
  }

  /** Tells those who want to know; on the committing thread. */
  void committed(Instance instance) {
    if (!hints.isAnybodyThere()) {
      return;
    }
    tell(FEED, "");
    var id = instance.id();
    tell(LANE + Lanes.of(id, lanes), id.toString());
    Wake.queues(instance.state()).forEach(queue -> tell(QUEUE + queue, ""));
  }

  /** Something was written of which no more is known. */
  void written() {
    tell(FEED, "");
  }

  private void tell(String topic, String detail) {
    if (hints.isWanted(topic)) {
      hints.tell(topic, detail);
    }
  }

  void wantFeed() {
    hints.want(FEED);
  }

  void wantLanes(List<Integer> held) {
    held.forEach(lane -> hints.want(LANE + lane));
  }

  void wantQueue(String queue) {
    hints.want(QUEUE + queue);
  }

  /** Runs whenever the feed may have grown. */
  Runnable onFeed(Runnable look) {
    return on(FEED, details -> look.run());
  }

  /** Runs whenever a queue may have a task. */
  Runnable onQueue(String queue, Runnable look) {
    return on(QUEUE + queue, details -> look.run());
  }

  private Runnable on(String topic, Consumer<List<String>> look) {
    return hints.listen(hint -> {
      switch (hint) {
        case Hints.Hint.Missed missed -> look.accept(List.of());
        case Hints.Hint.Told told when told.topic().equals(topic) -> look.accept(told.details());
        case Hints.Hint.Told other -> {}
      }
    });
  }

  /** Hears which instances of driven lanes were changed by others; none: any may have been. */
  Runnable onLanes(Consumer<List<InstanceId>> look) {
    return hints.listen(hint -> {
      switch (hint) {
        case Hints.Hint.Missed missed -> look.accept(List.of());
        case Hints.Hint.Told told when told.topic().startsWith(LANE) ->
            look.accept(told.details().stream().map(InstanceId::of).toList());
        case Hints.Hint.Told other -> {}
      }
    });
  }
}
