package dev.cairn.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Columns that are written together, in order. */
record Table<T>(List<Column<T>> columns) {

  /** The names, each behind a prefix such as {@code r.}. */
  String names(String prefix) {
    return columns.stream().map(it -> prefix + it.name()).collect(Collectors.joining(", "));
  }

  /** These columns and then others. */
  Table<T> and(Table<T> more) {
    var all = new ArrayList<>(columns);
    all.addAll(more.columns);
    return new Table<>(List.copyOf(all));
  }

  String placeholders(Dialect dialect) {
    return columns.stream()
        .map(it -> dialect.placeholder(it.type()))
        .collect(Collectors.joining(", "));
  }

  /** {@code a = prefix.a, b = prefix.b} and so on, from the column of an index on. */
  String assignments(String prefix, int from) {
    return columns.stream()
        .skip(from)
        .map(it -> it.name() + " = " + prefix + it.name())
        .collect(Collectors.joining(", "));
  }

  List<@Nullable Object> values(T row) {
    var values = new ArrayList<@Nullable Object>(columns.size());
    columns.forEach(column -> values.add(column.value().apply(row)));
    return values;
  }

  /**
   * Rows as a table {@code alias} in a statement of PostgreSQL, numbered by {@code ordinal}. The
   * text is the same for any number of rows but one, which needs no arrays.
   */
  Sql source(String alias, List<T> rows) {
    return rows.size() == 1
        ? new Sql(single(alias), values(rows.getFirst()))
        : new Sql(subscripted(alias), arrays(rows));
  }

  private String single(String alias) {
    var fields =
        columns.stream()
            .map(it -> "?::" + it.type() + " AS " + it.name())
            .collect(Collectors.joining(", "));
    return "(SELECT " + fields + ", 1::bigint AS ordinal) AS " + alias;
  }

  /**
   * One function makes the rows, from the first column, and the others are subscripts: of many
   * arrays PostgreSQL puts each into a table by itself, which took a quarter of all its time.
   */
  private String subscripted(String alias) {
    var fields =
        columns.stream()
            .skip(1)
            .map(it -> "(?::" + it.type() + "[])[ordinal] AS " + it.name())
            .collect(Collectors.joining(", "));
    var first = columns.getFirst();
    return "(SELECT %s, %s, ordinal FROM unnest(?::%s[]) WITH ORDINALITY AS f (%s, ordinal)) AS %s"
        .formatted(first.name(), fields, first.type(), first.name(), alias);
  }

  private List<@Nullable Object> arrays(List<T> rows) {
    var arrays = new ArrayList<@Nullable Object>();
    columns.stream().skip(1).map(it -> array(it, rows)).forEach(arrays::add);
    arrays.add(array(columns.getFirst(), rows));
    return arrays;
  }

  private SqlArray array(Column<T> column, List<T> rows) {
    var items = new ArrayList<@Nullable Object>(rows.size());
    rows.forEach(row -> items.add(column.value().apply(row)));
    return new SqlArray(column.type(), items);
  }
}
