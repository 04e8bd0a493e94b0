package dev.cairn.sql;

import dev.cairn.json.Json;
import dev.cairn.json.JsonLimits;
import dev.cairn.json.JsonNumber;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/** What PostgreSQL can and SQLite cannot: functions of Java's for queries, never for indexes. */
final class SqliteFunctions {
  private static final JsonLimits STORED =
      new JsonLimits(JsonLimits.DEPTH_CEILING, JsonLimits.BYTES_CEILING);

  private SqliteFunctions() {}

  static void addTo(Connection connection) throws SQLException {
    add(connection, "cairn_compare", SqliteFunctions::compare);
    add(connection, "cairn_contains", (left, right) -> Containment.holds(left, right) ? 1 : 0);
  }

  /** SQLite may ask before it has looked at the types: 0 for what are not numbers. */
  private static int compare(Json left, Json right) {
    return left instanceof JsonNumber one && right instanceof JsonNumber two
        ? one.toBigDecimal().compareTo(two.toBigDecimal())
        : 0;
  }

  private interface OfTwo {
    int apply(Json left, Json right);
  }

  private static void add(Connection connection, String name, OfTwo function) throws SQLException {
    Function.create(connection, name, new Adapter(function), 2, Function.FLAG_DETERMINISTIC);
  }

  /** Gives a function of two texts the shape that the driver asks for. */
  private static final class Adapter extends Function {
    private final OfTwo function;

    Adapter(OfTwo function) {
      this.function = function;
    }

    @Override
    protected void xFunc() throws SQLException {
      @Nullable String left = value_text(0);
      @Nullable String right = value_text(1);
      if (left == null || right == null) {
        result();
      } else {
        result(function.apply(Json.parse(left, STORED), Json.parse(right, STORED)));
      }
    }
  }
}
