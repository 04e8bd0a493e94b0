package dev.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.Query;
import dev.cairn.State;
import dev.cairn.StatePath;
import dev.cairn.Status;
import dev.cairn.UserId;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.store.Log;
import dev.cairn.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries use the indexes that are there for them, at a size where it matters. */
class PlansTest {
  private static final int DOCUMENTS = 100_000;
  private static final int OWNERS = 1_000;
  private static final int CHUNK = 1_000;

  private static final Filter LIVE = Filter.status(Status.PAUSED);
  private static final Filter FINISHED = Filter.status(Status.FAILED);
  private static final Filter EQUAL = Filter.equal("context.n", 4_711);
  private static final Filter UNDECLARED = Filter.equal("context.m", "m-4711");
  private static final Filter RANGE = Filter.compare("context.n", Operator.GREATER, DOCUMENTS - 10);
  private static final Filter WORDS =
      Filter.compare("attributes.name", Operator.LESS, "name-00005");
  private static final Filter IN =
      new Filter.In(StatePath.parse("context.n"), List.of(Json.of(1), Json.of(2)));
  private static final Filter CONTAINS =
      new Filter.Contains(StatePath.parse("context.list"), Json.of("item-77"));
  private static final Filter TAG = new Filter.TagsAll(new TreeSet<>(List.of("rare")));
  private static final Filter MINE =
      new Filter.OwnerIs("user-7").or(new Filter.ParticipantIs("eve"));

  private static void fill(Store store) {
    var owners =
        IntStream.range(0, OWNERS)
            .mapToObj(n -> store.catalog().addUser("user-" + n, new UserId(UUID.randomUUID())))
            .toList();
    for (int from = 0; from < DOCUMENTS; from += CHUNK) {
      Case.fold(
          store,
          IntStream.range(from, from + CHUNK)
              .mapToObj(n -> document(owners.get(n % OWNERS), n))
              .toList());
    }
    store.documents().index(StatePath.parse("context.n"));
    store.documents().index(StatePath.parse("attributes.name"));
  }

  private static Case document(UserId owner, int n) {
    var status = n % 200 == 0 ? Status.PAUSED : n % 200 == 1 ? Status.FAILED : Status.COMPLETED;
    // Rare enough that no sample of the planner's makes walking all look as cheap as an index.
    var rare = n % 2_000 == 0;
    var state =
        State.initial()
            .with(State.STATUS, Json.of(status.toString()))
            .with(State.CONTEXT, JsonObject.of("n", n, "m", "m-" + n, "list", List.of("item-" + n)))
            .with(State.ATTRIBUTES, JsonObject.of("name", "name-%05d".formatted(n)))
            .with(State.PARTICIPANTS, Json.of(rare ? List.of("eve") : List.of()))
            .with(State.TAGS, Json.of(rare ? List.of("all", "rare") : List.of("all")));
    return Case.of(owner, UUID.randomUUID(), "Order", state).next();
  }

  @Test
  void sqlite(@TempDir Path folder) throws SQLException {
    var file = folder.resolve("cairn.db");
    try (var store = SqlStores.sqlite(file)) {
      fill(store);
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("ANALYZE");
      SqliteFunctions.addTo(connection);
      var plans = plans(connection, new SqliteDialect(), "EXPLAIN QUERY PLAN ", 3);
      assertThat(plans.of(Filter.everything())).contains("document_created");
      assertThat(plans.of(LIVE)).contains("document_live");
      assertThat(plans.of(FINISHED)).contains("document_finished");
      assertThat(plans.of(MINE)).contains("document_owner", "document_participants");
      for (var filter : List.of(EQUAL, RANGE, WORDS, IN)) {
        assertThat(plans.of(filter)).as("%s", filter).containsPattern("document_[0-9a-f]{16}_");
      }
      for (var plan : plans.ofTheLog()) {
        assertThat(plan).doesNotContain("ORDER BY", "autoindex");
      }
    }
  }

