package dev.cairn.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.Feed.Position;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** A process of subscribers, of which some never read. */
final class StreamLoad implements AutoCloseable {
  private static final String READY = "ready";

  private final Process process;

  private StreamLoad(Process process) {
    this.process = process;
  }

  /**
   * Starts it, and waits until all have subscribed.
   *
   * @param begin where those who never read begin: far enough back that they are told enough
   */
  static StreamLoad start(URI server, Path key, int readers, int sleepers, Position begin)
      throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StreamLoad.class.getName(),
                server.toString(),
                key.toString(),
                String.valueOf(readers),
                String.valueOf(sleepers),
                begin.text())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!READY.equals(process.inputReader(UTF_8).readLine())) {
      throw new IOException("the process of the subscribers has ended");
    }
    return new StreamLoad(process);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  /** The other process. */
  public static void main(String[] arguments) throws Exception {
    var server = URI.create(arguments[0]);
    var key = Files.readString(Path.of(arguments[1])).strip();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      var socket = subscribe(new Socket(), server, key, "");
      Thread.ofPlatform().start(() -> read(socket));
    }
    var asleep = new ArrayList<Socket>();
    for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
      var socket = new Socket();
      socket.setReceiveBufferSize(4 << 10);
      asleep.add(subscribe(socket, server, key, arguments[4]));
    }
    System.out.println(READY);
    // Until the other side has gone.
    System.in.read();
    for (var socket : asleep) {
      socket.close();
    }
    System.exit(0);
  }

  /** Asks for all commits, and waits for the beginning of the answer. */
  private static Socket subscribe(Socket socket, URI server, String key, String after)
      throws IOException {
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    var request =
        "GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + key
            + "\r\nLast-Event-ID: "
            + after
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    if (socket.getInputStream().read() < 0) {
      throw new IOException("the server ended the connection");
    }
    return socket;
  }

  private static void read(Socket socket) {
    var buffer = new byte[64 << 10];
    try (socket) {
      while (socket.getInputStream().read(buffer) >= 0) {
        // What it says does not matter here; tests look at that.
      }
    } catch (IOException gone) {
      System.err.println("a reader was cut off");
    }
  }
}
