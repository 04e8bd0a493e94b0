package dev.cairn.sql;

import dev.cairn.ApiKey;
import dev.cairn.KeyId;
import dev.cairn.Times;
import dev.cairn.User;
import dev.cairn.UserId;
import dev.cairn.json.Json;
import dev.cairn.json.Sha256;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Users and API keys. Roles are a JSON array, as state members are. */
final class SqlIdentities {
  private static final String KEY =
      """
      SELECT id, subject, roles, hash, prefix, created_at, created_by, expires_at, revoked_at
        FROM api_key\
      """;

  private final Database database;

  SqlIdentities(Database database) {
    this.database = database;
  }

  void setRoles(UserId user, SortedSet<String> roles) {
    var text = text(roles);
    // Who calls often changes its roles seldom: look before writing.
    var same = Sql.of("SELECT 1 FROM users WHERE id = ? AND roles = ?", user.value(), text);
    if (database.read(session -> session.first(same, Row::integer)).isEmpty()) {
      var update = Sql.of("UPDATE users SET roles = ? WHERE id = ?", text, user.value());
      database.write(session -> session.update(update));
    }
  }

  List<User> users(Optional<String> after, int limit) {
    var sql =
        Sql.of(
            "SELECT id, subject, roles FROM users WHERE subject > ? ORDER BY subject LIMIT ?",
            after.orElse(""),
            limit);
    return database.read(session -> session.list(sql, SqlIdentities::user));
  }

  void addKey(ApiKey key) {
    var insert =
        Sql.of(
            """
            INSERT INTO api_key (id, subject, roles, hash, prefix, created_at, created_by,
                                 expires_at, revoked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            key.id().value(),
            key.subject(),
            text(key.roles()),
            key.hash().bytes(),
            key.prefix(),
            Times.toMicros(key.createdAt()),
            key.createdBy(),
            key.expiresAt().map(Times::toMicros).orElse(null),
            key.revokedAt().map(Times::toMicros).orElse(null));
    database.write(session -> session.update(insert));
  }

  Optional<ApiKey> key(KeyId id) {
    return key(Sql.of(KEY + " WHERE id = ?", id.value()));
  }

  Optional<ApiKey> key(Sha256 hash) {
    return key(Sql.of(KEY + " WHERE hash = ?", (Object) hash.bytes()));
  }

  private Optional<ApiKey> key(Sql sql) {
    return database.read(session -> session.first(sql, SqlIdentities::key));
  }

  List<ApiKey> keys() {
    var all = Sql.of(KEY + " ORDER BY created_at, id");
    return database.read(session -> session.list(all, SqlIdentities::key));
  }

  void revokeKey(KeyId id, Instant at) {
    var update =
        Sql.of(
            "UPDATE api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
            Times.toMicros(at),
            id.value());
    database.write(session -> session.update(update));
  }

  private static User user(Row row) throws SQLException {
    return new User(new UserId(row.uuid()), row.text(), roles(row));
  }

  private static ApiKey key(Row row) throws SQLException {
    return new ApiKey(
        new KeyId(row.uuid()),
        row.text(),
        roles(row),
        row.hash(),
        row.text(),
        row.time(),
        row.text(),
        row.optionalNumber().map(Times::ofMicros),
        row.optionalNumber().map(Times::ofMicros));
  }

  static SortedSet<String> roles(Row row) throws SQLException {
    var roles = new TreeSet<String>();
    row.json().asArray().forEach(role -> roles.add(role.asString()));
    return roles;
  }

  static String text(SortedSet<String> roles) {
    return Json.of(roles.stream().toList()).canonical();
  }
}
