package dev.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is set on connections to PostgreSQL, and on which. */
class PostgresPoolsTest {
  private static final PostgresSettings SETTINGS = PostgresSettings.defaults();

  private final String url = PostgresServer.freshDatabase();

  PostgresPoolsTest() throws SQLException {}

  private static String shown(DataSource pool, String setting) throws SQLException {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW " + setting)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void statements_that_go_by_keys_are_planned_once_and_never_read_whole_tables()
      throws SQLException {
    try (var pools = new PostgresPools(url, SETTINGS)) {
      assertThat(shown(pools.groups(), "enable_seqscan")).isEqualTo("off");
      assertThat(shown(pools.others(), "plan_cache_mode")).isEqualTo("force_generic_plan");
      assertThat(shown(pools.queries(), "enable_seqscan")).isEqualTo("on");
      assertThat(shown(pools.queries(), "plan_cache_mode")).isEqualTo("auto");
    }
  }

  @Test
  void where_nothing_is_prepared_plans_are_left_alone() throws SQLException {
    var pooled = url + (url.contains("?") ? "&" : "?") + "prepareThreshold=0";
    try (var pools = new PostgresPools(pooled, SETTINGS)) {
      assertThat(shown(pools.groups(), "enable_seqscan")).isEqualTo("on");
      assertThat(shown(pools.others(), "plan_cache_mode")).isEqualTo("auto");
    }
  }

  @Test
  void there_are_as_many_connections_for_groups_as_groups_are_written_at_once()
      throws SQLException {
    try (var pools = new PostgresPools(url, SETTINGS.lanes(4).writers(3).connections(5))) {
      assertThat(pools.groups().getMaximumPoolSize()).isEqualTo(3);
      assertThat(pools.others().getMaximumPoolSize()).isEqualTo(2);
      assertThat(pools.queries().getMaximumPoolSize()).isEqualTo(2);
    }
  }
}
