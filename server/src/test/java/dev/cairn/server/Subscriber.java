package dev.cairn.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection on which a stream was asked for, read or not. Each event comes as one chunk, so that
 * its lines are lines of the connection.
 */
final class Subscriber implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;
  private static final String LAST_CHUNK = "0";
  private static final String VERSION = "\"version\":";

  private final Socket socket;
  private final BufferedReader lines;
  private final List<Long> versions = new ArrayList<>();
  private String id = "";
  private String lastId = "";

  private Subscriber(Socket socket) throws IOException {
    this.socket = socket;
    this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
  }

  /**
   * Asks for a stream.
   *
   * @param after where to begin; empty for now
   */
  static Subscriber at(URI stream, String key, String after) throws IOException {
    return with(new Socket(), stream, key, after);
  }

  /** One that takes so little at once that the other side soon notices when it does not read. */
  static Subscriber narrow(URI stream, String key) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4 << 10);
    return with(socket, stream, key, "");
  }

  private static Subscriber with(Socket socket, URI stream, String key, String after)
      throws IOException {
    socket.setSoTimeout(PATIENCE_MS);
    socket.connect(new InetSocketAddress(stream.getHost(), stream.getPort()));
    var subscriber = new Subscriber(socket);
    subscriber.ask(stream.getPath(), key, after);
    return subscriber;
  }

  private void ask(String path, String key, String after) throws IOException {
    var request =
        """
        GET %s HTTP/1.1
        Host: 127.0.0.1
        Authorization: Bearer %s
        Last-Event-ID: %s

        """
            .formatted(path, key, after);
    socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
    while (lastId.isEmpty()) {
      if (!readLine()) {
        throw new IOException("the stream did not begin");
      }
    }
  }

  /** Where it was when the last event had come as a whole. */
  String lastId() {
    return lastId;
  }

  /** The versions that have come, up to one, or to the end. */
  List<Long> readUntil(long version) throws IOException {
    while (versions.isEmpty() || versions.getLast() < version) {
      if (!readLine()) {
        return versions;
      }
    }
    return versions;
  }

  /** The versions that have come up to the end of the stream, which must come. */
  List<Long> readToTheEnd() throws IOException {
    return readUntil(Long.MAX_VALUE);
  }

  private boolean readLine() throws IOException {
    try {
      var line = lines.readLine();
      if (line == null || line.equals(LAST_CHUNK)) {
        return false;
      }
      take(line);
      return true;
    } catch (SocketException reset) {
      return false;
    }
  }

  /** An id counts with the event that it stands before, or with the empty line. */
  private void take(String line) {
    if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (line.startsWith("data: ") && line.endsWith("}")) {
      int at = line.lastIndexOf(VERSION) + VERSION.length();
      versions.add(Long.parseLong(line.substring(at, line.length() - 1)));
      lastId = id;
    } else if (line.isEmpty()) {
      lastId = versions.isEmpty() ? id : lastId;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
