package dev.cairn.bench;

import dev.cairn.Cairn;
import dev.cairn.Filter;
import dev.cairn.Query;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;

/** Finding about ten of many instances by a JSON path, ours beside a raw expression index. */
final class QueryBench {
  private static final int FOUND = 10;

  private final Databases databases;
  private final Stage stage;
  private final int instances;

  QueryBench(Databases databases, Stage stage) {
    this.databases = databases;
    this.stage = stage;
    this.instances = stage.settings().instances();
  }

  void run() throws Exception {
    if (stage.settings().includes("postgresql query")) {
      postgres();
    }
    if (stage.settings().includes("sqlite query")) {
      sqlite();
    }
  }

  private long groups() {
    return instances / FOUND;
  }

  private void postgres() throws Exception {
    var url = databases.postgres("rawquery");
    try (var connection = DriverManager.getConnection(url)) {
      execute(connection, "CREATE TABLE q (id bigint PRIMARY KEY, doc jsonb NOT NULL)");
      fill(connection, "INSERT INTO q VALUES (?, ?::jsonb)");
      execute(connection, "CREATE INDEX ON q ((doc #>> '{customer,group}'))");
      execute(connection, "VACUUM ANALYZE q");
    }
    var sql = "SELECT id, doc FROM q WHERE doc #>> '{customer,group}' = ?";
    try (var cairn = Cairn.open(databases.postgres("oursquery"))) {
      fill(cairn);
      scenes("postgresql query", cairn, () -> DriverManager.getConnection(url), sql);
    }
  }

  private void sqlite() throws Exception {
    try (var connection = databases.sqlite("rawquery.db")) {
      execute(connection, "CREATE TABLE q (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)");
      fill(connection, "INSERT INTO q VALUES (?, ?)");
      execute(connection, "CREATE INDEX q_group ON q (json_extract(doc, '$.customer.group'))");
    }
    var sql = "SELECT id, doc FROM q WHERE json_extract(doc, '$.customer.group') = ?";
    try (var cairn = Cairn.open("sqlite:" + databases.file("oursquery.db"))) {
      fill(cairn);
      scenes("sqlite query", cairn, () -> databases.sqlite("rawquery.db"), sql);
    }
  }

  private interface Connections {
    Connection open() throws SQLException;
  }

  private void scenes(String name, Cairn cairn, Connections raw, String sql) throws Exception {
    for (int callers : new int[] {1, 8}) {
      var scene = name + " " + instances / 1_000 + "k x" + callers;
      stage.scene(scene, "raw", "0.87");
      stage.add(scene, "raw", callers, number -> raw(raw.open(), sql, number));
      stage.add(scene, "cairn", callers, number -> ours(cairn, number));
    }
    stage.play(() -> 0);
  }

  private Load.Caller raw(Connection connection, String sql, int number) throws SQLException {
    var statement = connection.prepareStatement(sql);
    var random = new Random(number);
    return new Load.Caller() {
      @Override
      public void call(long turn) throws SQLException {
        statement.setString(1, "g" + random.nextLong(groups()));
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            rows.getString(2);
          }
        }
      }

      @Override
      public void close() throws SQLException {
        connection.close();
      }
    };
  }

  private Load.Caller ours(Cairn cairn, int number) {
    var random = new Random(number);
    return turn ->
        cairn
            .workflows()
            .query(
                Query.of(Filter.equal("context.customer.group", "g" + random.nextLong(groups()))));
  }

  private void fill(Cairn cairn) {
    Ours.fill(cairn, instances, Payload.SMALL, groups());
    cairn.workflows().count(Filter.everything());
  }

  private void fill(Connection connection, String insert) throws SQLException {
    connection.setAutoCommit(false);
    try (var rows = connection.prepareStatement(insert)) {
      for (long id = 0; id < instances; id++) {
        rows.setLong(1, id);
        rows.setString(
            2, Payload.document(id, Payload.SMALL, Ours.group(id, groups())).canonical());
        rows.addBatch();
        if (id % 1_000 == 999) {
          rows.executeBatch();
        }
      }
      rows.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
