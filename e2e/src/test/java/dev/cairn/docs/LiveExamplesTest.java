package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Feed;
import dev.cairn.FeedItem;
import dev.cairn.Filter;
import dev.cairn.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LiveExamplesTest extends Examples {
  @Test
  void following() {
    var cairn = cairn();
    var id = order("{'n':0}").id();
    var seen = new ArrayList<Feed.Position>();
    // docs:follow
    try (var running = cairn.feed().subscribe(Filter.where("status == 'Running'"))) {
      cairn.workflows().update(id, context -> context.asObject().with("n", Json.of(1)));
      if (running.next(Duration.ofSeconds(5)).orElseThrow() instanceof FeedItem.Change change) {
        seen.add(change.position()); // from here on: cairn.feed().subscribe(filter, position)
      }
    }
    // end
    assertThat(seen).containsExactly(cairn.feed().end());
  }
}
