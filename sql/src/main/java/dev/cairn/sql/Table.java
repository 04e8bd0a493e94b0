package dev.cairn.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        : new Sql(unnested(alias), arrays(rows));
  }

  private String single(String alias) {
    var fields =
        columns.stream()
            .map(it -> "?::" + it.type() + " AS " + it.name())
            .collect(Collectors.joining(", "));
    return "(SELECT " + fields + ", 1::bigint AS ordinal) AS " + alias;
  }

  private String unnested(String alias) {
    var arrays =
        columns.stream().map(it -> "?::" + it.type() + "[]").collect(Collectors.joining(", "));
    return "unnest(" + arrays + ") WITH ORDINALITY AS " + alias + " (" + names("") + ", ordinal)";
  }

  private List<@Nullable Object> arrays(List<T> rows) {
    return IntStream.range(0, columns.size())
        .<@Nullable Object>mapToObj(i -> array(i, rows))
        .toList();
  }

  private SqlArray array(int index, List<T> rows) {
    var column = columns.get(index);
    var items = new ArrayList<@Nullable Object>(rows.size());
    rows.forEach(row -> items.add(column.value().apply(row)));
    return new SqlArray(column.type(), items);
  }
}
