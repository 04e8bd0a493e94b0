package dev.cairn.json;

import dev.cairn.json.JsonException.Code;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads one document. Jackson finds the tokens; what they may hold is decided here. */
final class JsonReader {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';

  // The limits are ours, with our errors. A shared table of names would let one sender's keys slow
  // another's documents.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .build();

  private final JsonParser parser;
  private final JsonLimits limits;
  private long numberBytes;

  private JsonReader(JsonParser parser, JsonLimits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  static Json read(byte[] utf8, JsonLimits limits) {
    limits.checkBytes(utf8.length);
    return readChecked(decode(utf8), limits);
  }

  static Json read(String text, JsonLimits limits) {
    limits.checkBytes(text.length());
    if (3L * text.length() > limits.maxBytes()) {
      limits.checkBytes(Text.utf8Length(text));
    }
    return readChecked(text, limits);
  }

  private static String decode(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    // The fast decoder replaces what is not UTF-8: only then ask the strict one.
    if (text.indexOf(REPLACEMENT) >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      } catch (CharacterCodingException e) {
        throw new JsonException(Code.MALFORMED, "the bytes are not UTF-8: send UTF-8");
      }
    }
    return text;
  }

  private static Json readChecked(String text, JsonLimits limits) {
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      throw new JsonException(
          Code.MALFORMED, "the document starts with a byte order mark: remove it");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new JsonReader(parser, limits).document();
    }
  }

  private Json document() {
    try {
      Json value = value(parser.nextToken(), 1);
      if (parser.nextToken() != null) {
        throw new JsonException(
            Code.MALFORMED, "something follows the document: send exactly one value");
      }
      return value;
    } catch (JacksonException e) {
      throw refusal(e);
    } catch (JsonException e) {
      throw e.at(pointer() + place(parser.currentTokenLocation()));
    }
  }

  private static JsonException refusal(JacksonException e) {
    String reason = e.getOriginalMessage();
    // Jackson checks the pairs of keys itself, and gives them no type of their own.
    Code code = reason.contains("surrogate") ? Code.LONE_SURROGATE : Code.MALFORMED;
    return new JsonException(code, "not JSON: " + reason).at(place(e.getLocation()));
  }

  private Json value(@Nullable JsonToken token, int depth) {
    return switch (token) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> new JsonString(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> JsonBoolean.TRUE;
      case VALUE_FALSE -> JsonBoolean.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      case null -> throw new JsonException(Code.MALFORMED, "the document is empty: send a value");
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("no value starts with " + token);
    };
  }

  private JsonObject object(int depth) {
    limits.checkDepth(depth);
    var members = new Members();
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      members.add(key, value(parser.nextToken(), depth + 1));
    }
    return members.toObject();
  }

  private JsonArray array(int depth) {
    limits.checkDepth(depth);
    var items = new ArrayList<Json>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      items.add(value(t, depth + 1));
    }
    return JsonArray.copyOf(items);
  }

  private JsonNumber number() {
    JsonNumber number = JsonNumber.fromText(parser.getString());
    // Six characters may stand for a thousand (1e+999), so the text's length is no bound.
    numberBytes += number.byteCount();
    limits.checkBytes(numberBytes);
    return number;
  }

  private String pointer() {
    String path = parser.streamReadContext().pathAsPointer().toString();
    return path.isEmpty() ? "" : "in " + JsonException.quote(path) + ", ";
  }

  private static String place(TokenStreamLocation location) {
    return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
