package dev.cairn.server.access;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.KeyId;
import dev.cairn.Role;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks for each step of a principal whether it may be taken, and notes it when it may not. */
record Guard(Principal principal, Cairn cairn, Denials denials, Consumer<KeyId> revoked) {

  /** Lets pass who may do something that is about no instance in particular. */
  void check(Operation operation) {
    if (operation.decide(principal.role(), Relation.OTHER) != Operation.Answer.ALLOWED) {
      throw forbidden(operation, "");
    }
  }

  /**
   * Lets pass who may do something with an instance.
   *
   * @throws CairnException.NotFound just as if there were none, when the principal may not see it
   */
  void check(Operation operation, InstanceId id) {
    switch (operation.decide(principal.role(), relation(id))) {
      case ALLOWED -> {}
      case FORBIDDEN -> throw forbidden(operation, id.toString());
      case HIDDEN -> throw hidden(operation, id);
    }
  }

  /** Whoever sees everything needs no look at the instance. */
  private Relation relation(InstanceId id) {
    return seesAll()
        ? Relation.OTHER
        : find(id).map(it -> Relation.of(principal, it)).orElse(Relation.OTHER);
  }

  Optional<Instance> find(InstanceId id) {
    return cairn.workflows().find(id);
  }

  boolean seesAll() {
    return principal.role().includes(Role.OPERATOR);
  }

  boolean sees(Instance instance) {
    return seesAll() || Relation.of(principal, instance) != Relation.OTHER;
  }

  /** Whether the principal sees what it asked for by its id; it is noted when not. */
  boolean shows(Instance instance) {
    boolean sees = sees(instance);
    if (!sees) {
      note(Denials.Kind.HIDDEN, Operation.READ, instance.id().toString());
    }
    return sees;
  }

  private CairnException hidden(Operation operation, InstanceId id) {
    note(Denials.Kind.HIDDEN, operation, id.toString());
    return CairnException.NotFound.instance(id);
  }

  CairnException.Forbidden forbidden(Operation operation, String target) {
    note(Denials.Kind.FORBIDDEN, operation, target);
    var what = operation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new CairnException.Forbidden(
        principal.subject() + " may not do this: " + what,
        operation.isOnInstance()
            ? "it takes the role " + operation.needed() + ", and the owner or an Operator to say so"
            : "it takes the role " + operation.needed());
  }

  private void note(Denials.Kind kind, Operation operation, String target) {
    denials.note(kind, principal.subject(), operation.name().toLowerCase(Locale.ROOT), target);
  }
}