  @Test
  void postgresql() throws SQLException {
    var url = PostgresServer.freshDatabase();
    try (var store = SqlStores.postgresql(url, PostgresSettings.defaults())) {
      fill(store);
    }
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE");
      var plans = plans(connection, new PostgresDialect(), "EXPLAIN ", 0);
      assertThat(plans.of(Filter.everything())).contains("document_created");
      assertThat(plans.of(LIVE)).contains("document_live");
      assertThat(plans.of(FINISHED)).contains("document_finished");
      for (var filter : List.of(EQUAL, IN, RANGE, WORDS)) {
        assertThat(plans.of(filter)).as("%s", filter).containsPattern("document_[0-9a-f]{16}_");
      }
      for (var filter : List.of(UNDECLARED, CONTAINS)) {
        assertThat(plans.of(filter)).as("%s", filter).contains("document_context");
      }
      assertThat(plans.of(TAG)).contains("document_tags");
      assertThat(plans.of(MINE)).contains("document_owner", "document_participants");
      // The log is empty here, and walking it would look cheap.
      statement.execute("SET enable_seqscan = off");
      for (var plan : plans.ofTheLog()) {
        assertThat(plan).contains("revision_position").doesNotContain("Sort");
      }
    }
  }

  /** A plan is kept for as long as the connection, and tables do not stay small. */
  @Test
  void where_tables_are_small_postgresql_plans_to_go_by_keys_all_the_same() throws SQLException {
    var url = PostgresServer.freshDatabase();
    var settings = PostgresSettings.defaults();
    try (var store = SqlStores.postgresql(url, settings)) {
      var owner = store.catalog().addUser("ada", new UserId(UUID.randomUUID()));
      IntStream.range(0, 20)
          .mapToObj(n -> Case.of(owner, UUID.randomUUID()).next("made " + n).into(store))
          .forEach(made -> made.next("moved").into(store));
    }
    var dialect = new PostgresDialect();
    var made = Case.of(new UserId(UUID.randomUUID()), UUID.randomUUID()).next("one");
    var moved = made.next("two");
    var known = List.of(new Log.Known(made.id(), 1), new Log.Known(made.id(), 2));
    try (var pools = new PostgresPools(url, settings);
        var groups = pools.groups().getConnection();
        var others = pools.others().getConnection();
        var statement = others.createStatement()) {
      statement.execute("ANALYZE");
      var append = PostgresAppender.statement(0, List.of(made.append(), moved.append()));
      var heads = HeadReader.select(dialect.wanted(known, 1).getFirst());
      var plans =
          List.of(
              plans(groups, dialect, "EXPLAIN ", 0).of(append),
              plans(others, dialect, "EXPLAIN ", 0).of(heads));
      assertThat(plans)
          .allSatisfy(plan ->
              assertThat(plan)
                  .contains("instance_pkey")
                  .doesNotContain("Seq Scan", "Hash", "Materialize"));
      assertThat(plans.getFirst())
          .containsPattern("revision_key on revision k.*\\n.*instance_id = .*key = ");
    }
  }

  private static Plans plans(Connection connection, Dialect dialect, String explain, int column) {
    return new Plans(new Session(connection, dialect), dialect, explain, column);
  }

  private record Plans(Session session, Dialect dialect, String explain, int column) {
    String of(Filter filter) throws SQLException {
      return of(SqlDocuments.select(Query.of(filter), new FilterSql(dialect.json(), 8)));
    }

    /** However long the log is, what follows is found without sorting it. */
    List<String> ofTheLog() throws SQLException {
      return List.of(
          of(EntryReader.newest(dialect, 1)),
          of(EntryReader.following(dialect, SqlDocuments.PENDING, 0, 0, 250)),
          of(EntryReader.following(dialect, "SELECT * FROM ", 0, 0, 250)));
    }

    private String of(Sql query) throws SQLException {
      var lines = session.list(Sql.of(explain).then(query), row -> row.skip(column).text());
      return String.join("\n", lines);
    }
  }
}
