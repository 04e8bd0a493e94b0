package dev.cairn.json;

import dev.cairn.json.JsonException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A path into a document, as RFC 6901 writes it: {@code /items/0/name}.
 *
 * @param tokens keys and array indexes from the root, unescaped; empty for the whole document
 */
public record JsonPointer(List<String> tokens) {
  /** No array has more items than fit this many digits. */
  private static final int INDEX_DIGITS = 9;

  private static final JsonPointer ROOT = new JsonPointer(List.of());

  /** Copies the tokens. */
  public JsonPointer {
    tokens = List.copyOf(tokens);
  }

  /** The whole document. */
  public static JsonPointer root() {
    return ROOT;
  }

  /** The member or item below the root, below that the next, and so on. */
  public static JsonPointer of(String... tokens) {
    return new JsonPointer(List.of(tokens));
  }

  /**
   * Reads the notation of RFC 6901.
   *
   * @throws JsonException with code {@code bad_pointer}
   */
  public static JsonPointer parse(String text) {
    if (text.isEmpty()) {
      return ROOT;
    }
    if (text.charAt(0) != '/') {
      throw bad(text, "must be empty or start with /");
    }
    var tokens = new ArrayList<String>();
    for (int start = 1; start <= text.length(); ) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      tokens.add(unescape(text, text.substring(start, end)));
      start = end + 1;
    }
    return new JsonPointer(tokens);
  }

  private static String unescape(String text, String token) {
    for (int i = token.indexOf('~'); i >= 0; i = token.indexOf('~', i + 1)) {
      char next = i + 1 < token.length() ? token.charAt(i + 1) : 0;
      if (next != '0' && next != '1') {
        throw bad(text, "has a ~ that is neither ~0 (for ~) nor ~1 (for /)");
      }
    }
    return token.replace("~1", "/").replace("~0", "~");
  }

  private static JsonException bad(String text, String reason) {
    return new JsonException(
        Code.BAD_POINTER, "the pointer %s %s".formatted(JsonException.quote(text), reason));
  }

  /** Whether this is the whole document. */
  public boolean isRoot() {
    return tokens.isEmpty();
  }

  /** The member {@code key} of what this leads to. */
  public JsonPointer child(String key) {
    var longer = new ArrayList<String>(tokens.size() + 1);
    longer.addAll(tokens);
    longer.add(key);
    return new JsonPointer(longer);
  }

  /** The item {@code index} of what this leads to. */
  public JsonPointer child(int index) {
    return child(Integer.toString(index));
  }

  /** What the target is in; empty for the root. */
  public Optional<JsonPointer> parent() {
    return isRoot()
        ? Optional.empty()
        : Optional.of(new JsonPointer(tokens.subList(0, tokens.size() - 1)));
  }

  /** The last key or index; empty for the root. */
  public Optional<String> last() {
    return isRoot() ? Optional.empty() : Optional.of(tokens.getLast());
  }

  /** Whether {@code other} is the same place or one inside it. */
  public boolean isPrefixOf(JsonPointer other) {
    int length = tokens.size();
    return length <= other.tokens.size() && tokens.equals(other.tokens.subList(0, length));
  }

  Optional<Json> find(Json root) {
    Optional<Json> at = Optional.of(root);
    for (int i = 0; i < tokens.size() && at.isPresent(); i++) {
      at = step(at.get(), tokens.get(i));
    }
    return at;
  }

  /** The member or item of {@code from} that a token names, if there is one. */
  static Optional<Json> step(Json from, String token) {
    return switch (from) {
      case JsonObject object -> object.get(token);
      case JsonArray array -> array.find(index(token));
      case JsonString s -> Optional.empty();
      case JsonNumber n -> Optional.empty();
      case JsonBoolean b -> Optional.empty();
      case JsonNull n -> Optional.empty();
    };
  }

  /** The array index that a token is, or -1 if it is none: digits without a leading zero. */
  static int index(String token) {
    if (token.isEmpty() || token.length() > INDEX_DIGITS) {
      return -1;
    }
    boolean padded = token.length() > 1 && token.charAt(0) == '0';
    return !padded && token.chars().allMatch(JsonPointer::isDigit) ? Integer.parseInt(token) : -1;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** The notation of RFC 6901. */
  @Override
  public String toString() {
    return tokens.stream()
        .map(token -> "/" + token.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
