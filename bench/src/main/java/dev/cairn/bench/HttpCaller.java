package dev.cairn.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;

/**
 * One keep-alive connection that asks and waits for the answer, with as little work of its own as
 * can be: it finds the status, the length and the end of an answer, and reads no more.
 */
public final class HttpCaller implements Load.Caller {
  private static final byte[] LENGTH = "content-length: ".getBytes(ISO_8859_1);

  private final Socket socket;
  private final InputStream in;
  private final Asks asks;
  private final byte[] buffer = new byte[64 << 10];

  /** Makes the requests of one connection, as they are sent. */
  public interface Asks {
    byte[] request(long turn);
  }

  /** Connects. */
  public HttpCaller(URI server, Asks asks) throws IOException {
    this.socket = new Socket(server.getHost(), server.getPort());
    this.socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
    this.asks = asks;
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
