package dev.cairn.server.http;

import dev.cairn.Cairn;
import dev.cairn.Role;
import java.util.Set;

/**
 * Who calls, as the gate found out.
 *
 * @param cairn the store as this caller may see and change it: handlers have no other
 */
public record Caller(String subject, Set<Role> roles, Cairn cairn) {
  public Caller {
    roles = Set.copyOf(roles);
  }

  /** Whether one of the roles is at least this one. */
  public boolean may(Role least) {
    return roles.stream().anyMatch(it -> it.includes(least));
  }
}
