package dev.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Definition;
import dev.cairn.Feed.Subscription;
import dev.cairn.FeedItem.Change;
import dev.cairn.Instance;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes away and comes back. */
class ReconnectTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void a_subscriber_goes_on_without_gap_or_repeat() {
    try (var store = Cairn.open("sqlite:" + folder.resolve("cairn.db"))) {
      store.definitions().register(Definition.named("order"));
      var made = store.workflows().create(NewInstance.of("order"));
      var first = Served.over(store);
      int port = first.port();
      try (var client = first.client(Options.defaults());
          var all = client.feed().subscribe(made.id());
          var silent = client.feed().subscribe(made.id())) {
        commit(store, made, 1);
        assertThat(version(all)).isEqualTo(2);
        for (int round = 0; round < 3; round++) {
          first.stop();
          commit(store, made, 2 * round);
          commit(store, made, 2 * round + 1);
          first = Served.at(store, port);
          assertThat(version(all)).isEqualTo(3 + 2 * round);
          assertThat(version(all)).isEqualTo(4 + 2 * round);
        }
        for (int version = 2; version <= 8; version++) {
          assertThat(version(silent)).isEqualTo(version);
        }
      } finally {
        first.stop();
      }
    }
  }

  private static void commit(Cairn store, Instance made, int n) {
    store.workflows().update(made.id(), context -> JsonObject.of("n", Json.of(n))).orThrow();
  }

  private static long version(Subscription subscription) {
    return ((Change) subscription.next(PATIENCE).orElseThrow()).version();
  }
}
