package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Receipt;
import dev.cairn.State;
import dev.cairn.Verification;
import dev.cairn.Wake;
import dev.cairn.store.HeadRead;
import dev.cairn.store.Lanes;
import dev.cairn.store.Log;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import dev.cairn.store.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Recomputes an instance from its log: every receipt's hash and link, every state's checksum, and
 * that snapshots, checkpoints, the head and the document say the same. The head is read first: what
 * others commit meanwhile lies beyond it, and is not looked at.
 */
final class Verifier {
  private static final int CHUNK = 500;

  private final Store store;

  Verifier(Store store) {
    this.store = store;
  }

  /** A place that does not hold. */
  private static final class Found extends Exception {
    private static final long serialVersionUID = 1;
    private final long version;

    Found(long version, String what) {
      super(what, null, false, false);
      this.version = version;
    }
  }

  Verification verify(InstanceId id) {
    var run = new Run(id, store);
    try {
      run.verify();
      return new Verification(id, run.version, Optional.empty());
    } catch (Found found) {
      return broken(id, run, found.version, String.valueOf(found.getMessage()));
    } catch (CairnException.Integrity unreadable) {
      return broken(id, run, run.version + 1, String.valueOf(unreadable.getMessage()));
    }
  }

  /** As {@link #verify}, of an instance that the store says is there. */
  Verification verifyListed(InstanceId id) {
    var verification = verify(id);
    if (verification.versions() == 0 && verification.isOk()) {
      var lost = new Verification.Break(0, "its head is not where it belongs");
      return new Verification(id, 0, Optional.of(lost));
    }
    return verification;
  }

  private static Verification broken(InstanceId id, Run run, long version, String what) {
    return new Verification(id, run.version, Optional.of(new Verification.Break(version, what)));
  }

  /** One walk through the versions of an instance. */
  private static final class Run {
    private final InstanceId id;
    private final Log log;
    private final Store store;
    private final Deque<Snapshot> snapshots = new ArrayDeque<>();
    private Optional<Revision> previous = Optional.empty();
    private Optional<State> state = Optional.of(Replay.NOTHING);
    private long snapshotVersion;
    private long deltaBytes;
    private long version;

    Run(InstanceId id, Store store) {
      this.id = id;
      this.store = store;
      this.log = store.log();
    }

    void verify() throws Found {
      var head = read();
      long until = head.map(HeadRead.Found::version).orElse(Long.MAX_VALUE);
      snapshots.addAll(log.snapshots(id, 1, CHUNK));
      var chunk = log.revisions(id, 1, until, CHUNK);
      while (!chunk.isEmpty()) {
        for (var revision : chunk) {
          receipt(revision);
          state(revision);
          snapshot(revision);
          checkpoints(revision);
          version = revision.version();
          previous = Optional.of(revision);
        }
        chunk = log.revisions(id, version + 1, until, CHUNK);
      }
      leftOver();
      head(head);
    }

    private Optional<HeadRead.Found> read() {
      return log.heads(List.of(new Log.Known(id, 0))).getFirst() instanceof HeadRead.Found head
          ? Optional.of(head)
          : Optional.empty();
    }

    /** Whether others have gone on: then what seems to be too much is theirs. */
    private boolean hasMoved() {
      return !read().map(HeadRead.Found::version).equals(Optional.of(version));
    }

    private void receipt(Revision revision) throws Found {
      if (revision.version() != version + 1) {
        throw new Found(version + 1, "the version is missing from the log");
      }
      var receipt = revision.receipt(previous);
      check(revision, receipt.computeHash().equals(receipt.hash()), "its receipt does not hold");
      var body = revision.body().map(Receipt.Body::hash);
      boolean kept = body.isEmpty() || body.equals(revision.bodyHash().or(() -> body));
      check(revision, kept, "its body does not have the hash that was kept");
    }

    /** Where bodies were erased, states are unknown until a snapshot tells one. */
    private void state(Revision revision) throws Found {
      if (revision.body().isEmpty()) {
        state = Optional.empty();
      } else if (state.isPresent()) {
        state = Optional.of(Replay.step(state.get(), revision));
      }
      deltaBytes += revision.body().map(it -> it.mutations().byteCount()).orElse(0);
      if (revision.version() == 1) {
        snapshotVersion = 1;
        deltaBytes = 0;
      }
      if (state.isPresent()) {
        check(
            revision,
            state.get().checksum().equals(revision.checksum()),
            "the state does not have the checksum that was committed");
      }
    }

    private void snapshot(Revision revision) throws Found {
      if (snapshots.isEmpty() || snapshots.peek().version() != revision.version()) {
        return;
      }
      var snapshot = snapshots.remove();
      check(
          revision,
          snapshot.state().checksum().equals(revision.checksum()),
          "its snapshot does not have the checksum that was committed");
      state = Optional.of(snapshot.state());
      snapshotVersion = revision.version();
      deltaBytes = 0;
      if (snapshots.isEmpty()) {
        snapshots.addAll(log.snapshots(id, revision.version() + 1, CHUNK));
      }
    }

