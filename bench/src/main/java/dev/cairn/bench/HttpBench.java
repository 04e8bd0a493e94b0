package dev.cairn.bench;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import dev.cairn.Options;
import dev.cairn.server.Server;
import dev.cairn.server.ServerConfig;
import dev.cairn.server.access.FirstStart;
import dev.cairn.server.log.Journal;
import dev.cairn.server.log.LogFormat;
import dev.cairn.server.metrics.Meters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads and commits over HTTP, with keys and metrics as in earnest, beside the kernel's own calls.
 * The load comes from a second process, so that its work is not the server's.
 */
final class HttpBench {
  private static final int CALLERS = 64;
  private static final int ROWS = 6_400;

  private final Path folder;
  private final Stage stage;

  HttpBench(Path folder, Stage stage) {
    this.folder = folder;
    this.stage = stage;
  }

  void run() throws Exception {
    var meters = new Meters();
    var options = Options.defaults().actor("server").observer(meters.kernel());
    try (var cairn = Cairn.open("sqlite:" + folder.resolve("cairn.db"), options)) {
      var direct = Ours.fill(cairn, ROWS, Payload.SMALL, ROWS);
      var served = Ours.fill(cairn, ROWS, Payload.SMALL, ROWS);
      FirstStart.run(folder, cairn.identities());
      var config =
          ServerConfig.of(folder, List.of(new ServerConfig.Source("bench", Map.of("port", "0"))));
      var journal = new Journal(LogFormat.TEXT, options.clock(), line -> {});
      try (var server =
              Server.start(cairn, config, journal, meters, options.clock(), options.random());
          var load = new HttpLoad(server.address(), folder.resolve("admin.key"), ids(served))) {
        play(cairn, direct, load);
      }
    }
  }

  /** A file with an id a line, for the other process. */
  private Path ids(List<InstanceId> ids) throws IOException {
    var lines = new ArrayList<String>();
    ids.forEach(id -> lines.add(id.toString()));
    return Files.write(folder.resolve("ids"), lines);
  }

  private void play(Cairn cairn, List<InstanceId> ids, HttpLoad load) throws Exception {
    for (var what : HttpLoad.What.values()) {
      var scene = "sqlite " + what + " 1k x" + CALLERS;
      stage.scene(scene, "kernel", "");
      stage.add(
          scene,
          "kernel",
          CALLERS,
          n ->
              what == HttpLoad.What.READ
                  ? Ours.read(cairn, ids, n)
                  : Ours.commit(cairn, ids, n, CALLERS));
      stage.add(scene, "http", (warm, seconds, meter) -> load.run(what, CALLERS, warm, seconds));
    }
    stage.play(() -> 0);
  }
}
