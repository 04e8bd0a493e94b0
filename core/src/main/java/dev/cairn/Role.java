package dev.cairn;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What a caller may do, from little to much: each may do what those before it may. */
public enum Role {
  /** Reads what it takes part in. */
  VIEWER("Viewer"),
  /** Creates instances, and changes those that it takes part in. */
  PARTICIPANT("Participant"),
  /** Sees and changes every instance. */
  OPERATOR("Operator"),
  /** Registers definitions, makes keys, erases. */
  ADMIN("Admin");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  public static Optional<Role> named(String text) {
    return Arrays.stream(values()).filter(role -> role.text.equals(text)).findFirst();
  }

  /** The highest of those named; other names are for approvals and give no rights. */
  public static Optional<Role> highest(Collection<String> names) {
    return names.stream().flatMap(name -> named(name).stream()).max(Comparator.naturalOrder());
  }

  /** Whether this role may do what {@code needed} may. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The name in JSON, such as {@code Participant}. */
  @Override
  public String toString() {
    return text;
  }
}
