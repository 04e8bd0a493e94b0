package dev.cairn.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.cairn.CairnException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** The connections of a store to PostgreSQL, by what they are for. */
final class PostgresPools implements AutoCloseable {
  /**
   * A node that stops in the middle of a transaction, and does not close its connection, must not
   * keep its locks: by then its leases have ended too.
   */
  private static final String SESSION = "SET idle_in_transaction_session_timeout = '5s'";

  /**
   * For statements that find their rows by their keys, whatever the values. To plan them anew each
   * time, as PostgreSQL would for arrays of changing length, costs more than to run them; and a
   * plan that is kept must not be one for tables that were small then.
   */
  private static final String BY_KEYS =
      SESSION
          + "; SET plan_cache_mode = force_generic_plan"
          + "; SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_material = off"
          + "; SET enable_hashjoin = off; SET enable_mergejoin = off";

  /** As behind pgbouncer: what is set might stay set for whoever has the connection next. */
  private static final Pattern NOTHING_PREPARED = Pattern.compile("[?&]prepareThreshold=0(&|$)");

  private final String url;
  private final PostgresSettings settings;
  private final Deque<HikariDataSource> opened = new ArrayDeque<>();
  private final HikariDataSource groups;
  private final HikariDataSource others;
  private final HikariDataSource queries;

  /**
   * @throws CairnException.Unavailable when the database does not answer
   */
  PostgresPools(String url, PostgresSettings settings) {
    this.url = url;
    this.settings = settings;
    int writers = settings.writers();
    int connections = settings.connections();
    var byKeys = NOTHING_PREPARED.matcher(url).find() ? SESSION : BY_KEYS;
    this.groups = pool("cairn-commits", writers, writers, byKeys);
    this.others = pool("cairn-reads", connections - writers, 1, byKeys);
    this.queries = pool("cairn-queries", Math.max(2, connections / 2), 1, SESSION);
  }

  /** For groups of commits: as many as are written at once, so that each is warm. */
  HikariDataSource groups() {
    return groups;
  }

  /** For statements that are always the same. */
  HikariDataSource others() {
    return others;
  }

  /** For statements that are worth planning for their values. */
  HikariDataSource queries() {
    return queries;
  }

  private HikariDataSource pool(String name, int most, int idle, String first) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setPoolName(name);
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(idle);
    config.setConnectionTimeout(settings.patience().toMillis());
    config.setConnectionInitSql(first);
    // Few texts, used again and again: prepared on the server soon. The URL may say otherwise.
    config.addDataSourceProperty("prepareThreshold", "2");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // Details of the server's errors quote rows, and rows hold states.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    try {
      var pool = new HikariDataSource(config);
      opened.push(pool);
      return pool;
    } catch (PoolInitializationException failure) {
      close();
      throw new CairnException.Unavailable("the database did not answer", failure);
    }
  }

  @Override
  public void close() {
    opened.forEach(HikariDataSource::close);
  }
}
