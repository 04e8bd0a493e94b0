package dev.cairn.sql;

import dev.cairn.Filter.Operator;
import dev.cairn.StatePath;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonString;
import java.util.List;
import java.util.stream.Collectors;

/**
 * JSON as canonical text: values are equal when their texts are. SQLite compares numbers as doubles
 * or 64-bit integers; where that could round, {@link SqliteFunctions} decides.
 */
record SqliteJson() implements JsonDialect {
  /** Far more than SQLite may be wrong by when it reads a decimal. */
  private static final double DOUBT = 1e-12;

  /** Those that are equal come in the order of creation, so that a page needs no sorting. */
  private static final String INDEX =
      "CREATE INDEX IF NOT EXISTS %s ON document (%s, created_at, id)";

  @Override
  public Sql isEqual(StatePath path, Json value) {
    return Sql.of(text(path) + " = ?", value.canonical());
  }

  @Override
  public Sql isPresent(StatePath path) {
    return Sql.of(text(path) + " IS NOT NULL");
  }

  @Override
  public Sql compares(StatePath path, Operator order, JsonNumber value) {
    double near = value.toDouble();
    double doubt = Math.abs(near) * DOUBT + Double.MIN_NORMAL;
    double low = near - doubt;
    double high = near + doubt;
    boolean upward = JsonDialect.isUpward(order);
    // First what an index can find, then what is certain, then the few that are looked at closely.
    return Sql.of(
        """
        %1$s IN ('integer', 'real') AND %2$s %3$s= ? AND (%2$s %3$s ?
          OR cairn_compare(%4$s, ?) %5$s 0)\
        """
            .formatted(
                type(path), value(path), upward ? ">" : "<", text(path), JsonDialect.sign(order)),
        upward ? low : high,
        upward ? high : low,
        value.canonical());
  }

  @Override
  public Sql compares(StatePath path, Operator order, String value) {
    return Sql.of(
        "%s = 'text' AND %s %s ?".formatted(type(path), value(path), JsonDialect.sign(order)),
        value);
  }

  @Override
  public Sql contains(StatePath path, Json value) {
    return Sql.of("cairn_contains(" + text(path) + ", ?)", value.canonical());
  }

  @Override
  public Sql hasTag(String tag) {
    return has("tags", tag);
  }

  @Override
  public Sql hasParticipant(String subject) {
    // The comparison holds for all that have any, and lets the planner seek them in their index.
    return Sql.of("participants > '' AND ").then(has("participants", subject));
  }

  /** The text of an element, quotes and all, cannot stand inside another's. */
  private static Sql has(String column, String element) {
    return Sql.of("instr(" + column + ", ?) > 0", new JsonString(element).canonical());
  }

  @Override
  public List<String> indexes(String name, StatePath path) {
    return List.of(
        INDEX.formatted(name + "_n", value(path)), INDEX.formatted(name + "_s", text(path)));
  }

  private static String text(StatePath path) {
    return "(%s -> '%s')".formatted(JsonDialect.column(path.root()), dollar(path));
  }

  private static String value(StatePath path) {
    return "json_extract(%s, '%s')".formatted(JsonDialect.column(path.root()), dollar(path));
  }

  private static String type(StatePath path) {
    return "json_type(%s, '%s')".formatted(JsonDialect.column(path.root()), dollar(path));
  }

  private static String dollar(StatePath path) {
    return path.members().stream()
        .map(member -> ".\"" + member + '"')
        .collect(Collectors.joining("", "$", ""));
  }
}
