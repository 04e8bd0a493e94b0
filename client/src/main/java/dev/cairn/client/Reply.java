package dev.cairn.client;

import dev.cairn.CairnException;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonLimits;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** What a server answered, read as a whole. */
final class Reply {
  /** A page holds a hundred states, each of which may be large and deep. */
  private static final JsonLimits LIMITS = new JsonLimits(200, 1L << 30);

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  Reply(int status, HttpHeaders headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** Whether the server had applied this request before, and gives its old answer. */
  boolean isReplayed() {
    return header("Idempotent-Replayed").filter(it -> it.equals("true")).isPresent();
  }

  /**
   * The body.
   *
   * @throws CairnException.Unavailable when it is no JSON: some other program answers there
   */
  Json json() {
    try {
      return Json.parse(body, LIMITS);
    } catch (JsonException problem) {
      throw new CairnException.Unavailable(
          "the server answered with status " + status + " and no JSON",
          "see that the URL is that of a Cairn server, and what lies between");
    }
  }
}
