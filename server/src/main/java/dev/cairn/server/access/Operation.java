package dev.cairn.server.access;

import dev.cairn.Role;

/**
 * Everything that can be asked for, and who may: the one place where rights are written down. The
 * page docs/access.md shows it, and a test compares the two.
 */
enum Operation {
  READ(Role.VIEWER, Scope.RELATED),
  CHANGE(Role.PARTICIPANT, Scope.RELATED),
  FORK(Role.PARTICIPANT, Scope.RELATED),
  SHARE(Role.PARTICIPANT, Scope.OWNED),
  DELETE(Role.PARTICIPANT, Scope.OWNED),
  PRUNE(Role.ADMIN, Scope.OWNED),
  PURGE(Role.ADMIN, Scope.OWNED),
  READ_DEFINITIONS(Role.VIEWER, Scope.STORE),
  CREATE(Role.PARTICIPANT, Scope.STORE),
  CREATE_FOR_OTHERS(Role.OPERATOR, Scope.STORE),
  VERIFY_ALL(Role.OPERATOR, Scope.STORE),
  TRY_MIGRATION(Role.OPERATOR, Scope.STORE),
  DO_TASKS(Role.OPERATOR, Scope.STORE),
  DEFINE(Role.ADMIN, Scope.STORE),
  IMPORT(Role.ADMIN, Scope.STORE),
  APPLY_RETENTION(Role.ADMIN, Scope.STORE),
  IDENTIFY(Role.ADMIN, Scope.STORE);

  /** What an operation is about. */
  private enum Scope {
    /** An instance that one owns. */
    OWNED,
    /** An instance that one owns or takes part in. */
    RELATED,
    /** No instance in particular. */
    STORE;

    boolean admits(Relation relation) {
      return switch (this) {
        case OWNED -> relation == Relation.OWNER;
        case RELATED -> relation != Relation.OTHER;
        case STORE -> true;
      };
    }
  }

  /** Whether somebody may. */
  enum Answer {
    ALLOWED,
    FORBIDDEN,
    /** No, and they must not learn that there is something: 404. */
    HIDDEN
  }

  private final Role needed;
  private final Scope scope;

  Operation(Role needed, Scope scope) {
    this.needed = needed;
    this.scope = scope;
  }

  boolean isOnInstance() {
    return scope != Scope.STORE;
  }

  Role needed() {
    return needed;
  }

  /** Pure: what one does not see is hidden; of the rest, role and relation must both suffice. */
  Answer decide(Role role, Relation relation) {
    boolean seesAll = role.includes(Role.OPERATOR);
    if (isOnInstance() && !seesAll && relation == Relation.OTHER) {
      return Answer.HIDDEN;
    }
    boolean may = role.includes(needed) && (seesAll || scope.admits(relation));
    return may ? Answer.ALLOWED : Answer.FORBIDDEN;
  }
}