    private void checkpoints(Revision revision) throws Found {
      for (var checkpoint : checkpointsOf()) {
        if (checkpoint.version() == revision.version()) {
          check(
              revision,
              checkpoint.checksum().equals(revision.checksum()),
              "checkpoint '" + checkpoint.name() + "' has another checksum");
        }
      }
    }

    private Optional<List<dev.cairn.Checkpoint>> checkpoints = Optional.empty();

    private List<dev.cairn.Checkpoint> checkpointsOf() {
      if (checkpoints.isEmpty()) {
        checkpoints = Optional.of(log.checkpoints(id));
      }
      return checkpoints.get();
    }

    private void leftOver() throws Found {
      var beyond = tooMuch();
      if (beyond.isPresent() && !hasMoved()) {
        throw beyond.get();
      }
    }

    private Optional<Found> tooMuch() {
      if (!snapshots.isEmpty()) {
        long at = snapshots.peek().version();
        return Optional.of(new Found(at, "there is a snapshot of it, but not the version"));
      }
      for (var checkpoint : checkpointsOf()) {
        if (checkpoint.version() > version) {
          var what = "checkpoint '" + checkpoint.name() + "' names no version";
          return Optional.of(new Found(checkpoint.version(), what));
        }
      }
      return log.revisions(id, version + 1, Long.MAX_VALUE, 1).stream()
          .map(revision -> new Found(revision.version(), "it lies beyond the head"))
          .findFirst();
    }

    private void head(Optional<HeadRead.Found> read) throws Found {
      if (read.isEmpty()) {
        if (previous.isPresent()) {
          throw new Found(0, "the log has versions, but there is no head");
        }
        return;
      }
      var head = read.get();
      var last =
          previous.orElseThrow(() -> new Found(0, "there is a head, but the log has no versions"));
      boolean agrees =
          head.version() == last.version()
              && head.checksum().equals(last.checksum())
              && head.receiptHash().equals(last.hash())
              && head.updatedAt().equals(last.committedAt())
              && head.lastModifiedBy().equals(last.actor())
              && head.status() == last.statuses().getLast();
      check(last, agrees, "the head does not agree with the last receipt");
      boolean accounted =
          head.snapshotVersion() == snapshotVersion && head.deltaBytes() == deltaBytes;
      check(last, accounted || wasErased(), "the head counts its snapshots or deltas wrong");
      boolean awaited = state.isEmpty() || head.wake().equals(Wake.of(state.get()));
      check(last, awaited, "the head says wrongly when the engine has to look at it");
      origin(head);
      document(head);
    }

    private boolean wasErased() {
      return state.isEmpty()
          || log.revisions(id, 1, 1, 1).stream().anyMatch(it -> it.body().isEmpty());
    }

    private void origin(HeadRead.Found head) throws Found {
      var first = log.revisions(id, 1, 1, 1).getFirst();
      var created =
          first.body().stream()
              .flatMap(body -> body.mutations().items().stream())
              .map(dev.cairn.Mutation::parse)
              .filter(dev.cairn.Mutation.Internal.Create.class::isInstance)
              .map(dev.cairn.Mutation.Internal.Create.class::cast)
              .findFirst();
      if (created.isPresent() && !created.get().origin().equals(head.origin())) {
        throw new Found(1, "the head does not agree with how the instance began");
      }
    }

    private void document(HeadRead.Found head) throws Found {
      boolean isDue = isFolded();
      var document = store.documents().document(id);
      if (document.isEmpty()) {
        boolean isDeleted = previous.orElseThrow().kind() == Kind.DELETE;
        if (isDue && !isDeleted && !hasMoved()) {
          throw new Found(version, "the document that queries see is missing");
        }
        return;
      }
      var shown = document.get();
      var revision = log.revisions(id, shown.version(), shown.version(), 1).stream().findFirst();
      boolean agrees =
          revision.isPresent()
              && shown.origin().equals(head.origin())
              && shown.checksum().equals(revision.get().checksum())
              && shown.receiptHash().equals(revision.get().hash())
              && shown.updatedAt().equals(revision.get().committedAt())
              && shown.lastModifiedBy().equals(revision.get().actor())
              && shown.state().checksum().equals(shown.checksum());
      if (!agrees) {
        throw new Found(shown.version(), "the document that queries see does not agree with it");
      }
    }

    /** Whether documents of all that was committed so far are there. */
    private boolean isFolded() {
      int lane = Lanes.of(id, store.traits().lanes());
      return store.documents().progress().stream()
          .anyMatch(it -> it.lane() == lane && it.folded() >= it.position());
    }

    private static void check(Revision revision, boolean holds, String what) throws Found {
      if (!holds) {
        throw new Found(revision.version(), what);
      }
    }
  }
}
