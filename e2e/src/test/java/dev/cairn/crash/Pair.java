package dev.cairn.crash;

import dev.cairn.Cairn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Two nodes over one database, of which one at a time may be dead. Safe for many threads. */
final class Pair implements AutoCloseable {
  private final AtomicReferenceArray<Node> nodes = new AtomicReferenceArray<>(2);
  private final Path folder;
  private final String database;

  Pair(Path folder, String database) throws IOException {
    this.folder = folder;
    this.database = database;
    restart(0);
    restart(1);
  }

  static int other(int node) {
    return 1 - node;
  }

  Cairn client(int node) {
    return nodes.get(node).client();
  }

  URI address(int node) {
    return nodes.get(node).address();
  }

  String key() throws IOException {
    return Files.readString(keyFile()).strip();
  }

  /** The node that came first has made it. */
  private Path keyFile() {
    return folder.resolve("0").resolve("admin.key");
  }

  void kill(int node) throws InterruptedException {
    nodes.get(node).kill();
  }

  /** Another process in place of one that is dead: it has another port. */
  void restart(int node) throws IOException {
    var dead =
        nodes.getAndSet(
            node, Node.start(folder.resolve(String.valueOf(node)), database, keyFile()));
    if (dead != null) {
      dead.close();
    }
  }

  @Override
  public void close() throws IOException {
    for (int node = 0; node < nodes.length(); node++) {
      if (nodes.get(node) != null) {
        nodes.get(node).close();
      }
    }
  }
}
