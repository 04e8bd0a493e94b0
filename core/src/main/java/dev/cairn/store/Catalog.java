package dev.cairn.store;

import dev.cairn.ApiKey;
import dev.cairn.Definition;
import dev.cairn.KeyId;
import dev.cairn.User;
import dev.cairn.UserId;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The small tables that instances refer to. */
public interface Catalog {

  /** Keeps a user; the id that counts is returned, which is an older one if there is one. */
  UserId addUser(String subject, UserId candidate);

  Optional<UserId> user(String subject);

  Optional<String> subject(UserId user);

  /** Keeps the roles that a user came with. */
  void setRoles(UserId user, SortedSet<String> roles);

  /** Users after a subject, in the order of subjects by code point. */
  List<User> users(Optional<String> after, int limit);

  /** Keeps a new key. */
  void addKey(ApiKey key);

  Optional<ApiKey> key(KeyId id);

  Optional<ApiKey> key(Sha256 hash);

  /** All keys, by the time they were made and their id. */
  List<ApiKey> keys();

  /** Notes when a key was revoked, unless it was before. */
  void revokeKey(KeyId id, Instant at);

  /**
   * Keeps a definition, unless this version of it is kept already.
   *
   * @return the one that is kept
   */
  Registered addDefinition(Definition definition);

  void deprecate(String id, int version);

  /** All definitions, by id and version. */
  List<Registered> definitions();

  /** Grows with every definition that is added, and with every one that is deprecated. */
  long definitionChanges();

  /** A definition, and whether new instances may begin with it. */
  record Registered(Definition definition, Availability availability) {}

  /** Whether new instances may begin with a definition. */
  enum Availability {
    OFFERED,
    DEPRECATED
  }
}
