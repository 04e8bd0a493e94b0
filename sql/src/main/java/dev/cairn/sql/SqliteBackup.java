package dev.cairn.sql;

import dev.cairn.CairnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;

/**
 * Whole copies of a SQLite store. Each file is complete and durable under another name before it
 * gets its own: whoever finds it finds all of it.
 */
public final class SqliteBackup {
  private SqliteBackup() {}

  /**
   * Saves a store as it is now into one new file. The store may be open, also in another process,
   * and commits meanwhile; they are not in the copy.
   *
   * @return the size of the copy in bytes
   * @throws CairnException.AlreadyExists when the target is there
   * @throws CairnException.NotFound when the store is not
   */
  public static long save(Path store, Path target) {
    requirePresent(store);
    requireAbsent(target);
    return put(target, part -> copyOnline(store, part));
  }

  /**
   * Makes a store of a backup.
   *
   * @return its size in bytes
   * @throws CairnException.AlreadyExists when there is a store already
   * @throws CairnException.NotFound when the backup is not there
   * @throws CairnException.Unavailable when another process is about to open the store
   */
  public static long restore(Path backup, Path store) {
    requirePresent(backup);
    // A log that was left behind belongs to another file of that name.
    List.of("", "-wal", "-journal").forEach(it -> requireAbsent(sibling(store, it)));
    try (var lock = FileLock.of(store)) {
      return put(store, part -> copyOnline(backup, part));
    }
  }

  private interface Copy {
    void to(Path part) throws SQLException, IOException;
  }

  private static long put(Path target, Copy copy) {
    var part = sibling(target, ".part");
    try {
      Files.deleteIfExists(part);
      copy.to(part);
      sync(part, StandardOpenOption.WRITE);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      sync(target.toAbsolutePath().resolveSibling(""), StandardOpenOption.READ);
      return Files.size(target);
    } catch (SQLException failure) {
      throw Failures.judge(failure);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Reads in one transaction, so that no commit is there by half. */
  private static void copyOnline(Path from, Path part) throws SQLException {
    try (var connection = SqliteConnections.checkpointer(from);
        var copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, part.toString());
      copy.execute();
    }
  }

  private static void sync(Path path, StandardOpenOption access) throws IOException {
    try (var channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }

  private static Path sibling(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static void requirePresent(Path file) {
    if (!Files.exists(file)) {
      throw new CairnException.NotFound(
          "store_not_found", "no store at " + file, "name a SQLite file that is there");
    }
  }

  private static void requireAbsent(Path file) {
    if (Files.exists(file)) {
      throw new CairnException.AlreadyExists(
          "file_exists", file + " is there already", "choose another name, or move it away first");
    }
  }
}
