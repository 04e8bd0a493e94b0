package dev.cairn.server.http;

import dev.cairn.json.Json;
import dev.cairn.json.JsonLimits;
import dev.cairn.json.JsonObject;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A request that found its route. Readers throw a {@link Refusal} that says what is wrong. Used by
 * the thread of the request alone.
 */
public final class Request {
  public static final String JSON = "application/json";
  public static final String MERGE_PATCH = "application/merge-patch+json";
  public static final String JSON_PATCH = "application/json-patch+json";

  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  private static final HeaderName PREFER = HeaderNames.create("Prefer");

  /** At most 18 digits, which fit a long. */
  private static final Pattern STRONG_TAG = Pattern.compile("\"(\\d{1,18})\"");

  private final String id;
  private final Route route;
  private final Map<String, String> variables;
  private final Parameters parameters;
  private final ServerRequest source;
  private final BodyReader bodies;
  private final JsonLimits limits;

  Request(
      String id,
      Router.Match.Found match,
      Parameters parameters,
      ServerRequest source,
      BodyReader bodies,
      JsonLimits limits) {
    this.id = id;
    this.route = match.route();
    this.variables = match.variables();
    this.parameters = parameters;
    this.source = source;
    this.bodies = bodies;
    this.limits = limits;
  }

  /** Names this request in answers and logs. */
  public String id() {
    return id;
  }

  public Route route() {
    return route;
  }

  public Parameters parameters() {
    return parameters;
  }

  /** The value of a variable of the route's path, decoded. */
  public String variable(String name) {
    var raw = variables.get(name);
    if (raw == null) {
      throw new IllegalArgumentException(route + " has no " + name);
    }
    return Percent.path(raw);
  }

  /** The variables of the path as they were sent, such as {@code id=7}; for logs. */
  public String variables() {
    return variables.entrySet().stream()
        .map(it -> it.getKey() + "=" + it.getValue())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return header(HeaderNames.create(name));
  }

  private Optional<String> header(HeaderName name) {
    return source.headers().first(name);
  }

  /** The last of the values that a header lists, however many lines it has. */
  public Optional<String> lastOf(String name) {
    var lines = source.headers().all(HeaderNames.create(name), List::of);
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(lines.getLast())
            .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
            .filter(value -> !value.isEmpty());
  }

  /** The address that the connection comes from, without the port. */
  public String peer() {
    return source.remotePeer().host();
  }

  public Optional<String> idempotencyKey() {
    return header(IDEMPOTENCY_KEY);
  }

  /** Whether the caller would like the whole instance in the answer (RFC 7240). */
  public boolean prefersRepresentation() {
    return header(PREFER).filter(it -> it.contains("return=representation")).isPresent();
  }

  /** The version that the caller read: If-Match holds its entity tag. */
  public OptionalLong ifMatch() {
    var tag = header(HeaderNames.IF_MATCH);
    return tag.isPresent() ? OptionalLong.of(version(tag.get())) : OptionalLong.empty();
  }

  /** A precondition that nobody looks at must not seem to hold. */
  void refuseUnheededPrecondition() {
    boolean heeded =
        route.method() == Method.GET || route.precondition() == Route.Precondition.HEEDED;
    if (!heeded && header(HeaderNames.IF_MATCH).isPresent()) {
      throw Refusal.invalid(
          "precondition_not_supported",
          "this route does not heed If-Match",
          "leave it out, or make the change as a commit from the version that you read");
    }
  }

  private static long version(String tag) {
    var found = STRONG_TAG.matcher(tag);
    if (found.matches()) {
      return Long.parseLong(found.group(1));
    }
    throw Refusal.invalid(
        "invalid_precondition",
        "If-Match must be the entity tag of one version",
        "send back the ETag of the instance that you read, such as \"7\" with its quotes");
  }

  /** Whether the caller has what an entity tag names (weak comparison, as RFC 9110 says). */
  boolean has(String etag) {
    return header(HeaderNames.IF_NONE_MATCH)
        .filter(it -> Arrays.stream(it.split(",")).map(Request::opaque).anyMatch(etag::equals))
        .isPresent();
  }

  private static String opaque(String tag) {
    var bare = tag.strip();
    return bare.startsWith("W/") ? bare.substring(2) : bare;
  }

  /** The body as one JSON document. */
  public Json json() {
    expect(List.of(JSON));
    return parsed();
  }

  /** The members of the body, which must be an object. */
  public Fields fields() {
    return Fields.of(json());
  }

  /** Whether something was sent beside the head. */
  public boolean hasBody() {
    return source.content().hasEntity();
  }

  /** The members of a body that may be left out. */
  public Fields optionalFields() {
    return hasBody() ? fields() : Fields.of(JsonObject.empty());
  }

  /** The body as JSON; it must be of one of these media types. */
  public Json json(String... types) {
    expect(List.of(types));
    return parsed();
  }

  /** The body as it is; it must be of this media type. */
  public byte[] bytes(String type) {
    expect(List.of(type));
    return bodies.read(source);
  }

  private Json parsed() {
    return Json.parse(bodies.read(source), limits);
  }

  /** The media type of the body, in lower case and without parameters. */
  public String contentType() {
    var type = header(HeaderNames.CONTENT_TYPE).orElse("");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  private void expect(List<String> types) {
    if (!types.contains(contentType()) || !isUtf8()) {
      throw new Refusal(
          Problem.of(
              415,
              "unsupported_media_type",
              "this route does not read bodies of this type",
              "send UTF-8 with Content-Type: " + String.join(" or ", types)));
    }
  }

  private boolean isUtf8() {
    var type = header(HeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
    int charset = type.indexOf("charset=");
    return charset < 0 || type.substring(charset + 8).replace("\"", "").strip().equals("utf-8");
  }
}
