package dev.cairn.sql;

import dev.cairn.Admission;
import dev.cairn.Admissions;
import dev.cairn.KeyId;
import dev.cairn.Times;
import dev.cairn.json.Sha256;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sessions of browsers and what opens them. */
final class SqlAdmissions implements Admissions {
  /** How many hashes a statement asks for: one text, and so one plan, whatever is asked. */
  private static final int ASKED = 50;

  private static final String HASHES =
      "hash IN (" + String.join(", ", Collections.nCopies(ASKED, "?")) + ")";

  /** A key that is revoked ends what it opened, and what is being opened with it. */
  private static final String GOOD =
      """
       AND NOT EXISTS (SELECT 1 FROM api_key k
                        WHERE k.id = admission.key_id AND k.revoked_at IS NOT NULL)\
      """;

  private static final String FOUND =
      "SELECT hash, kind, subject, roles, key_id, used_at, expires_at FROM admission WHERE hash = ?"
          + GOOD;

  private final Database database;

  SqlAdmissions(Database database) {
    this.database = database;
  }

  @Override
  public boolean open(Admission admission, int most) {
    var now = Times.toMicros(admission.usedAt());
    // By itself: whoever opens another meanwhile must not wait for this one's rows.
    var over = Sql.of("DELETE FROM admission WHERE expires_at <= ?", now);
    database.write(session -> session.update(over));
    return database.write(session -> {
      boolean isNew = session.update(insert(admission)) > 0;
      session.update(crowd(admission, most));
      return isNew;
    });
  }

  private static Sql insert(Admission it) {
    return Sql.of(
        """
        INSERT INTO admission (hash, kind, subject, roles, key_id, used_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING
        """,
        it.hash().bytes(),
        name(it.kind()),
        it.subject(),
        SqlIdentities.text(it.roles()),
        it.key().map(KeyId::value).orElse(null),
        Times.toMicros(it.usedAt()),
        Times.toMicros(it.until()));
  }

  /** Those of the same kind and subject that were not used for longest. */
  private static Sql crowd(Admission it, int most) {
    return Sql.of(
        """
        DELETE FROM admission WHERE hash IN (
          SELECT hash FROM admission WHERE subject = ? AND kind = ? AND hash <> ?
           ORDER BY used_at DESC, hash LIMIT 1000 OFFSET ?)
        """,
        it.subject(),
        name(it.kind()),
        it.hash().bytes(),
        most - 1);
  }

  @Override
  public Optional<Admission> find(Sha256 hash) {
    var sql = Sql.of(FOUND, (Object) hash.bytes());
    return database.read(session -> session.first(sql, SqlAdmissions::admission));
  }

  @Override
  public Set<Sha256> among(Set<Sha256> hashes) {
    var all = List.copyOf(hashes);
    var found = new HashSet<Sha256>();
    for (int from = 0; from < all.size(); from += ASKED) {
      var sql = among(all.subList(from, Math.min(all.size(), from + ASKED)));
      found.addAll(database.read(session -> session.list(sql, Row::hash)));
    }
    return found;
  }

  private static Sql among(List<Sha256> some) {
    var values = new @Nullable Object[ASKED];
    for (int i = 0; i < ASKED; i++) {
      values[i] = some.get(Math.min(i, some.size() - 1)).bytes();
    }
    return Sql.of("SELECT hash FROM admission WHERE " + HASHES + GOOD, values);
  }

  @Override
  public void use(Sha256 hash, Instant at) {
    var micros = Times.toMicros(at);
    var update =
        Sql.of(
            "UPDATE admission SET used_at = ? WHERE hash = ? AND used_at < ?",
            micros,
            hash.bytes(),
            micros);
    database.write(session -> session.update(update));
  }

  @Override
  public boolean end(Sha256 hash) {
    var delete = Sql.of("DELETE FROM admission WHERE hash = ?", (Object) hash.bytes());
    return database.write(session -> session.update(delete)) > 0;
  }

  private static Admission admission(Row row) throws SQLException {
    return new Admission(
        row.hash(),
        kind(row, row.text()),
        row.text(),
        SqlIdentities.roles(row),
        row.optionalId().map(it -> new KeyId(it.value())),
        row.time(),
        row.time());
  }

  private static Admission.Kind kind(Row row, String name) {
    return Arrays.stream(Admission.Kind.values())
        .filter(it -> name(it).equals(name))
        .findFirst()
        .orElseThrow(() -> row.broken("admission " + name));
  }

  private static String name(Admission.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
