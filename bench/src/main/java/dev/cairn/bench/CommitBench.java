package dev.cairn.bench;

import dev.cairn.Cairn;
import dev.cairn.InstanceId;
import java.sql.DriverManager;
import java.util.List;

/** Commits and reads, ours beside the raw floor, on both databases. */
final class CommitBench {
  private static final int[] CALLERS = {1, 8, 32, 64};

  private final Databases databases;
  private final Stage stage;

  CommitBench(Databases databases, Stage stage) {
    this.databases = databases;
    this.stage = stage;
  }

  void run() throws Exception {
    for (int size : new int[] {Payload.SMALL, Payload.LARGE}) {
      postgres(size);
      sqlite(size);
    }
  }

  private void postgres(int size) throws Exception {
    var name = size / 1_024 + "k";
    var raw = databases.postgres("raw" + name);
    try (var connection = DriverManager.getConnection(raw)) {
      RawFloor.createPostgres(connection, size);
    }
    var documents = RawFloor.documents(size);
    try (var cairn = Cairn.open(databases.postgres("ours" + name))) {
      var ids = Ours.fill(cairn, RawFloor.ROWS, size, RawFloor.ROWS);
      for (int callers : CALLERS) {
        var scene = "postgresql commit " + name + " x" + callers;
        var goal = callers == 1 ? "0.8" : size == Payload.LARGE ? "5" : "1.2, 2";
        stage.scene(scene, "raw", goal);
        stage.add(
            scene,
            "raw",
            callers,
            n -> RawFloor.postgresCommit(DriverManager.getConnection(raw), n, callers, documents));
        stage.add(scene, "cairn", callers, n -> Ours.commit(cairn, ids, n, callers));
      }
      for (int callers : new int[] {1, 8, 32}) {
        var scene = "postgresql read " + name + " x" + callers;
        stage.scene(scene, "raw", "0.8");
        stage.add(scene, "raw", callers, n -> RawFloor.read(DriverManager.getConnection(raw), n));
        stage.add(scene, "cairn", callers, n -> Ours.read(cairn, ids, n));
      }
      stage.play(databases.wal());
    }
  }

  private void sqlite(int size) throws Exception {
    var name = size / 1_024 + "k";
    var raw = "raw" + name + ".db";
    try (var connection = databases.sqlite(raw)) {
      RawFloor.createSqlite(connection, size);
    }
    var documents = RawFloor.documents(size);
    try (var cairn = Cairn.open("sqlite:" + databases.file("ours" + name + ".db"))) {
      List<InstanceId> ids = Ours.fill(cairn, RawFloor.ROWS, size, RawFloor.ROWS);
      for (int callers : CALLERS) {
        // SQLite has one writer: more raw callers only wait for each other.
        var scene = "sqlite commit " + name + " x" + callers;
        stage.scene(scene, "raw", callers == 1 ? "0.8" : "5");
        stage.add(scene, "raw", 1, n -> RawFloor.sqliteCommit(databases.sqlite(raw), documents));
        stage.add(scene, "cairn", callers, n -> Ours.commit(cairn, ids, n, callers));
      }
      for (int callers : new int[] {1, 2}) {
        var scene = "sqlite read " + name + " x" + callers;
        stage.scene(scene, "raw", "0.8");
        stage.add(scene, "raw", callers, n -> RawFloor.read(databases.sqlite(raw), n));
        stage.add(scene, "cairn", callers, n -> Ours.read(cairn, ids, n));
      }
      stage.play(databases.sizeOf("ours" + name + ".db"));
    }
  }
}
