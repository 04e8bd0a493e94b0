package dev.cairn.server.access;

import dev.cairn.Instance;

/** What somebody has to do with an instance. */
enum Relation {
  OWNER,
  PARTICIPANT,
  /** Nothing; or there is no such instance, which must look the same. */
  OTHER;

  static Relation of(Principal principal, Instance instance) {
    if (instance.origin().owner().equals(principal.userId())) {
      return OWNER;
    }
    return instance.participants().contains(principal.subject()) ? PARTICIPANT : OTHER;
  }
}
