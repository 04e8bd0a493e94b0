package dev.cairn.server.http;

import dev.cairn.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a handler answers, as a value; the layer sends it. */
public sealed interface Answer {

  int status();

  Map<String, String> headers();

  /** An answer that is known as a whole. */
  record Document(
      int status, Map<String, String> headers, Optional<String> etag, String type, Content content)
      implements Answer {

    public Document header(String name, String value) {
      var all = new TreeMap<>(headers);
      all.put(name, value);
      return new Document(status, all, etag, type, content);
    }

    /** Names the version of what is answered: who has it already is told so with 304. */
    public Document etag(long version) {
      return etag(Long.toString(version));
    }

    /** The same for what has no number: letters and digits that name what is answered. */
    public Document etag(String name) {
      return new Document(status, headers, Optional.of("\"" + name + "\""), type, content);
    }

    /** The caller has it already. */
    Document unchanged() {
      return new Document(304, headers, etag, type, new Content.None());
    }

    Document type(String other) {
      return new Document(status, headers, etag, other, content);
    }
  }

  /**
   * An answer that is written as it is made, for as long as that takes.
   *
   * @param release is run in the end, also when nothing was written
   */
  record Stream(Map<String, String> headers, String type, Writer writer, Runnable release)
      implements Answer {
    @Override
    public int status() {
      return 200;
    }

    /** The same, counted among the long answers of whoever asked. */
    Stream in(Caller.Place place) {
      return new Stream(
          headers,
          type,
          writer,
          () -> {
            try (place) {
              release.run();
            }
          });
    }
  }

  /** What a document holds. */
  sealed interface Content {
    record None() implements Content {}

    /** JSON, written only when it is needed. */
    record Tree(Json json) implements Content {}

    /** Anything else, made only when it is needed. */
    record Bytes(Supplier<byte[]> bytes) implements Content {}
  }

  /** Writes the content of a stream, on the thread of its request. */
  @FunctionalInterface
  interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes events until it returns, or the reader has gone. */
  @FunctionalInterface
  interface EventWriter {
    /**
     * Writes what there is to tell, and goes on until there will be no more.
     *
     * @throws IOException when the reader has gone; it passes through from {@link EventStream}
     */
    void writeTo(EventStream events) throws IOException;
  }

  static Document ok(Json json) {
    return json(200, json);
  }

  static Document json(int status, Json json) {
    return document(status, "application/json", new Content.Tree(json));
  }

  static Document bytes(String type, Supplier<byte[]> bytes) {
    return document(200, type, new Content.Bytes(bytes));
  }

  /** 204. */
  static Document none() {
    return document(204, "", new Content.None());
  }

  /**
   * A document that is made while the caller waits, for a while. When the server stops, or the
   * credentials end, the thread that makes it is interrupted: it gives what there is.
   *
   * @param release is run in the end, also when nothing was made
   */
  static Answer slow(Supplier<Json> json, Runnable release) {
    return new Stream(
        Map.of("Cache-Control", "no-store"),
        "application/json",
        out -> {
          var bytes = json.get().canonicalBytes();
          // Whoever cut the wait short is served: the answer itself goes out undisturbed.
          Thread.interrupted();
          out.write(bytes);
        },
        release);
  }

  static Answer stream(String type, Writer writer) {
    return new Stream(Map.of(), type, writer, () -> {});
  }

  /** Server-sent events. The head of the answer is sent before the writer is called. */
  static Answer events(EventWriter writer) {
    return events(writer, () -> {});
  }

  /**
   * Server-sent events.
   *
   * @param release is run in the end, also when nothing was written
   */
  static Answer events(EventWriter writer, Runnable release) {
    return new Stream(
        Map.of("Cache-Control", "no-store", "X-Accel-Buffering", "no"),
        "text/event-stream",
        out -> {
          var events = new EventStream(out);
          events.comment("open");
          writer.writeTo(events);
        },
        release);
  }

  /** 303: the browser goes there with GET. */
  static Document elsewhere(String address) {
    return document(303, "", new Content.None()).header("Location", address);
  }

  private static Document document(int status, String type, Content content) {
    return new Document(status, Map.of(), Optional.empty(), type, content);
  }
}
