package dev.cairn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.client.ClientSettings;
import dev.cairn.client.RemoteCairn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of {@code cairn serve} over a database, and a client that speaks to it. */
final class Node implements AutoCloseable {
  private static final String LISTENING = "listening on ";

  private final Child process;
  private final URI address;
  private final Cairn client;

  private Node(Child process, URI address, Cairn client) {
    this.process = process;
    this.address = address;
    this.client = client;
  }

  /**
   * Starts one, and waits until it listens.
   *
   * @param key where the key is written by the node that is the first of a store
   */
  static Node start(Path folder, String database, Path key) throws IOException {
    var process =
        Child.start(
            Serving.class,
            "serve",
            "--port",
            "0",
            "--data",
            folder.toString(),
            "--database",
            database);
    var said = process.lines(1);
    assertThat(said).singleElement().asString().startsWith(LISTENING);
    var address = URI.create(said.getFirst().substring(LISTENING.length()));
    // Once: what is to be tried again is tried elsewhere, and by the test.
    var settings = ClientSettings.defaults().credential(Files.readString(key).strip()).attempts(1);
    var client = RemoteCairn.connect(address.toString(), settings, Options.defaults());
    return new Node(process, address, client);
  }

  URI address() {
    return address;
  }

  Cairn client() {
    return client;
  }

  void kill() throws InterruptedException {
    process.kill();
    assertThat(process.exitCode()).isEqualTo(Child.KILLED);
  }

  @Override
  public void close() throws IOException {
    client.close();
    process.close();
  }
}
