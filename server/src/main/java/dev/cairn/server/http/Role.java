package dev.cairn.server.http;

import java.util.Arrays;
import java.util.Optional;

/** What a caller may do, from the least to the most; who has a role has those below it too. */
public enum Role {
  VIEWER("Viewer"),
  PARTICIPANT("Participant"),
  OPERATOR("Operator"),
  ADMIN("Admin");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  /** Finds the role of this name, as it stands in JSON. */
  public static Optional<Role> named(String text) {
    return Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
  }

  /** Whether who has this role may do what {@code other} may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** The name in JSON, such as {@code Participant}. */
  @Override
  public String toString() {
    return text;
  }
}
