package dev.cairn.language;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonBoolean;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/** Cairn's JSON as Jackson's, number by number: no value passes through a double. */
final class Nodes {
  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;
  private static final int INT_BITS = 31;
  private static final int LONG_BITS = 63;

  private Nodes() {}

  static JsonNode of(Json json) {
    return switch (json) {
      case JsonObject object -> object(object);
      case JsonArray array -> array(array);
      case JsonString string -> FACTORY.stringNode(string.value());
      case JsonNumber number -> number(number.toBigDecimal());
      case JsonBoolean bool -> FACTORY.booleanNode(bool.asBoolean());
      case JsonNull n -> FACTORY.nullNode();
    };
  }

  private static ObjectNode object(JsonObject object) {
    var node = FACTORY.objectNode();
    object.forEach((key, value) -> node.set(key, of(value)));
    return node;
  }

  private static ArrayNode array(JsonArray array) {
    var node = FACTORY.arrayNode(array.size());
    array.forEach(item -> node.add(of(item)));
    return node;
  }

  /** The same node for the same value, whatever its notation: 1e21 is a whole number too. */
  private static JsonNode number(BigDecimal value) {
    var stripped = value.stripTrailingZeros();
    if (stripped.scale() > 0) {
      return DecimalNode.valueOf(stripped);
    }
    var whole = stripped.toBigIntegerExact();
    if (whole.bitLength() <= INT_BITS) {
      return IntNode.valueOf(whole.intValueExact());
    }
    return whole.bitLength() <= LONG_BITS
        ? LongNode.valueOf(whole.longValueExact())
        : BigIntegerNode.valueOf(whole);
  }
}
