package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Checkpoint;
import dev.cairn.Commit;
import dev.cairn.CommitResult.Committed;
import dev.cairn.Diff;
import dev.cairn.Event;
import dev.cairn.History;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.Names;
import dev.cairn.Origin;
import dev.cairn.Page;
import dev.cairn.Reason;
import dev.cairn.Receipt;
import dev.cairn.RestorePreview;
import dev.cairn.State;
import dev.cairn.Times;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonPatch;
import dev.cairn.json.JsonPointer;
import dev.cairn.store.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was, and going back to it, for one actor. */
final class HistoryDoor implements History {
  private static final int NAME_MAX = 200;
  private static final int RECEIPTS_MAX = 1_000;
  private static final int RESTORES_MAX = 10;

  private final Kernel.Parts parts;
  private final Past past;
  private final Blame blame;
  private final String actor;

  HistoryDoor(Kernel.Parts parts, String actor) {
    this.parts = parts;
    this.past = parts.past();
    this.blame = new Blame(parts.store().log(), past);
    this.actor = actor;
  }

  @Override
  public Instance at(InstanceId id, long version) {
    return past.at(id, version);
  }

  @Override
  public Optional<Instance> asOf(InstanceId id, Instant time) {
    return past.versionAt(id, time).map(version -> past.at(id, version));
  }

  @Override
  public Page<VersionEntry> versions(InstanceId id, VersionQuery query) {
    past.head(id);
    var found = parts.store().log().find(id, query).stream().map(Revision::entry).toList();
    return Page.of(found, query.limit(), entry -> Long.toString(entry.version()));
  }

  @Override
  public long count(InstanceId id) {
    return past.head(id).instance().version();
  }

  @Override
  public Diff diff(InstanceId id, long from, long to) {
    var before = past.at(id, from);
    var after = past.at(id, to);
    var patch = JsonPatch.diff(before.state().json(), after.state().json());
    return new Diff(from, to, patch, blame.changes(before, after));
  }

  @Override
  public Optional<VersionEntry> lastChange(InstanceId id, JsonPointer path) {
    return blame.lastChange(id, path, 0, count(id)).map(Revision::entry);
  }

  @Override
  public Receipt receipt(InstanceId id, long version) {
    long head = past.headOrTombstone(id).instance().version();
    return receipts(id, version, 1).stream()
        .findFirst()
        .orElseThrow(() -> CairnException.NotFound.version(id, version, head));
  }

  @Override
  public List<Receipt> receipts(InstanceId id, long from, int limit) {
    past.headOrTombstone(id);
    if (from < 1) {
      throw new CairnException.Invalid(
          "invalid_version", "receipts begin with version 1, not " + from, "ask from 1 on");
    }
    int most = Math.clamp(limit, 1, RECEIPTS_MAX);
    var revisions = parts.store().log().revisions(id, from - 1, Long.MAX_VALUE, most + 1);
    var receipts = new ArrayList<Receipt>();
    var previous = Optional.<Revision>empty();
    for (var revision : revisions) {
      if (revision.version() >= from && receipts.size() < most) {
        receipts.add(revision.receipt(previous));
      }
      previous = Optional.of(revision);
    }
    return receipts;
  }

  @Override
  public List<Event> events(InstanceId id, long from, int limit) {
    past.head(id);
    int most = Math.clamp(limit, 1, RECEIPTS_MAX);
    return parts.store().log().revisions(id, from, Long.MAX_VALUE, most).stream()
        .flatMap(revision -> Event.of(revision.entry()).stream())
        .toList();
  }

  @Override
  public Checkpoint checkpoint(InstanceId id, String name) {
    Names.check("checkpoint name", name, NAME_MAX);
    var head = past.head(id).instance();
    var kept =
        parts
            .store()
            .log()
            .addCheckpoint(
                new Checkpoint(
                    id,
                    name,
                    head.version(),
                    Checkpoint.Origin.MANUAL,
                    actor,
                    now(),
                    head.checksum()));
    if (kept.version() != head.version()) {
      throw new CairnException.AlreadyExists(
          "checkpoint_exists",
          "checkpoint '" + name + "' names version " + kept.version() + " already",
          "choose another name");
    }
    return kept;
  }

  private Instant now() {
    return Times.truncate(parts.options().clock().instant());
  }

  @Override
  public List<Checkpoint> checkpoints(InstanceId id) {
    past.head(id);
    return parts.store().log().checkpoints(id);
  }

  private long version(InstanceId id, Target target) {
    return switch (target) {
      case Target.ToVersion it -> it.version();
      case Target.ToCheckpoint it ->
          checkpoints(id).stream()
              .filter(checkpoint -> checkpoint.name().equals(it.name()))
              .mapToLong(Checkpoint::version)
              .findFirst()
              .orElseThrow(() ->
                  new CairnException.NotFound(
                      "checkpoint_not_found",
                      "instance " + id + " has no checkpoint '" + it.name() + "'",
                      "list its checkpoints, or name a version"));
    };
  }

