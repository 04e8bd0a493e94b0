package dev.cairn.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import dev.cairn.server.http.Route;
import java.util.function.BiConsumer;

/**
 * How a route is asked in a way that succeeds for whoever may ask, and who may.
 *
 * @param promised for each role, by what one has to do with the instance: y is answered, F is
 *     forbidden, n is not found
 * @param path with {@code {id}} for the instance
 * @param body empty for none; each character is a byte
 * @param definition of the instance that is asked about
 * @param prepare brings the instance to where the call succeeds
 */
record Case(
    String route,
    String promised,
    String path,
    String type,
    String body,
    String definition,
    BiConsumer<Cairn, InstanceId> prepare) {
  private static final String JSON = "application/json";

  static Case of(String promised, String route) {
    var path = route.substring(route.indexOf('/'));
    return new Case(route, promised, path, "", "", Served.DEFINITION, (c, id) -> {});
  }

  Case at(String other) {
    return new Case(route, promised, other, type, body, definition, prepare);
  }

  Case saying(String json) {
    return saying(JSON, json);
  }

  Case saying(String media, String text) {
    return new Case(route, promised, path, media, text, definition, prepare);
  }

  Case after(BiConsumer<Cairn, InstanceId> steps) {
    return new Case(route, promised, path, type, body, definition, steps);
  }

  /** Asked about an instance of a definition that runs. */
  Case of(String running) {
    return new Case(route, promised, path, type, body, running, prepare);
  }

  boolean is(Route other) {
    return route.equals(other.toString());
  }

  private String method() {
    return route.substring(0, route.indexOf(' '));
  }

  Reply ask(Call call, InstanceId id) {
    var typed = type.isEmpty() ? call : call.with("Content-Type", type);
    // Instances of the table have two versions, and a patch must say which it was made from.
    var stated = method().equals("PATCH") ? typed.with("If-Match", "\"2\"") : typed;
    var where = path.replace("{id}", id.toString());
    var bytes = body.replace("{id}", id.toString()).getBytes(ISO_8859_1);
    if (where.endsWith("/stream")) {
      // It has no end; the head of the answer says whether it would begin.
      var head = stated.unwatched().send("HEAD", where, bytes);
      return head.status() == 200 ? head : stated.send(method(), where, bytes);
    }
    return (isOneDocument() ? stated : stated.unwatched()).send(method(), where, bytes);
  }

  /** What is sent and answered can be compared with a schema as a whole. */
  private boolean isOneDocument() {
    return (type.isEmpty() || type.endsWith("+json") || type.equals(JSON))
        && !path.endsWith("/export");
  }
}
