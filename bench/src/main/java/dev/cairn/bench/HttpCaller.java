package dev.cairn.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.InstanceId;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Random;

/**
 * One keep-alive connection that asks and waits for the answer, with as little work of its own as
 * can be: it finds the status, the length and the end of an answer, and reads no more.
 */
final class HttpCaller implements Load.Caller {
  private static final byte[] LENGTH = "content-length: ".getBytes(ISO_8859_1);

  private final Socket socket;
  private final InputStream in;
  private final Asks asks;
  private final byte[] buffer = new byte[64 << 10];

  /** Makes the requests of one connection. */
  interface Asks {
    byte[] request(long turn);
  }

  HttpCaller(URI server, Asks asks) throws IOException {
    this.socket = new Socket(server.getHost(), server.getPort());
    this.socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
    this.asks = asks;
  }

  /** Reads of instances by id. */
  static Asks gets(String key, List<InstanceId> ids, int number) {
    var random = new Random(number);
    var requests =
        ids.stream()
            .map(id -> ("GET /api/v1/workflows/" + id + head(key) + "\r\n").getBytes(UTF_8))
            .toList();
    return turn -> requests.get(random.nextInt(requests.size()));
  }

  /** Small changes of instances that no other connection touches. */
  static Asks commits(String key, List<InstanceId> ids, int number, int callers, long[] versions) {
    int count = ids.size() / callers;
    return turn -> {
      int own = number * count + (int) (turn * 31 % count);
      var body =
          "{\"expectedVersion\":"
              + versions[own]++
              + ",\"mutations\":[{\"type\":\"mergeContext\",\"patch\":"
              + Payload.change(turn).canonical()
              + "}]}";
      return ("POST /api/v1/workflows/"
              + ids.get(own)
              + "/commits"
              + head(key)
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body)
          .getBytes(UTF_8);
    };
  }

  private static String head(String key) {
    return " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key + "\r\n";
  }

  @Override
  public void call(long turn) throws IOException {
    socket.getOutputStream().write(asks.request(turn));
    int filled = 0;
    int head = -1;
    while (head < 0) {
      filled += more(filled);
      head = endOfHead(filled);
    }
    if (buffer[9] != '2') {
      throw new IOException(new String(buffer, 0, filled, UTF_8));
    }
    int end = head + length(head);
    while (filled < end) {
      filled += more(filled);
    }
  }

  private int more(int filled) throws IOException {
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read <= 0) {
      throw new EOFException("the server ended the connection");
    }
    return read;
  }

  /** Where the body begins; -1 while that has not come. */
  private int endOfHead(int filled) {
    for (int i = 3; i < filled; i++) {
      if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int length(int head) throws IOException {
    for (int at = 0; at < head - LENGTH.length; at++) {
      int same = 0;
      while (same < LENGTH.length && (buffer[at + same] | 0x20) == LENGTH[same]) {
        same++;
      }
      // A colon, a space and a dash have that bit already: they equal themselves.
      if (same == LENGTH.length) {
        return number(at + same);
      }
    }
    throw new IOException("an answer without Content-Length");
  }

  private int number(int from) {
    int number = 0;
    for (int i = from; buffer[i] >= '0' && buffer[i] <= '9'; i++) {
      number = number * 10 + buffer[i] - '0';
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
