package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Definition;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Kernel;
import dev.cairn.sql.PostgresSettings;
import dev.cairn.sql.SqlStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What needs a PostgreSQL. */
class OperationsExamplesTest {
  @Test
  void settings_and_joining() throws IOException, SQLException {
    try (var server = EmbeddedPostgres.start()) {
      var url = server.getJdbcUrl("postgres", "postgres");
      open(url).close();
      join(server.getPostgresDatabase());
      try (var cairn = Cairn.open(url)) {
        var page = cairn.workflows().query(dev.cairn.Query.of(dev.cairn.Filter.everything()));
        assertThat(page.items())
            .singleElement()
            .satisfies(it -> assertThat(it.context()).isEqualTo(JsonObject.of("orderId", 4711)));
      }
    }
  }

  private static Cairn open(String url) {
    // docs:settings
    var settings =
        PostgresSettings.defaults()
            .lanes(16)
            .writers(4)
            .connections(20)
            .patience(Duration.ofSeconds(2));
    var cairn = Kernel.over(SqlStores.postgresql(url, settings), Options.defaults());
    // end
    cairn.definitions().register(Definition.named("fulfil"));
    return cairn;
  }

  private static void join(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id bigint PRIMARY KEY)");
    }
    // docs:join
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var insert = connection.prepareStatement("INSERT INTO orders (id) VALUES (?)");
          var cairn = SqlStores.join(connection, Options.defaults())) {
        insert.setLong(1, 4711);
        insert.executeUpdate();
        var context = JsonObject.of("orderId", 4711);
        cairn.workflows().create(NewInstance.of("fulfil").context(context));
      }
      connection.commit();
    }
    // end
  }
}
