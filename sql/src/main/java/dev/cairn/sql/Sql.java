package dev.cairn.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement, or a part of one, with the values of its question marks. Values are Long, Integer,
 * Double, String, UUID, byte[], {@link SqlArray} or null.
 */
record Sql(String text, List<@Nullable Object> values) {

  static Sql of(String text, @Nullable Object... values) {
    return new Sql(text, listOf(values));
  }

  private static List<@Nullable Object> listOf(@Nullable Object[] values) {
    var list = new ArrayList<@Nullable Object>(values.length);
    Collections.addAll(list, values);
    return Collections.unmodifiableList(list);
  }

  /** This part followed by another. */
  Sql then(Sql next) {
    var all = new ArrayList<@Nullable Object>(values);
    all.addAll(next.values);
    return new Sql(text + next.text, Collections.unmodifiableList(all));
  }

  Sql then(String next, @Nullable Object... more) {
    return then(of(next, more));
  }

  /** Parts in order, with a text between them. */
  static Sql join(String between, List<Sql> parts) {
    var values = new ArrayList<@Nullable Object>();
    parts.forEach(part -> values.addAll(part.values));
    var text = String.join(between, parts.stream().map(Sql::text).toList());
    return new Sql(text, Collections.unmodifiableList(values));
  }
}
