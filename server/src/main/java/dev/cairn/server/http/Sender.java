package dev.cairn.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Sends answers, each with the headers that every answer has. */
final class Sender {
  static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

  /** What is answered is data: no browser may run it, frame it or guess what it is. */
  private static final List<Header> SECURITY =
      List.of(
          HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
          HeaderValues.createCached("Referrer-Policy", "no-referrer"),
          HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"),
          HeaderValues.createCached(
              "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

  /** Copies may be kept, but only shown after asking whether they are current. */
  private static final Header NO_CACHE = HeaderValues.createCached("Cache-Control", "no-cache");

  private static final Header NO_STORE = HeaderValues.createCached("Cache-Control", "no-store");

  private final InFlight inFlight;
  private final Watchdog readers;

  /** An answer whose reader does not take it is ended by the watchdog. */
  Sender(InFlight inFlight, Watchdog readers) {
    this.inFlight = inFlight;
    this.readers = readers;
  }

  void send(ServerResponse response, String requestId, boolean bodiless, Answer answer) {
    response.header(HeaderValues.create(REQUEST_ID, requestId));
    SECURITY.forEach(response::header);
    answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    switch (answer) {
      case Answer.Document it -> document(response, bodiless, it);
      case Answer.Stream it -> stream(response, bodiless, it);
    }
  }

  private static void document(ServerResponse response, boolean bodiless, Answer.Document answer) {
    response.status(Status.create(answer.status()));
    var etag = answer.etag();
    if (!answer.headers().containsKey("Cache-Control")) {
      response.header(etag.isPresent() ? NO_CACHE : NO_STORE);
    }
    etag.ifPresent(it -> response.header(HeaderValues.create(HeaderNames.ETAG, it)));
    var bytes =
        switch (answer.content()) {
          case Answer.Content.None it -> new byte[0];
          case Answer.Content.Tree it -> it.json().canonicalBytes();
          case Answer.Content.Bytes it -> it.bytes().get();
        };
    if (bytes.length == 0) {
      response.send();
      return;
    }
    response.header(
        answer.type().equals("application/json")
            ? JSON
            : HeaderValues.create(HeaderNames.CONTENT_TYPE, answer.type()));
    if (bodiless) {
      response.contentLength(bytes.length);
      response.send();
    } else {
      response.send(bytes);
    }
  }

  private void stream(ServerResponse response, boolean bodiless, Answer.Stream answer) {
    try {
      response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, answer.type()));
      if (bodiless) {
        response.send();
      } else {
        write(response, answer.writer());
      }
    } finally {
      answer.release().run();
    }
  }

  private void write(ServerResponse response, Answer.Writer writer) {
    inFlight.streaming();
    try (var out = new WatchedStream(response.outputStream(), readers)) {
      writer.writeTo(out);
    } catch (IOException | UncheckedIOException gone) {
      // The reader has gone or was cut off. Nothing is left to say, and nobody to say it to.
      throw new CloseConnectionException("the reader has gone", gone);
    } finally {
      inFlight.streamed();
      // Whoever cut this stream off has ended it: the interrupt is not for what comes next.
      Thread.interrupted();
    }
  }
}
