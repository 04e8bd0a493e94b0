package dev.cairn;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What sort of commit made a version. */
public enum Kind {
  CREATE,
  COMMIT,
  RESTORE,
  FORK,
  MIGRATE,
  DELETE;

  public static Optional<Kind> named(String text) {
    return Arrays.stream(values()).filter(kind -> kind.toString().equals(text)).findFirst();
  }

  /** The name in JSON, such as {@code create}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
