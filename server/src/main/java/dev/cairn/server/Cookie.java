package dev.cairn.server;

import dev.cairn.server.http.Request;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A cookie that no script can read.
 *
 * @param base how its name begins
 * @param bounds where browsers send it along
 */
record Cookie(String base, String bounds) {

  /** What a request shows; empty where it shows none. */
  Optional<String> of(Request request) {
    var start = name(request) + "=";
    return request
        .header("Cookie")
        .flatMap(line ->
            Arrays.stream(line.split(";"))
                .map(String::strip)
                .filter(it -> it.startsWith(start))
                .findFirst())
        .map(it -> it.substring(start.length()))
        .filter(it -> !it.isEmpty());
  }

  /** Has it kept for so long. */
  String set(Request request, String value, Duration lasts) {
    long seconds = Math.max(0, lasts.toSeconds());
    return name(request) + "=" + value + "; HttpOnly; Max-Age=" + seconds + bounds;
  }

  /** Has it forgotten. */
  String clear(Request request) {
    return set(request, "", Duration.ZERO);
  }

  /** Browsers keep cookies by name and not by port: two servers of one machine differ by name. */
  private String name(Request request) {
    var host = request.header("Host").orElse("");
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    return base + (hasPort ? "_" + host.substring(colon + 1) : "");
  }
}
