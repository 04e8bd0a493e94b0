package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Feed;
import dev.cairn.Feed.Subscription;
import dev.cairn.FeedItem;
import dev.cairn.FeedItem.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Short ways to read a feed. */
abstract class FeedTopic extends CairnTopic {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  Feed feed() {
    return cairn.feed();
  }

  static FeedItem next(Subscription from) {
    return from.next(PATIENCE).orElseThrow(() -> new AssertionError("nothing came"));
  }

  static Change change(Subscription from) {
    var item = next(from);
    assertThat(item).isInstanceOf(Change.class);
    return (Change) item;
  }

  static List<Change> changes(Subscription from, int count) {
    var changes = new ArrayList<Change>();
    while (changes.size() < count) {
      changes.add(change(from));
    }
    return changes;
  }

  static void hasNoMore(Subscription from) {
    assertThat(from.next(Duration.ofMillis(50))).isEmpty();
  }

  static String place(Change change) {
    return change.instance() + "@" + change.version();
  }
}
