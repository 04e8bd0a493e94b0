package dev.cairn.server.access;

import dev.cairn.ApiKey;
import dev.cairn.CairnException;
import dev.cairn.Identities;
import dev.cairn.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The first key of a store: an Admin's, in a file that its owner alone can read. */
public final class FirstStart {
  /** The name of the file in the data folder. */
  public static final String FILE = "admin.key";

  /** Whom the first key is for. */
  public static final String SUBJECT = "admin";

  private FirstStart() {}

  /** The first key, and the file that holds its text. */
  public record First(Path file, ApiKey key) {}

  /**
   * Makes the first key of a store that has none, or none that is not revoked: whoever owns the
   * data folder is never locked out.
   *
   * @return the key and its file; empty when the store has a key
   * @throws CairnException.Unavailable when the file cannot be written; no key is left behind then
   */
  public static Optional<First> run(Path data, Identities identities) {
    boolean closed = identities.keys().stream().allMatch(key -> key.revokedAt().isPresent());
    return closed ? Optional.of(make(data, identities)) : Optional.empty();
  }

  private static First make(Path data, Identities identities) {
    var wanted =
        new ApiKey.Wanted(SUBJECT, new TreeSet<>(Set.of(Role.ADMIN.toString())), Optional.empty());
    var created = identities.createKey(wanted);
    try {
      return new First(write(data, created.text()), created.key());
    } catch (IOException failure) {
      identities.revokeKey(created.key().id());
      throw new CairnException.Unavailable(
          "the admin key cannot be written to " + FILE + " of the data folder", failure);
    }
  }

  /** Whole or not at all, and never readable by others, not even for a moment. */
  private static Path write(Path data, String text) throws IOException {
    Files.createDirectories(data);
    var file = data.resolve(FILE);
    var unfinished = Files.createTempFile(data, FILE, ".new", ownerOnly(data));
    try (var out = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      out.write(StandardCharsets.UTF_8.encode(text + "\n"));
      out.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    // The store keeps the key's hash over a loss of power, and so must the folder its name.
    syncFolder(data);
    return file;
  }

  /** Where folders can be synced; elsewhere the file system keeps names by itself. */
  private static void syncFolder(Path data) throws IOException {
    if (isPosix(data)) {
      try (var folder = FileChannel.open(data, StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  private static boolean isPosix(Path data) throws IOException {
    return Files.getFileStore(data).supportsFileAttributeView("posix");
  }

  private static FileAttribute<?>[] ownerOnly(Path data) throws IOException {
    // Elsewhere the folder's own rights apply, which are the user's.
    return isPosix(data)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
