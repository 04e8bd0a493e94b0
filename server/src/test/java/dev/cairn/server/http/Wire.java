package dev.cairn.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;

/** A connection on which anything can be said, HTTP or not. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MS = 20_000;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  static Wire to(URI address) throws IOException {
    var socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(PATIENCE_MS);
    return new Wire(socket);
  }

  Wire say(String text) throws IOException {
    return say(text.getBytes(ISO_8859_1));
  }

  Wire say(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Says what follows the last header, too. */
  Wire request(String line, String... headers) throws IOException {
    return say(line + "\r\nHost: localhost\r\n" + lines(headers) + "\r\n");
  }

  private static String lines(String[] headers) {
    var text = new StringBuilder();
    for (var header : headers) {
      text.append(header).append("\r\n");
    }
    return text.toString();
  }

  /** An answer, or what is left of one. */
  record Heard(int status, String head, String body) {
    JsonObject json() {
      return Json.parse(body).asObject();
    }

    String code() {
      return json().require("code").asString();
    }
  }

  /** Reads one answer that says how long it is. */
  Heard hear() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) next);
    }
    var text = head.toString();
    int status = Integer.parseInt(text.substring(9, 12));
    int length = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
    var body =
        length < 0
            ? ""
            : new String(
                in.readNBytes(
                    Integer.parseInt(
                        text.substring(length + 15, text.indexOf('\r', length)).strip())),
                java.nio.charset.StandardCharsets.UTF_8);
    return new Heard(status, text, body);
  }

  /** Reads a line; empty when there will be no more. */
  String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  /** Whether the other side has ended the connection, or ends it before patience does. */
  boolean isEnded() {
    try {
      while (in.read() >= 0) {
        // What comes before the end does not matter.
      }
      return true;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
