package dev.cairn.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.Feed.Position;
import dev.cairn.FeedItem.Change;
import dev.cairn.InstanceId;
import dev.cairn.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Follows all commits as a browser does: when its connection is lost it names the id that it saw
 * last, and here it does so at the other node.
 */
final class Follower implements AutoCloseable {
  private final Pair pair;
  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch began = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);
  private final Map<InstanceId, List<Long>> seen = new HashMap<>();
  private volatile boolean closed;
  private String last = "";
  private int moves;

  private Follower(Pair pair) {
    this.pair = pair;
  }

  /** What is committed after this returns is seen. */
  static Follower of(Pair pair) throws InterruptedException {
    var follower = new Follower(pair);
    follower.thread.start();
    follower.began.await();
    return follower;
  }

  private void run() {
    for (int node = 0; !closed; node = Pair.other(node)) {
      try {
        read(node);
      } catch (IOException lost) {
        moved();
      } catch (InterruptedException closing) {
        return;
      }
    }
  }

  private void read(int node) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(pair.address(node).resolve("/api/v1/stream"))
            .header("Authorization", "Bearer " + pair.key());
    if (!last.isEmpty()) {
      request.header("Last-Event-ID", last);
    }
    var response = http.send(request.build(), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("the stream was answered with " + response.statusCode());
    }
    try (var lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      // A block that lacks its end is not an event: its id was not seen.
      var id = last;
      var data = "";
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty()) {
          take(id, data);
          data = "";
        }
      }
    }
  }

  private synchronized void take(String id, String data) {
    last = id;
    if (!id.isEmpty()) {
      began.countDown();
    }
    if (!data.isEmpty()) {
      var change = Change.parse(Json.parse(data), new Position(id));
      seen.computeIfAbsent(change.instance(), key -> new ArrayList<>()).add(change.version());
      notifyAll();
    }
  }

  private synchronized void moved() {
    moves++;
  }

  /** How often it lost its connection. */
  synchronized int moves() {
    return moves;
  }

  /** The versions of an instance, in the order seen, once it got that far; or when time is up. */
  synchronized List<Long> until(InstanceId id, long version, long milliseconds)
      throws InterruptedException {
    long end = System.nanoTime() + milliseconds * 1_000_000;
    while (!hasCome(id, version) && System.nanoTime() < end) {
      wait(100);
    }
    return List.copyOf(of(id));
  }

  private boolean hasCome(InstanceId id, long version) {
    return !of(id).isEmpty() && of(id).getLast() >= version;
  }

  private List<Long> of(InstanceId id) {
    return seen.getOrDefault(id, List.of());
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    http.shutdownNow();
    thread.interrupt();
    thread.join();
  }
}
