package dev.cairn.sql;

import dev.cairn.Filter.Operator;
import dev.cairn.StatePath;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonBoolean;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import java.util.List;
import java.util.stream.Collectors;

/**
 * JSON as {@code jsonb}, whose numbers are exact. The GIN indexes answer equality and containment
 * at any path; a declared index answers equality faster, and order.
 */
record PostgresJson() implements JsonDialect {
  /** An entry of a B-tree has a third of a page: only the start of a string is indexed. */
  private static final int PREFIX = 100;

  /** Those that are equal come in the order of creation, so that a page needs no sorting. */
  private static final String INDEX =
      "CREATE INDEX IF NOT EXISTS %s ON document ((%s), created_at, id)";

  @Override
  public Sql isEqual(StatePath path, Json value) {
    // What indexes know comes first: containment for any path, and what a declared one holds. The
    // rest says that it is this value and no more.
    var found =
        switch (value) {
          case JsonString string ->
              within(path, value).then(" AND " + prefix(path) + " = ?", start(string.value()));
          case JsonNumber number ->
              within(path, value).then(" AND " + number(path) + " = ?::numeric", value.canonical());
          case JsonObject object -> within(path, value);
          case JsonArray array -> within(path, value);
          case JsonBoolean truth -> within(path, value);
          case JsonNull none -> within(path, value);
        };
    return found.then(" AND " + at(path) + " = ?::jsonb", value.canonical());
  }

  @Override
  public Sql isPresent(StatePath path) {
    return Sql.of(at(path) + " IS NOT NULL");
  }

  @Override
  public Sql compares(StatePath path, Operator order, JsonNumber value) {
    return Sql.of(number(path) + " " + JsonDialect.sign(order) + " ?::numeric", value.canonical());
  }

  @Override
  public Sql compares(StatePath path, Operator order, String value) {
    return Sql.of(prefix(path) + (JsonDialect.isUpward(order) ? " >= ?" : " <= ?"), start(value))
        .then(" AND " + string(path) + " " + JsonDialect.sign(order) + " ?", value);
  }

  /** As much of a string as is indexed. */
  private static String start(String value) {
    int end =
        value.offsetByCodePoints(0, Math.min(PREFIX, value.codePointCount(0, value.length())));
    return value.substring(0, end);
  }

  @Override
  public Sql contains(StatePath path, Json value) {
    var exact = Sql.of(at(path) + " @> ?::jsonb", value.canonical());
    if (value instanceof JsonObject || value instanceof JsonArray) {
      return within(path, value).then(" AND ").then(exact);
    }
    // An array contains a scalar that is one of its items; elsewhere only as [scalar].
    return Sql.of("(")
        .then(within(path, JsonArray.of(value)))
        .then(" OR ")
        .then(within(path, value))
        .then(") AND ")
        .then(exact);
  }

  @Override
  public Sql hasTag(String tag) {
    return Sql.of("tags @> ?::jsonb", JsonArray.of(tag).canonical());
  }

  @Override
  public Sql hasParticipant(String subject) {
    return Sql.of("participants @> ?::jsonb", JsonArray.of(subject).canonical());
  }

  @Override
  public List<String> indexes(String name, StatePath path) {
    return List.of(
        INDEX.formatted(name + "_n", number(path)), INDEX.formatted(name + "_s", prefix(path)));
  }

  /** Whether the whole document contains the value at this place. */
  private static Sql within(StatePath path, Json value) {
    var nested = value;
    for (var member : path.members().reversed()) {
      nested = JsonObject.of(member, nested);
    }
    return Sql.of(JsonDialect.column(path.root()) + " @> ?::jsonb", nested.canonical());
  }

  private static String at(StatePath path) {
    var members = path.members().stream().map(it -> '"' + it + '"');
    return "(%s #> '{%s}')"
        .formatted(JsonDialect.column(path.root()), members.collect(Collectors.joining(",")));
  }

  private static String number(StatePath path) {
    // CASE, so that nothing else is ever cast.
    return "(CASE WHEN jsonb_typeof(%1$s) = 'number' THEN (%1$s)::numeric END)".formatted(at(path));
  }

  private static String string(StatePath path) {
    return "(CASE WHEN jsonb_typeof(%1$s) = 'string' THEN %1$s #>> '{}' END) COLLATE \"C\""
        .formatted(at(path));
  }

  private static String prefix(StatePath path) {
    return "(left(%s, %d))".formatted(string(path), PREFIX);
  }
}
