package dev.cairn.store;

import dev.cairn.Definition;
import dev.cairn.UserId;
import java.util.List;
import java.util.Optional;

/** The small tables that instances refer to. */
public interface Catalog {

  /** Keeps a user; the id that counts is returned, which is an older one if there is one. */
  UserId addUser(String subject, UserId candidate);

  Optional<UserId> user(String subject);

  Optional<String> subject(UserId user);

  /**
   * Keeps a definition, unless this version of it is kept already.
   *
   * @return the one that is kept
   */
  Registered addDefinition(Definition definition);

  void deprecate(String id, int version);

  /** All definitions, by id and version. */
  List<Registered> definitions();

  /** A definition, and whether new instances may begin with it. */
  record Registered(Definition definition, Availability availability) {}

  /** Whether new instances may begin with a definition. */
  enum Availability {
    OFFERED,
    DEPRECATED
  }
}
