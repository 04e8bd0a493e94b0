package dev.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.UserId;
import dev.cairn.store.HeadRead;
import dev.cairn.store.Log.Outcome;
import dev.cairn.store.Store;
import dev.cairn.store.Store.Ownership;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits that are part of the caller's own transaction. */
class JoinTest {
  private final String url = PostgresServer.freshDatabase();
  private Store store;
  private Case made;

  @BeforeEach
  void open() {
    store = SqlStores.postgresql(url, PostgresSettings.defaults());
    made = Case.of(store.catalog().addUser("ada", new UserId(UUID.randomUUID())), new UUID(7, 7));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Connection transaction() throws SQLException {
    var connection = DriverManager.getConnection(url);
    connection.setAutoCommit(false);
    return connection;
  }

  @Test
  void a_commit_is_there_when_the_caller_commits() throws SQLException {
    try (var connection = transaction()) {
      var joined = SqlStores.join(connection);
      assertThat(joined.traits().ownership()).isEqualTo(Ownership.BORROWED);
      made.next().into(joined);
      assertThat(Case.found(joined.log(), made.id()).version()).isEqualTo(1);
      assertThat(Case.head(store.log(), made.id())).isEqualTo(new HeadRead.Missing());
      joined.close();
      connection.commit();
    }
    assertThat(Case.found(store.log(), made.id()).version()).isEqualTo(1);
  }

  @Test
  void a_commit_is_gone_when_the_caller_rolls_back() throws SQLException {
    try (var connection = transaction()) {
      made.next().into(SqlStores.join(connection));
      connection.rollback();
    }
    assertThat(Case.head(store.log(), made.id())).isEqualTo(new HeadRead.Missing());
  }

  @Test
  void what_is_refused_leaves_the_transaction_alive() throws SQLException {
    try (var connection = transaction()) {
      var joined = SqlStores.join(connection);
      var orphan = Case.of(new UserId(UUID.randomUUID()), UUID.randomUUID()).next();
      assertThatThrownBy(() -> orphan.write(joined)).isInstanceOf(IllegalStateException.class);
      var one = made.next();
      var stray = Case.of(made.instance().origin().owner(), UUID.randomUUID()).next().next();
      assertThat(joined.log().appendTogether(List.of(one.append(), stray.append())))
          .contains(Outcome.REFUSED);
      assertThat(Case.head(joined.log(), made.id())).isEqualTo(new HeadRead.Missing());
      one.into(joined);
      connection.commit();
    }
    assertThat(Case.found(store.log(), made.id()).version()).isEqualTo(1);
  }

  @Test
  void a_connection_without_a_transaction_is_refused() throws SQLException {
    try (var connection = DriverManager.getConnection(url)) {
      assertThatThrownBy(() -> SqlStores.join(connection))
          .isInstanceOf(CairnException.Invalid.class);
    }
  }
}
