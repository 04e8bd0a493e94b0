package dev.cairn.sql;

import dev.cairn.Statistics;
import dev.cairn.Statistics.Durations;
import dev.cairn.Status;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Statistics in one statement, and so of one moment. */
final class StatisticsReader {
  private static final double MICROS = 1e6;

  private final Map<String, Map<String, Long>> numbers = new HashMap<>();

  static Statistics read(Session session, Dialect dialect, Sql filter) throws SQLException {
    var reader = new StatisticsReader();
    session.list(select(filter, dialect), reader::add);
    return reader.statistics();
  }

  /** Of durations only the neighbours of the percentiles come back; their ranks count from 0. */
  private static Sql select(Sql filter, Dialect dialect) {
    var text =
        """
        WITH m AS (
          SELECT status, definition_id, tags, step_count, started_at, ended_at
            FROM document WHERE %s),
        d AS (
          SELECT ended_at - started_at AS micros,
                 row_number() OVER (ORDER BY ended_at - started_at) - 1 AS rank,
                 count(*) OVER () - 1 AS last
            FROM m WHERE started_at IS NOT NULL AND ended_at IS NOT NULL)
        SELECT 'total', '', count(*) FROM m
        UNION ALL SELECT 'steps', '', CAST(coalesce(sum(step_count), 0) AS bigint) FROM m
        UNION ALL SELECT 'status', status, count(*) FROM m GROUP BY status
        UNION ALL SELECT 'definition', definition_id, count(*) FROM m GROUP BY definition_id
        UNION ALL SELECT 'tag', t.value, count(*) FROM m, %s GROUP BY t.value
        UNION ALL SELECT 'ended', '', count(*) FROM d
        UNION ALL SELECT 'micros', '', CAST(coalesce(sum(micros), 0) AS bigint) FROM d
        UNION ALL SELECT 'rank', CAST(rank AS text), micros FROM d
         WHERE rank IN (last / 2, (last + 1) / 2, last * 95 / 100, (last * 95 + 99) / 100)
        """
            .formatted(filter.text(), dialect.tagsOfM());
    return new Sql(text, filter.values());
  }

  private String add(Row row) throws SQLException {
    var what = row.text();
    var name = row.text();
    numbers.computeIfAbsent(what, it -> new TreeMap<>()).put(name, row.number());
    return what;
  }

  private Statistics statistics() {
    var byStatus = new TreeMap<Status, Long>();
    of("status").forEach((name, count) -> byStatus.put(Status.named(name).orElseThrow(), count));
    return new Statistics(
        one("total"), byStatus, of("definition"), of("tag"), durations(), one("steps"));
  }

  private Optional<Durations> durations() {
    long count = one("ended");
    if (count == 0) {
      return Optional.empty();
    }
    var average = one("micros") / MICROS / count;
    return Optional.of(
        new Durations(count, average, percentile(50, count - 1), percentile(95, count - 1)));
  }

  /** As {@code percentile_cont} does: between two neighbours, in a straight line. */
  private double percentile(int percent, long last) {
    long below = last * percent / 100;
    double part = (last * percent % 100) / 100.0;
    double low = rank(below);
    return part == 0 ? low : low + part * (rank(below + 1) - low);
  }

  private double rank(long rank) {
    return of("rank").getOrDefault(Long.toString(rank), 0L) / MICROS;
  }

  private long one(String what) {
    return of(what).getOrDefault("", 0L);
  }

  private Map<String, Long> of(String what) {
    return numbers.getOrDefault(what, Map.of());
  }
}
