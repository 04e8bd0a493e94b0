package dev.cairn.sql;

import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Page;
import dev.cairn.Query;
import dev.cairn.StatePath;
import dev.cairn.Statistics;
import dev.cairn.json.Sha256;
import dev.cairn.store.Documents;
import dev.cairn.store.Lanes;
import dev.cairn.store.Log;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Documents: folded in from the log, found by filters. */
final class SqlDocuments implements Documents {
  private static final String SELECT =
      "SELECT " + Tables.DOCUMENT.names("").split(", definition_key", 2)[0];

  private static final String SELECT_IDS = "SELECT id, version";

  /** Folders of a lane follow one another here; one that comes late has nothing to add. */
  private static final String ADVANCE =
      "UPDATE projection SET folded = ? WHERE lane = ? AND folded <= ?";

  static final String PENDING = "SELECT instance_id, version, position FROM ";

  private static final String REMOVE = "DELETE FROM document WHERE lane = ? AND id = ?";

  private final Database database;
  private final int lanes;
  private final FilterSql filters;

  private final Sql progress;

  /** Never over a newer one; nor for an instance that was deleted since, whose document is gone. */
  private final String upsert;

  SqlDocuments(Database database, int lanes) {
    this.database = database;
    this.lanes = lanes;
    this.filters = new FilterSql(database.dialect().json(), lanes);
    this.progress =
        Sql.of(
            "SELECT lane, %s, folded FROM lane AS l JOIN projection USING (lane) ORDER BY 1"
                .formatted(database.dialect().position()));
    this.upsert =
        """
        INSERT INTO document (lane, %s)
        SELECT %s, %s
         WHERE NOT EXISTS (SELECT 1 FROM revision
                            WHERE lane = ? AND instance_id = ? AND version > ? AND kind = 'delete')
        ON CONFLICT (lane, id) DO UPDATE SET %s WHERE document.version < excluded.version
        """
            .formatted(
                Tables.DOCUMENT.names(""),
                database.dialect().placeholder("integer"),
                Tables.DOCUMENT.placeholders(database.dialect()),
                Tables.DOCUMENT.assignments("excluded.", Tables.DOCUMENT_CONSTANTS));
  }

  @Override
  public List<Progress> progress() {
    return database.read(session -> session.list(progress, SqlDocuments::progress));
  }

  private static Progress progress(Row row) throws SQLException {
    return new Progress(row.integer(), row.number(), row.number());
  }

  @Override
  public List<Pending> pending(int lane, long after, int limit) {
    var sql = EntryReader.following(database.dialect(), PENDING, lane, after, limit);
    return database.read(
        session -> session.list(sql, row -> new Pending(row.id(), row.number(), row.number())));
  }

  @Override
  public void fold(int lane, long position, List<Instance> heads) {
    var gone = heads.stream().filter(Instance::isDeleted).map(it -> gone(lane, it)).toList();
    var there = heads.stream().filter(it -> !it.isDeleted()).map(it -> document(lane, it)).toList();
    database.write(session -> {
      if (session.update(Sql.of(ADVANCE, position, lane, position)) > 0) {
        session.batch(upsert, there);
        session.batch(REMOVE, gone);
      }
      return there.size();
    });
  }

  private static List<@Nullable Object> gone(int lane, Instance instance) {
    return Sql.of("", lane, instance.id().value()).values();
  }

  private static List<@Nullable Object> document(int lane, Instance instance) {
    var values = new ArrayList<@Nullable Object>();
    values.add(lane);
    values.addAll(Tables.DOCUMENT.values(instance));
    values.add(lane);
    values.add(instance.id().value());
    values.add(instance.version());
    return values;
  }

  @Override
  public Optional<Instance> document(InstanceId id) {
    var whole = "SELECT " + Tables.DOCUMENT.names("") + " FROM document";
    var sql = Sql.of(whole + " WHERE lane = ? AND id = ?", Lanes.of(id, lanes), id.value());
    return database.read(session -> session.first(sql, Rows::wholeDocument));
  }

  @Override
  public Page<Instance> query(Query query, Function<Log.Known, Optional<Instance>> remembered) {
    return switch (database.dialect()) {
      // To ask for ids first is cheap where there is no way to go.
      case SqliteDialect it ->
          remembered(query, remembered).orElseGet(() -> page(read(query), query));
      case PostgresDialect it -> page(read(query), query);
    };
  }

  private List<Instance> read(Query query) {
    var sql = select(SELECT, query, filters);
    return database.query(session -> session.list(sql, Rows::document));
  }

  /** The page, if all of it is remembered. */
  private Optional<Page<Instance>> remembered(
      Query query, Function<Log.Known, Optional<Instance>> remembered) {
    var sql = select(SELECT_IDS, query, filters);
    var found =
        database.query(session ->
            session.list(sql, row -> remembered.apply(new Log.Known(row.id(), row.number()))));
    return found.stream().allMatch(Optional::isPresent)
        ? Optional.of(page(found.stream().map(Optional::orElseThrow).toList(), query))
        : Optional.empty();
  }

  /** The progress is read first: documents that were current then are so when they are searched. */
  @Override
  public Optional<Page<Instance>> queryIfCurrent(Query query) {
    var sql = select(SELECT, query, filters);
    return database.query(session -> {
      var lanes = new ArrayList<Progress>();
      var found = session.listAfter(progress, row -> lanes.add(progress(row)), sql, Rows::document);
      return lanes.stream().anyMatch(Progress::isBehind)
          ? Optional.empty()
          : Optional.of(page(found, query));
    });
  }

  private static Page<Instance> page(List<Instance> found, Query query) {
    return Page.of(found, query.limit(), last -> Cursor.of(query.sort(), last).text());
  }

  static Sql select(Query query, FilterSql filters) {
    return select(SELECT, query, filters);
  }

  private static Sql select(String columns, Query query, FilterSql filters) {
    var sort = query.sort();
    var column = sort.isByCreation() ? "created_at" : "updated_at";
    var direction = sort.isDescending() ? " DESC" : "";
    var sql = Sql.of(columns + " FROM document WHERE ").then(filters.of(query.filter()));
    if (query.cursor().isPresent()) {
      var after = Cursor.parse(query.cursor().get(), sort);
      sql =
          sql.then(
              " AND (%s, id) %s (?, ?)".formatted(column, sort.isDescending() ? "<" : ">"),
              after.micros(),
              after.id().value());
    }
    long offset = query.page().isPresent() ? (query.page().getAsInt() - 1L) * query.limit() : 0;
    return sql.then(
        " ORDER BY %1$s%2$s, id%2$s LIMIT ? OFFSET ?".formatted(column, direction),
        query.limit() + 1,
        offset);
  }

  @Override
  public long count(Filter filter) {
    var sql = Sql.of("SELECT count(*) FROM document WHERE ").then(filters.of(filter));
    return database.query(session -> session.first(sql, Row::number)).orElse(0L);
  }

  @Override
  public Statistics statistics(Filter filter) {
    return database.query(
        session -> StatisticsReader.read(session, database.dialect(), filters.of(filter)));
  }

  @Override
  public void index(StatePath path) {
    // Names have 63 bytes at most: a hash stands for the path.
    var name = "document_" + Sha256.ofUtf8(path.toString()).hex().substring(0, 16);
    database.write(session -> index(session, name, path));
  }

  private int index(Session session, String name, StatePath path) throws SQLException {
    var indexes = database.dialect().json().indexes(name, path);
    for (var index : indexes) {
      session.update(Sql.of(index));
    }
    return indexes.size();
  }
}
