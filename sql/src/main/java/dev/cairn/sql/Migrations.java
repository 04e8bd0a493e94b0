package dev.cairn.sql;

import dev.cairn.CairnException;
import dev.cairn.json.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings a database to the current schema: numbered files, each applied once and for ever the same.
 * A store that is current costs one look.
 */
record Migrations(Database database) {
  /** All files, in order; both databases have the same. */
  static final List<String> FILES = List.of("V001__tables.sql", "V002__admissions.sql");

  private static final String TABLE =
      """
      CREATE TABLE schema_version (
        version integer PRIMARY KEY,
        file text NOT NULL,
        checksum text NOT NULL
      )
      """;

  /** A file that was applied. */
  private record Applied(String file, String checksum) {}

  /** Applies what is missing; a new store gets so many lanes. */
  void apply(int lanes) {
    if (database.read(this::missing).isEmpty()) {
      return;
    }
    database.write(session -> {
      session.first(Sql.of(database.dialect().locksSchema()), Row::number);
      // Another may have done it while this one waited.
      var missing = missing(session);
      if (missing.size() == FILES.size()) {
        session.update(Sql.of(TABLE));
      }
      for (var file : missing) {
        apply(session, file);
      }
      if (missing.size() == FILES.size()) {
        addLanes(session, lanes);
      }
      return missing.size();
    });
  }

  /** Refuses a store that is not current. */
  void require() {
    var missing = database.read(this::missing);
    if (!missing.isEmpty()) {
      throw new CairnException.Unavailable(
          "the store lacks the schema " + missing.getLast(),
          "open it once with SqlStores or the program: that brings it up to date");
    }
  }

  private List<String> missing(Session session) throws SQLException {
    if (session.first(Sql.of(database.dialect().findsSchemaTable()), it -> it).isEmpty()) {
      return FILES;
    }
    var applied =
        session.list(
            Sql.of("SELECT file, checksum FROM schema_version ORDER BY version"),
            row -> new Applied(row.text(), row.text()));
    check(applied);
    return FILES.subList(applied.size(), FILES.size());
  }

  private void check(List<Applied> applied) {
    if (applied.size() > FILES.size()) {
      throw new CairnException.Unavailable(
          "the store was written by a newer release: it has " + applied.getLast().file(),
          "use a release that knows this schema");
    }
    IntStream.range(0, applied.size()).forEach(i -> check(FILES.get(i), applied.get(i)));
  }

  private void check(String file, Applied applied) {
    if (!applied.file().equals(file) || !applied.checksum().equals(checksum(file))) {
      throw new CairnException.Integrity(
          "the schema " + applied.file() + " of the store is not the one of this release");
    }
  }

  private void apply(Session session, String file) throws SQLException {
    for (var statement : text(file).split(";\\s*\n", -1)) {
      if (!statement.isBlank()) {
        session.update(Sql.of(statement));
      }
    }
    session.update(
        Sql.of(
            "INSERT INTO schema_version (version, file, checksum) VALUES (?, ?, ?)",
            FILES.indexOf(file) + 1,
            file,
            checksum(file)));
  }

  private static void addLanes(Session session, int lanes) throws SQLException {
    for (int lane = 0; lane < lanes; lane++) {
      session.update(Sql.of("INSERT INTO lane (lane, position, fence) VALUES (?, 0, 0)", lane));
      session.update(Sql.of("INSERT INTO projection (lane, folded) VALUES (?, 0)", lane));
    }
  }

  private String checksum(String file) {
    return Sha256.ofUtf8(text(file)).hex();
  }

  private String text(String file) {
    var name = "migrations/" + database.dialect().folder() + "/" + file;
    try (var stream = Migrations.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
