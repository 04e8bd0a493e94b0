package dev.cairn.server.access;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.Reason;
import java.util.Optional;

/**
 * Making instances. Whoever names an id can learn that it is taken: two instances cannot have one,
 * and a UUID that is not known cannot be guessed. All that is said is that, in the same words
 * whosever it is; what an idempotency key made for somebody else is not shown either.
 */
record GuardedCreation(Guard guard) {

  Instance create(NewInstance wanted) {
    check(wanted);
    try {
      return shown(guard.cairn().workflows().create(wanted));
    } catch (CairnException.Refused refused) {
      throw taken(wanted.id(), refused);
    }
  }

  /** Whether it may be asked for at all. */
  void check(NewInstance wanted) {
    guard.check(Operation.CREATE);
    wanted.parent().ifPresent(parent -> guard.check(Operation.READ, parent));
    boolean ownOne = wanted.owner().filter(it -> !it.equals(guard.principal().subject())).isEmpty();
    if (!ownOne) {
      guard.check(Operation.CREATE_FOR_OTHERS);
    }
    wanted.id().ifPresent(this::checkFree);
  }

  void checkFree(InstanceId id) {
    if (isForeign(id)) {
      throw taken(id);
    }
  }

  private boolean isForeign(InstanceId id) {
    return guard.find(id).filter(it -> !guard.sees(it)).isPresent();
  }

  /** What a repeated key made is as it was then, and for those only who may see it now. */
  private Instance shown(Instance made) {
    if (!guard.sees(guard.find(made.id()).orElse(made))) {
      throw taken(made.id());
    }
    return made;
  }

  private CairnException taken(Optional<InstanceId> id, CairnException.Refused refused) {
    boolean byKey =
        refused.result() instanceof CommitResult.Rejected rejected
            && rejected.reasons().stream().anyMatch(it -> it.code() == Reason.Code.KEY_REUSED);
    return byKey && id.filter(this::isForeign).isPresent() ? taken(id.get()) : refused;
  }

  private static CairnException taken(InstanceId id) {
    return new CairnException.AlreadyExists(
        "already_exists", "there is an instance " + id + " already", "choose another id, or none");
  }
}
