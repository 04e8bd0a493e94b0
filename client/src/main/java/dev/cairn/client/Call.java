package dev.cairn.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.InstanceId;
import dev.cairn.json.Json;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A request, as a value.
 *
 * @param repeat whether it may be sent again after its answer was lost
 * @param longer how much longer than others its answer may take
 */
record Call(
    String method,
    String path,
    List<String> query,
    Map<String, String> headers,
    Optional<Body> body,
    Repeat repeat,
    Duration longer) {
  static final String API = "/api/v1";
  private static final String JSON = "application/json";

  /** What is sent; the bytes are not to be changed. */
  record Body(String type, Supplier<byte[]> bytes) {}

  /** What sending a request twice would do. */
  enum Repeat {
    /** Nothing more than sending it once. */
    SAFE,
    /** Perhaps the same again: it is repeated only when it did not arrive. */
    UNSAFE
  }

  static Call get(String path) {
    return new Call(
        "GET", API + path, List.of(), Map.of(), Optional.empty(), Repeat.SAFE, Duration.ZERO);
  }

  static Call delete(String path) {
    return new Call(
        "DELETE", API + path, List.of(), Map.of(), Optional.empty(), Repeat.UNSAFE, Duration.ZERO);
  }

  static Call post(String path, Json body) {
    return post(path, JSON, body.canonicalBytes());
  }

  static Call post(String path, String type, byte[] bytes) {
    return new Call(
        "POST",
        API + path,
        List.of(),
        Map.of(),
        Optional.of(new Body(type, () -> bytes)),
        Repeat.UNSAFE,
        Duration.ZERO);
  }

  /** The path of an instance, and below it. */
  static String of(InstanceId id, String below) {
    return "/workflows/" + id + below;
  }

  /** A text as one segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  Call with(String parameter, Object value) {
    var more = new ArrayList<>(query);
    more.add(parameter + "=" + segment(value.toString()));
    return new Call(method, path, more, headers, body, repeat, longer);
  }

  Call with(String parameter, Optional<?> value) {
    return value.isPresent() ? with(parameter, value.get()) : this;
  }

  Call header(String name, String value) {
    var more = new TreeMap<>(headers);
    more.put(name, value);
    return new Call(method, path, query, more, body, repeat, longer);
  }

  /** Asks for the instance that was made, beside the receipt. */
  Call preferringRepresentation() {
    return header("Prefer", "return=representation");
  }

  /** It may be sent again: it carries a key, or changes nothing. */
  Call safe() {
    return new Call(method, path, query, headers, body, Repeat.SAFE, longer);
  }

  /** Its answer may take so much longer than others. */
  Call waiting(Duration time) {
    return new Call(method, path, query, headers, body, repeat, time);
  }

  /** The path with its parameters. */
  String target() {
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }
}
