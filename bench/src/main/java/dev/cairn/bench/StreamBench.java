package dev.cairn.bench;

import dev.cairn.Cairn;
import dev.cairn.Feed.Position;
import dev.cairn.InstanceId;
import dev.cairn.Options;
import dev.cairn.server.Server;
import dev.cairn.server.ServerConfig;
import dev.cairn.server.access.FirstStart;
import dev.cairn.server.log.Journal;
import dev.cairn.server.log.LogFormat;
import dev.cairn.server.metrics.Meters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Commits while streams tell subscribers of them, and the same while some of the subscribers never
 * read: those are to cost nobody else anything. The subscribers are in a second process.
 */
final class StreamBench {
  private static final int CALLERS = 8;
  private static final int SUBSCRIBERS = 200;
  private static final int SLEEPERS = 20;

  /** Their commits are more than the system keeps on the way to one that does not read. */
  private static final int ROWS = 6_400;

  private final Path folder;
  private final Stage stage;

  StreamBench(Path folder, Stage stage) {
    this.folder = folder;
    this.stage = stage;
  }

  void run() throws Exception {
    var options = Options.defaults().actor("server");
    try (var cairn = Cairn.open("sqlite:" + folder.resolve("cairn.db"), options)) {
      var begin = cairn.feed().end();
      var ids = Ours.fill(cairn, ROWS, Payload.SMALL, ROWS);
      FirstStart.run(folder, cairn.identities());
      var settings = Map.of("port", "0", "streamsMax", "1000", "streamPatience", "PT1H");
      var config = ServerConfig.of(folder, List.of(new ServerConfig.Source("bench", settings)));
      var journal = new Journal(LogFormat.TEXT, options.clock(), line -> {});
      try (var server =
          Server.start(cairn, config, journal, new Meters(), options.clock(), options.random())) {
        play(cairn, ids, server, begin);
      }
    }
  }

  private void play(Cairn cairn, List<InstanceId> ids, Server server, Position begin)
      throws Exception {
    var scene = "sqlite commit 1k x" + CALLERS + ", " + SUBSCRIBERS + " subscribers";
    // In a closed loop a rate of 1/1.2 is a latency of 1.2.
    stage.scene(scene, "all read", "0.83");
    add(scene, "all read", 0, cairn, ids, server, begin);
    add(scene, SLEEPERS + " never read", SLEEPERS, cairn, ids, server, begin);
    stage.play(() -> 0);
  }

  private void add(
      String scene,
      String subject,
      int sleepers,
      Cairn cairn,
      List<InstanceId> ids,
      Server server,
      Position begin) {
    var key = folder.resolve("admin.key");
    stage.add(
        scene,
        subject,
        (warm, seconds, meter) -> {
          try (var load =
              StreamLoad.start(server.address(), key, SUBSCRIBERS - sleepers, sleepers, begin)) {
            return Load.run(
                CALLERS, warm, seconds, n -> Ours.commit(cairn, ids, n, CALLERS), meter);
          }
        });
  }
}
