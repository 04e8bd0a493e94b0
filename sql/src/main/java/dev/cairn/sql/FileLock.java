package dev.cairn.sql;

import dev.cairn.CairnException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process at a time: held on a file beside the database, because SQLite gives up its own locks
 * when anything in the process closes the database file.
 */
final class FileLock implements AutoCloseable {
  private final FileChannel channel;

  private FileLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock, or says politely that another has it. */
  static FileLock of(Path database) {
    var file = database.resolveSibling(database.getFileName() + ".lock");
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        channel.close();
        throw new CairnException.Unavailable(
            database + " is open in another process",
            "stop that process, or talk to it: one process at a time opens a SQLite store");
      }
      return new FileLock(channel);
    } catch (IOException failure) {
      throw new CairnException.Unavailable("cannot lock " + file, failure);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException byThisProcess) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new CairnException.Unavailable("cannot unlock the store", failure);
    }
  }
}