  @Override
  public RestorePreview preview(InstanceId id, Target target) {
    var head = past.head(id).instance();
    var then = past.at(id, version(id, target));
    return new RestorePreview(
        then.version(),
        JsonPatch.diff(head.state().json(), restored(then.state(), head.state()).json()),
        blame.undone(id, then.version(), head.version()));
  }

  @Override
  public Restored restore(InstanceId id, Target target, Optional<Long> expectedVersion) {
    long version = version(id, target);
    return restore(id, version, past.at(id, version).state(), expectedVersion, RESTORES_MAX);
  }

  /** Makes a state the current one, on whatever version is current unless the caller named one. */
  Restored restore(
      InstanceId id, long version, State then, Optional<Long> expectedVersion, int attempts) {
    var head = past.head(id).instance();
    if (head.status().isTerminal()) {
      throw ended(head);
    }
    var safety = "safety-" + head.version();
    var restored = restored(then, head.state());
    var commit =
        Commit.to(id)
            .from(expectedVersion.orElse(head.version()))
            .because("restored version " + version)
            .with(
                new Internal.Restore(
                    version, JsonPatch.diff(head.state().json(), restored.json())));
    var request = Request.internal(Kind.RESTORE, commit, actor).safety(safety);
    var result =
        new Conflicts(past, parts.options().limits()).resolve(request, parts.committer()::commit);
    if (result instanceof dev.cairn.CommitResult.Conflict
        && expectedVersion.isEmpty()
        && attempts > 1) {
      return restore(id, version, then, expectedVersion, attempts - 1);
    }
    result.orThrow();
    return new Restored(((Committed) result).instance(), checkpointNamed(id, safety));
  }

  /** Going back does not bring access back: who works on the instance stays as it is. */
  private static State restored(State then, State now) {
    return then.with(State.PARTICIPANTS, Json.of(now.participants().stream().toList()));
  }

  private Checkpoint checkpointNamed(InstanceId id, String name) {
    return checkpoints(id).stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new CairnException.Integrity("checkpoint '" + name + "' is missing"));
  }

  private static CairnException ended(Instance head) {
    var reason =
        new Reason(
            -1,
            Reason.Code.TERMINAL,
            "a " + head.status() + " instance cannot be restored",
            Optional.empty());
    return new CairnException.Refused(
        new dev.cairn.CommitResult.Rejected(List.of(reason)),
        reason.code().toString(),
        reason.detail(),
        "fork it from the version instead");
  }

  @Override
  public Instance fork(InstanceId id, long version, Optional<InstanceId> newId) {
    var source = past.at(id, version);
    var from = source.origin();
    var origin =
        new Origin(
            newId.orElseGet(parts.ids()::next),
            from.definitionId(),
            from.definitionVersion(),
            parts.registry().user(actor),
            now(),
            from.parent(),
            Optional.of(new Origin.Ancestor(id, version)));
    var creation = new Creation(parts, actor);
    // It belongs to who forked it, and to nobody beside until they say so.
    var state = source.state().with(State.PARTICIPANTS, JsonArray.empty());
    return creation.commit(creation.fork(origin, state));
  }

  /** Whether a mutation reaches beyond the state: what a restore cannot take back. */
  static boolean isUndone(Mutation mutation) {
    return switch (mutation) {
      case Mutation.SetContext it -> false;
      case Mutation.MergeContext it -> false;
      case Mutation.PatchContext it -> false;
      case Mutation.ChangeContext it -> false;
      case Mutation.SetMetadata it -> false;
      case Mutation.AddTags it -> false;
      case Mutation.RemoveTags it -> false;
      case Mutation.SetAttributes it -> false;
      case Mutation.RemoveAttributes it -> false;
      case Mutation.SetError it -> false;
      case Mutation.Unreadable it -> false;
      case Mutation.SetParticipants it -> true;
      case Mutation.SetStepData it -> true;
      case Mutation.Transition it -> true;
      case Mutation.MoveTo it -> true;
      case Mutation.AddToken it -> true;
      case Mutation.UpdateToken it -> true;
      case Mutation.RemoveToken it -> true;
      case Mutation.EnterScope it -> true;
      case Mutation.ExitScope it -> true;
      case Mutation.CancelScope it -> true;
      case Mutation.IncrementStepCount it -> true;
      case Mutation.SetTimer it -> true;
      case Mutation.CancelTimer it -> true;
      case Mutation.PushCompensation it -> true;
      case Mutation.PopCompensation it -> true;
      case Internal it -> true;
    };
  }
}
