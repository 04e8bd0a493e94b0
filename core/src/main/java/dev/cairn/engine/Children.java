package dev.cairn.engine;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.definition.Action;
import dev.cairn.flow.Inputs;
import dev.cairn.flow.Spot;
import dev.cairn.json.Sha256;
import dev.cairn.kernel.Drive;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/** Workflows that are steps of others. */
final class Children {
  private final Cairn cairn;
  private final Drive drive;

  Children(Cairn cairn, Drive drive) {
    this.cairn = cairn;
    this.drive = drive;
  }

  /** Makes the workflow of a step, unless a crash came between making it and saying so. */
  InstanceId begin(Instance parent, Spot spot, Action.Child child) {
    var id = id(spot.idempotencyKey(parent.id().toString()));
    try {
      cairn
          .workflows()
          .create(
              NewInstance.of(child.workflowId())
                  .id(id)
                  .context(Inputs.of(parent.state(), child.input()))
                  .parent(parent.id())
                  .started());
    } catch (CairnException.AlreadyExists made) {
      return id;
    }
    return id;
  }

  /** The id follows from the visit of the step, so that no crash makes two of it. */
  private static InstanceId id(String visit) {
    var bits = ByteBuffer.wrap(Sha256.ofUtf8("cairn-child:" + visit).bytes());
    long high = (bits.getLong() & ~0xF000L) | 0x8000L;
    long low = (bits.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new InstanceId(new UUID(high, low));
  }

  /** Tells the parent of an instance that has ended. */
  boolean ended(Instance child) {
    var parent = child.origin().parent().flatMap(drive::remembered);
    parent
        .flatMap(drive::flow)
        .ifPresent(
            flow -> drive.commit(parent.get().id(), flow.childEnded(child), Optional.empty()));
    return false;
  }

  /** Looks whether those that an instance waits for have ended, while nobody could tell. */
  boolean look(Instance parent) {
    var awaited =
        Spot.all(parent.state()).stream()
            .flatMap(spot -> spot.child().stream())
            .map(InstanceId::of)
            .toList();
    drive.current(awaited).stream()
        .filter(child -> child.status().isTerminal())
        .forEach(this::ended);
    return false;
  }
}
