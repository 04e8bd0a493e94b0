package dev.cairn.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Optional;

/** Answers what is no request: it is refused before a route is looked for. */
final class TransportProblems implements DirectHandler {
  private final RequestIds ids;

  private TransportProblems(RequestIds ids) {
    this.ids = ids;
  }

  static DirectHandlers all(RequestIds ids) {
    var handlers = DirectHandlers.builder();
    for (var event : EventType.values()) {
      handlers.addHandler(event, new TransportProblems(ids));
    }
    return handlers.build();
  }

  /** The web server's own message is left out: it may quote what was sent. */
  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType event,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    var id = ids.of(Optional.empty());
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, Problem.TYPE)
        .header(Sender.REQUEST_ID, id)
        .keepAlive(false)
        .entity(problem(status.code()).toJson(id).canonicalBytes())
        .build();
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 408 -> Problem.of(408, "request_too_slow", "the request did not arrive", "try again");
      case 413 ->
          Problem.of(413, "body_too_large", "the body is larger than is read", "send less at once");
      case 414 ->
          Problem.of(414, "url_too_long", "the URL is longer than is read", "ask for less at once");
      default ->
          status >= 500
              ? Problems.bug()
              : Problem.of(
                  status,
                  "malformed_request",
                  "this is no HTTP request, or its headers are too large",
                  "check what was sent");
    };
  }
}
