package dev.cairn.sql;

import dev.cairn.Fence;
import dev.cairn.InstanceId;
import dev.cairn.Times;
import dev.cairn.Wake;
import dev.cairn.store.Leases;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Leases of lanes, in statements that both databases understand: each is a compare-and-set on the
 * row of the lane, and time is read where it is compared.
 */
final class SqlLeases implements Leases {
  private static final String RELEASE =
      "UPDATE lane SET node = NULL, held_until = NULL WHERE lane = ? AND fence = ? AND node = ?";

  private final Database database;
  private final int lanes;
  private final String now;
  private final String claim;
  private final String renew;
  private final String beat;
  private final String forget;

  SqlLeases(Database database, int lanes) {
    this.database = database;
    this.lanes = lanes;
    this.now = database.dialect().now();
    this.claim =
        """
        UPDATE lane SET fence = fence + 1, node = ?, held_until = %s + ?
         WHERE lane = ? AND (node IS NULL OR held_until < %s)
        RETURNING fence
        """
            .formatted(now, now);
    this.renew =
        "UPDATE lane SET held_until = %s + ? WHERE lane = ? AND fence = ? AND node = ?"
            .formatted(now);
    this.beat =
        """
        INSERT INTO node (id, seen_at) VALUES (?, %s)
        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
        """
            .formatted(now);
    // However long the one before took: who beats lives.
    this.forget = "DELETE FROM node WHERE seen_at < %s - ? AND id <> ?".formatted(now);
  }

  @Override
  public Instant now() {
    var clock = Sql.of("SELECT " + now);
    return database.read(session -> session.first(clock, Row::time)).orElseThrow();
  }

  @Override
  public List<String> beat(String node, Duration within) {
    return database.write(session -> {
      session.update(Sql.of(beat, node));
      session.update(Sql.of(forget, micros(within), node));
      return session.list(Sql.of("SELECT id FROM node ORDER BY id"), Row::text);
    });
  }

  @Override
  public void leave(String node) {
    change(Sql.of("DELETE FROM node WHERE id = ?", node));
  }

  @Override
  public Optional<Grant> claim(int lane, String node, Duration time) {
    var taking = Sql.of(claim, node, micros(time), lane);
    return database
        .writeOnce(session -> session.first(taking, Row::number))
        .map(fence -> new Grant(lane, node, new Fence(fence)));
  }

  @Override
  public boolean renew(Grant grant, Duration time) {
    return change(Sql.of(renew, micros(time), grant.lane(), grant.fence().number(), grant.node()));
  }

  @Override
  public boolean release(Grant grant) {
    return change(Sql.of(RELEASE, grant.lane(), grant.fence().number(), grant.node()));
  }

  private boolean change(Sql change) {
    return database.writeOnce(session -> session.update(change)) == 1;
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }

  @Override
  public List<Lane> lanes() {
    var all = Sql.of("SELECT lane, fence, node, held_until FROM lane ORDER BY lane");
    return database.read(session -> session.list(all, SqlLeases::lane));
  }

  private static Lane lane(Row row) throws SQLException {
    return new Lane(
        row.integer(),
        new Fence(row.number()),
        row.optionalText(),
        row.optionalNumber().map(Times::ofMicros));
  }

  @Override
  public List<Due> due(int lane, Instant until, Optional<Due> after, int limit) {
    var start = after.isPresent() ? " AND (wake_at, id) > (?, ?)" : "";
    var due =
        Sql.of(
                "SELECT wake_at, id FROM instance WHERE lane = ? AND wake_at <= ?",
                lane,
                Times.toMicros(until))
            .then(after.map(it -> Sql.of(start, it.at(), it.id().value())).orElse(Sql.of(start)))
            .then(" ORDER BY wake_at, id LIMIT ?", limit);
    return database.read(session -> session.list(due, row -> new Due(row.number(), row.id())));
  }

  @Override
  public List<InstanceId> offering(String queue, Optional<InstanceId> after, int limit) {
    // Lane by lane and name by name, as the index goes.
    var more = after.map(id -> Sql.of(" AND id > ?", id.value())).orElse(Sql.of(""));
    var parts =
        IntStream.range(0, lanes)
            .boxed()
            .flatMap(lane ->
                Stream.of(queue, Wake.SEVERAL).distinct().map(it -> part(it, lane, more, limit)))
            .toList();
    var all = Sql.join(" UNION ALL ", parts).then(" ORDER BY id LIMIT ?", limit);
    return database.read(session -> session.list(all, Row::id));
  }

  private static Sql part(String queue, int lane, Sql more, int limit) {
    return Sql.of(
            "SELECT id FROM (SELECT id FROM instance WHERE queue = ? AND lane = ?", queue, lane)
        .then(more)
        .then(" ORDER BY id LIMIT ?) AS x", limit);
  }
}
