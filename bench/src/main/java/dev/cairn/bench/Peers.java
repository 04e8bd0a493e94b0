package dev.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Other engines with the same workflows, each in a process of its own: see bench/peers. */
final class Peers implements AutoCloseable {
  private static final Path HOME = Path.of("bench/peers");

  private final Map<String, LoadProcess> processes = new LinkedHashMap<>();

  private Peers() {}

  static Peers none() {
    return new Peers();
  }

  /** Those that {@code ./dev bench engine --peers} has built. */
  static Peers start(Databases databases) throws Exception {
    var peers = new Peers();
    try {
      peers.start("dbos", "DbosPeer", databases.postgres("dbos"));
      peers.start(
          "restate",
          "RestatePeer",
          restateServer().toString(),
          databases.file("restate").toString());
      return peers;
    } catch (IOException failure) {
      peers.close();
      throw failure;
    }
  }

  private void start(String name, String main, String... arguments) throws IOException {
    var classPath = HOME.resolve("target/classes") + ":" + classPath();
    var type = "dev.cairn.bench.peers." + main;
    processes.put(
        name, new LoadProcess(SecondJvm.start(classPath, type, List.of(), List.of(arguments))));
  }

  private static String classPath() throws IOException {
    return Files.readString(HOME.resolve("target/classpath")).strip();
  }

  /** npm has brought the one for this machine only. */
  private static Path restateServer() throws IOException {
    try (var files = Files.walk(HOME.resolve("node_modules/@restatedev"), 3)) {
      return files
          .filter(file -> file.endsWith("bin/restate-server"))
          .findFirst()
          .orElseThrow(() -> new IOException("npm brought no restate-server for this machine"));
    }
  }

  /** Adds them to a scene. */
  void add(Stage stage, String scene, int steps, int clients) {
    processes.forEach((name, process) ->
        stage.add(
            scene,
            name,
            (warm, seconds, meter) ->
                process.run(Integer.toString(steps), clients, warm, seconds)));
  }

  @Override
  public void close() throws InterruptedException {
    for (var process : processes.values()) {
      process.close();
    }
  }
}
