package dev.cairn.engine;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.definition.Action;
import dev.cairn.flow.Inputs;
import dev.cairn.flow.Kin;
import dev.cairn.flow.Spot;
import dev.cairn.kernel.Drive;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** Workflows that are steps of others. */
final class Children {
  private static final System.Logger LOG = System.getLogger(Children.class.getName());

  private final Cairn cairn;
  private final Drive drive;

  Children(Cairn cairn, Drive drive) {
    this.cairn = cairn;
    this.drive = drive;
  }

  /** Makes the workflow of a step, unless a crash came between making it and saying so. */
  InstanceId begin(Instance parent, Spot spot, Action.Child child) {
    var id = Kin.id(parent.id(), spot);
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

  /** Cancels those whose steps were left, and notes that they know. */
  boolean callOff(Instance parent) {
    var told =
        Kin.calledOff(parent.state()).stream().filter(it -> cancel(it, parent.id())).toList();
    return !told.isEmpty()
        && drive
            .flow(parent)
            .map(flow -> drive.commit(parent.id(), flow.told(told), Optional.empty()))
            .filter(CommitResult.Committed.class::isInstance)
            .isPresent();
  }

  /** Whether it knows: a refusal means that it has ended, or that it is being undone already. */
  private boolean cancel(InstanceId other, InstanceId parent) {
    try {
      var why = Optional.of("no step of " + parent + " waits for it");
      return !(cairn.workflows().cancel(other, why) instanceof CommitResult.Conflict);
    } catch (CairnException.NotFound gone) {
      // It was never made, or was deleted.
      return true;
    } catch (CairnException.Integrity damaged) {
      LOG.log(Level.ERROR, "instance " + other + " could not be cancelled", damaged);
      return true;
    }
  }

  /** The step of one that was just made may have been left meanwhile. */
  void unlessAwaited(InstanceId other, InstanceId parent) {
    boolean awaited =
        drive.current(List.of(parent)).stream().anyMatch(it -> Kin.isAwaited(other, it));
    if (!awaited) {
      cancel(other, parent);
    }
  }

  /** Tells the parent of an instance that has ended. */
  boolean ended(Instance child) {
    child.origin().parent().flatMap(drive::remembered).ifPresent(parent -> tell(parent, child));
    return false;
  }

  private void tell(Instance parent, Instance child) {
    drive
        .flow(parent)
        .ifPresent(flow -> drive.commit(parent.id(), flow.childEnded(child), Optional.empty()));
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
        .forEach(child -> tell(parent, child));
    return false;
  }
}
