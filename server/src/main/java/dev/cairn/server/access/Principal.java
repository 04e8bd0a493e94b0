package dev.cairn.server.access;

import dev.cairn.CairnException;
import dev.cairn.KeyId;
import dev.cairn.Role;
import dev.cairn.UserId;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who calls.
 *
 * @param roles names of {@link Role}s, and others, which approvals may ask for
 * @param key the API key that said so, if one did
 * @param session the session that a browser showed, by its hash, if it showed one
 * @param until when the credentials end by themselves, if they do
 */
public record Principal(
    String subject,
    UserId userId,
    SortedSet<String> roles,
    Optional<KeyId> key,
    Optional<Sha256> session,
    Optional<Instant> until) {

  /**
   * Somebody with rights.
   *
   * @throws CairnException.Forbidden when no role gives any rights
   */
  public Principal {
    var copy = new TreeSet<String>();
    copy.addAll(roles);
    roles = Collections.unmodifiableSortedSet(copy);
    if (Role.highest(roles).isEmpty()) {
      throw new CairnException.Forbidden(
          "the credentials give no role that has rights",
          "ask for one of Viewer, Participant, Operator, Admin");
    }
  }

  /** Somebody who showed credentials themselves. */
  public Principal(
      String subject,
      UserId userId,
      SortedSet<String> roles,
      Optional<KeyId> key,
      Optional<Instant> until) {
    this(subject, userId, roles, key, Optional.empty(), until);
  }

  /** The highest role, which says what it may do. */
  public Role role() {
    return Role.highest(roles).orElseThrow();
  }
}
