package dev.cairn.sql;

import dev.cairn.Filter.Operator;
import dev.cairn.StatePath;
import dev.cairn.StatePath.Root;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNumber;
import java.util.List;

/**
 * Conditions on JSON, which the databases know how to ask, but not in the same words. None may be
 * true where {@link dev.cairn.Filter} says that it does not match; NULL stands for false. Paths
 * stand in the text itself, or no index on an expression would be used: their members are letters,
 * digits, {@code _} and {@code -} only.
 */
sealed interface JsonDialect permits SqliteJson, PostgresJson {

  /** Whether the value is this one, of the same type and with the same content. */
  Sql isEqual(StatePath path, Json value);

  Sql isPresent(StatePath path);

  /** Whether the number there compares so; exact whatever its length. */
  Sql compares(StatePath path, Operator order, JsonNumber value);

  /** Whether the string there compares so, by code point. */
  Sql compares(StatePath path, Operator order, String value);

  /** Containment as PostgreSQL defines it. */
  Sql contains(StatePath path, Json value);

  Sql hasTag(String tag);

  Sql hasParticipant(String subject);

  /** Indexes that serve comparisons at the path; {@code name} is theirs to derive names from. */
  List<String> indexes(String name, StatePath path);

  static String column(Root root) {
    return switch (root) {
      case CONTEXT -> "context";
      case STEP_DATA -> "step_data";
      case ATTRIBUTES -> "attributes";
    };
  }

  /** An operator of an order in SQL. */
  static String sign(Operator order) {
    return switch (order) {
      case EQUAL -> "=";
      case NOT_EQUAL -> "<>";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
    };
  }

  static boolean isUpward(Operator order) {
    return order == Operator.GREATER || order == Operator.GREATER_OR_EQUAL;
  }
}
