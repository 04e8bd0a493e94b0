package dev.cairn.sql;

import dev.cairn.InstanceId;
import dev.cairn.Receipt;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the bodies from the versions of an instance before one of them. */
record Eraser(int lane, InstanceId id, long before) {
  /** How many bodies are in memory at a time. */
  private static final int CHUNK = 200;

  private static final String KEEP =
      "INSERT INTO snapshot (lane, instance_id, version, state) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT DO NOTHING";

  private static final String ERASE =
      "UPDATE revision SET mutations = NULL, reason = NULL, body_hash = ?"
          + " WHERE lane = ? AND instance_id = ? AND version = ?";

  private static final String FORGET =
      "DELETE FROM snapshot WHERE lane = ? AND instance_id = ? AND version < ?";

  /** Returns how many bodies there were. */
  int erase(Session session, List<Snapshot> keep) throws SQLException {
    for (var snapshot : keep) {
      var state = snapshot.state().json().canonical();
      session.update(Sql.of(KEEP, lane, id.value(), snapshot.version(), state));
    }
    int erased = 0;
    for (var some = next(session, 0); !some.isEmpty(); some = next(session, last(some))) {
      session.batch(ERASE, some.stream().map(this::erased).toList());
      erased += some.size();
    }
    session.update(forget(keep));
    return erased;
  }

  private List<Revision> next(Session session, long after) throws SQLException {
    var readable =
        Sql.of(
            """
            SELECT %s FROM revision
             WHERE lane = ? AND instance_id = ? AND version > ? AND version < ?
               AND mutations IS NOT NULL
             ORDER BY version LIMIT ?
            """
                .formatted(Tables.REVISION.names("")),
            lane,
            id.value(),
            after,
            before,
            CHUNK);
    return session.list(readable, Rows::revision);
  }

  private static long last(List<Revision> some) {
    return some.getLast().version();
  }

  private List<@Nullable Object> erased(Revision revision) {
    var hash = revision.body().map(Receipt.Body::hash).orElseThrow();
    return Sql.of("", hash.bytes(), lane, id.value(), revision.version()).values();
  }

  private Sql forget(List<Snapshot> keep) {
    var forget = Sql.of(FORGET, lane, id.value(), before);
    for (var snapshot : keep) {
      forget = forget.then(" AND version <> ?", snapshot.version());
    }
    return forget;
  }
}
