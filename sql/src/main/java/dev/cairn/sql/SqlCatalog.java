package dev.cairn.sql;

import dev.cairn.ApiKey;
import dev.cairn.Definition;
import dev.cairn.KeyId;
import dev.cairn.User;
import dev.cairn.UserId;
import dev.cairn.json.Sha256;
import dev.cairn.store.Catalog;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/** Users, keys and definitions. */
final class SqlCatalog implements Catalog {
  private static final String USER = "SELECT id FROM users WHERE subject = ?";
  private static final String DEFINITION = "SELECT body, availability FROM definition";

  private final Database database;
  private final SqlIdentities identities;

  SqlCatalog(Database database) {
    this.database = database;
    this.identities = new SqlIdentities(database);
  }

  @Override
  public UserId addUser(String subject, UserId candidate) {
    var insert =
        Sql.of(
            """
            INSERT INTO users (id, subject, roles) VALUES (?, ?, '[]')
            ON CONFLICT (subject) DO NOTHING
            """,
            candidate.value(),
            subject);
    return database.write(session -> {
      session.update(insert);
      return session.first(Sql.of(USER, subject), SqlCatalog::user).orElseThrow();
    });
  }

  @Override
  public Optional<UserId> user(String subject) {
    return database.read(session -> session.first(Sql.of(USER, subject), SqlCatalog::user));
  }

  @Override
  public Optional<String> subject(UserId user) {
    var sql = Sql.of("SELECT subject FROM users WHERE id = ?", user.value());
    return database.read(session -> session.first(sql, Row::text));
  }

  @Override
  public void setRoles(UserId user, SortedSet<String> roles) {
    identities.setRoles(user, roles);
  }

  @Override
  public List<User> users(Optional<String> after, int limit) {
    return identities.users(after, limit);
  }

  @Override
  public void addKey(ApiKey key) {
    identities.addKey(key);
  }

  @Override
  public Optional<ApiKey> key(KeyId id) {
    return identities.key(id);
  }

  @Override
  public Optional<ApiKey> key(Sha256 hash) {
    return identities.key(hash);
  }

  @Override
  public List<ApiKey> keys() {
    return identities.keys();
  }

  @Override
  public void revokeKey(KeyId id, Instant at) {
    identities.revokeKey(id, at);
  }

  @Override
  public Registered addDefinition(Definition definition) {
    var insert =
        Sql.of(
            """
            INSERT INTO definition (key, version, id, body, availability) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (key, version) DO NOTHING
            """,
            Rows.key(definition.id()),
            definition.version(),
            definition.id(),
            definition.json().canonical(),
            name(Availability.OFFERED));
    var kept =
        Sql.of(
            DEFINITION + " WHERE key = ? AND version = ?",
            Rows.key(definition.id()),
            definition.version());
    return database.write(session -> {
      session.update(insert);
      return session.first(kept, SqlCatalog::registered).orElseThrow();
    });
  }

  @Override
  public void deprecate(String id, int version) {
    var update =
        Sql.of(
            "UPDATE definition SET availability = ? WHERE key = ? AND version = ?",
            name(Availability.DEPRECATED),
            Rows.key(id),
            version);
    database.write(session -> session.update(update));
  }

  @Override
  public List<Registered> definitions() {
    var all = Sql.of(DEFINITION + " ORDER BY key, version");
    return database.read(session -> session.list(all, SqlCatalog::registered));
  }

  @Override
  public long definitionChanges() {
    var count =
        Sql.of(
            "SELECT count(*) + count(CASE WHEN availability = ? THEN 1 END) FROM definition",
            name(Availability.DEPRECATED));
    return database.read(session -> session.first(count, Row::number).orElseThrow());
  }

  private static UserId user(Row row) throws SQLException {
    return new UserId(row.uuid());
  }

  private static Registered registered(Row row) throws SQLException {
    return new Registered(Definition.parse(row.json()), availability(row, row.text()));
  }

  private static Availability availability(Row row, String name) {
    return Arrays.stream(Availability.values())
        .filter(it -> name(it).equals(name))
        .findFirst()
        .orElseThrow(() -> row.broken("availability " + name));
  }

  private static String name(Availability availability) {
    return availability.name().toLowerCase(Locale.ROOT);
  }
}
