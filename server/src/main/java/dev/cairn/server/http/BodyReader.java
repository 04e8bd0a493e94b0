package dev.cairn.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/** Reads a body as a whole, within a limit on its size, also inflated, and on the time it takes. */
final class BodyReader {
  private static final int CHUNK = 16 << 10;

  private final long bytesMax;
  private final Duration patience;
  private final Watchdog watchdog;

  BodyReader(HttpSettings settings, Watchdog watchdog) {
    this.bytesMax = settings.bodyBytesMax();
    this.patience = settings.bodyPatience();
    this.watchdog = watchdog;
  }

  byte[] read(ServerRequest request) {
    var content = request.content();
    if (!content.hasEntity()) {
      return new byte[0];
    }
    if (request.headers().contentLength().orElse(0) > bytesMax) {
      throw tooLarge();
    }
    try (var watch = watchdog.watching()) {
      return read(decoded(request, content.inputStream()));
    } catch (IOException | UncheckedIOException broken) {
      throw malformed();
    } catch (IllegalStateException | IllegalArgumentException badChunk) {
      throw malformed();
    }
  }

  private static InputStream decoded(ServerRequest request, InputStream in) throws IOException {
    var encoding = request.headers().first(HeaderNames.CONTENT_ENCODING).orElse("identity");
    return switch (encoding) {
      case "identity" -> in;
      case "gzip" -> new GZIPInputStream(in, CHUNK);
      default ->
          throw new Refusal(
              Problem.of(
                  415,
                  "unsupported_encoding",
                  "this content encoding is not read here",
                  "send the body as it is, or with Content-Encoding: gzip"));
    };
  }

  /** Bounded while it is inflated: what a small body grows to is never held. */
  private byte[] read(InputStream in) throws IOException {
    long start = System.nanoTime();
    var bytes = new ByteArrayOutputStream(CHUNK);
    var chunk = new byte[CHUNK];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      bytes.write(chunk, 0, count);
      if (bytes.size() > bytesMax) {
        throw tooLarge();
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw tooSlow();
      }
    }
    return bytes.toByteArray();
  }

  private Refusal tooLarge() {
    return closing(
        Problem.of(
            413,
            "body_too_large",
            "the body has more than " + bytesMax + " bytes",
            "send less at once"));
  }

  private Refusal tooSlow() {
    return closing(
        Problem.of(
            408,
            "body_too_slow",
            "the body did not arrive within " + patience.toSeconds() + " seconds",
            "send it again over a faster connection"));
  }

  private static Refusal malformed() {
    return closing(
        Problem.of(
            400,
            "malformed_body",
            "the body ends too early, or is not what its headers say",
            "check Content-Length, Transfer-Encoding and Content-Encoding"));
  }

  /** The rest of the body would stand where the next request begins. */
  private static Refusal closing(Problem problem) {
    return new Refusal(problem.header("Connection", "close"));
  }
}
