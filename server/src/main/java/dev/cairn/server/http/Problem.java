package dev.cairn.server.http;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer that says what is wrong (RFC 9457).
 *
 * @param code stable, for programs; docs/troubleshooting.md has a section for each
 * @param detail what and where, without stack, SQL or path
 * @param hint the way out; never empty
 * @param more what else is known, such as all reasons or the current state
 */
public record Problem(
    int status,
    String code,
    String detail,
    String hint,
    JsonObject more,
    Map<String, String> headers) {
  static final String TYPE = "application/problem+json";

  public static Problem of(int status, String code, String detail, String hint) {
    return new Problem(status, code, detail, hint, JsonObject.empty(), Map.of());
  }

  public Problem with(JsonObject members) {
    return new Problem(status, code, detail, hint, members, headers);
  }

  public Problem header(String name, String value) {
    var all = new TreeMap<>(headers);
    all.put(name, value);
    return new Problem(status, code, detail, hint, more, all);
  }

  /** The document; {@code requestId} names the request in the log of the server. */
  JsonObject toJson(String requestId) {
    var json = JsonObject.builder();
    more.forEach(json::put);
    return json.put("type", Json.of("/problems/" + code.replace('_', '-')))
        .put("title", Json.of(title()))
        .put("status", Json.of(status))
        .put("code", Json.of(code))
        .put("detail", Json.of(detail))
        .put("hint", Json.of(hint))
        .put("requestId", Json.of(requestId))
        .build();
  }

  private String title() {
    var words = code.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  Answer toAnswer(String requestId) {
    var answer = Answer.json(status, toJson(requestId)).type(TYPE);
    for (var header : headers.entrySet()) {
      answer = answer.header(header.getKey(), header.getValue());
    }
    return answer;
  }
}
