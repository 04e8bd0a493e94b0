package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Diff;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.Receipt;
import dev.cairn.RestorePreview;
import dev.cairn.json.Json;
import dev.cairn.json.JsonPatch;
import dev.cairn.json.JsonPointer;
import dev.cairn.store.Log;
import dev.cairn.store.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who changed what: looks back through the log for the commit that made a value what it is. */
final class Blame {
  private static final int CHUNK = 200;

  /** A preview names what was done last; what lies further back is a diff away. */
  private static final int UNDONE_MAX = 1_000;

  private final Log log;
  private final Past past;

  Blame(Log log, Past past) {
    this.log = log;
    this.past = past;
  }

  /** The places that differ, each with its two values and the commit that changed it last. */
  List<Diff.Change> changes(Instance before, Instance after) {
    var changes = new ArrayList<Diff.Change>();
    for (var path : Places.differing(before.state().json(), after.state().json())) {
      long low = Math.min(before.version(), after.version());
      long high = Math.max(before.version(), after.version());
      var made = lastChange(after.id(), path, low, high);
      changes.add(
          new Diff.Change(
              path,
              before.state().json().at(path),
              after.state().json().at(path),
              made.map(Revision::version).orElse(high),
              made.map(Revision::actor).orElse(after.lastModifiedBy())));
    }
    return changes;
  }

  /**
   * The last commit after version {@code low}, up to {@code high}, that changed the value at a
   * path; empty when none did, or only one that was pruned.
   */
  Optional<Revision> lastChange(InstanceId id, JsonPointer path, long low, long high) {
    long last = high;
    while (last > low) {
      long first = Math.max(low + 1, last - CHUNK + 1);
      var chunk = log.revisions(id, first, last, CHUNK);
      for (int i = chunk.size() - 1; i >= 0; i--) {
        if (chunk.get(i).body().isEmpty()) {
          return Optional.empty();
        }
        if (mayTouch(chunk.get(i), path) && changed(id, chunk.get(i).version(), path)) {
          return Optional.of(chunk.get(i));
        }
      }
      last = first - 1;
    }
    return Optional.empty();
  }

  private boolean changed(InstanceId id, long version, JsonPointer path) {
    var after = past.at(id, version).state().json().at(path);
    return version == 1 ? after.isPresent() : !after.equals(valueAt(id, version - 1, path));
  }

  private Optional<Json> valueAt(InstanceId id, long version, JsonPointer path) {
    try {
      return past.at(id, version).state().json().at(path);
    } catch (CairnException.Gone pruned) {
      return Optional.empty();
    }
  }

  /** Saves rebuilding the versions whose mutations have nothing to do with the path. */
  private static boolean mayTouch(Revision revision, JsonPointer path) {
    return revision
        .body()
        .map(Receipt.Body::mutations)
        .map(it -> it.items().stream().anyMatch(json -> mayTouch(Mutation.parse(json), path)))
        .orElse(false);
  }

  private static boolean mayTouch(Mutation mutation, JsonPointer path) {
    boolean inContext =
        path.tokens().isEmpty() || path.tokens().getFirst().equals(dev.cairn.State.CONTEXT);
    return switch (mutation) {
      case Mutation.PatchContext it -> inContext && touches(it.patch(), path);
      case Mutation.SetContext it -> inContext;
      case Mutation.MergeContext it -> inContext;
      default -> !(inContext && !path.tokens().isEmpty()) || mutation instanceof Mutation.Internal;
    };
  }

  private static boolean touches(JsonPatch patch, JsonPointer statePath) {
    var path =
        statePath.tokens().isEmpty()
            ? statePath
            : new JsonPointer(statePath.tokens().subList(1, statePath.tokens().size()));
    // Removing or inserting an element moves those behind it: ask about its array instead.
    return patch.operations().stream()
        .map(it -> it.path())
        .anyMatch(it -> {
          var around = it.parent().orElse(it);
          return it.isPrefixOf(path) || path.isPrefixOf(it) || around.isPrefixOf(path);
        });
  }

  /** The mutations after a version that reach beyond the state. */
  List<RestorePreview.Undone> undone(InstanceId id, long version, long head) {
    var undone = new ArrayList<RestorePreview.Undone>();
    long last = head;
    while (last > version && undone.size() < UNDONE_MAX) {
      long first = Math.max(version + 1, last - CHUNK + 1);
      var chunk = log.revisions(id, first, last, CHUNK);
      for (int i = chunk.size() - 1; i >= 0; i--) {
        undone.addAll(undone(chunk.get(i)));
      }
      last = first - 1;
    }
    return undone.reversed();
  }

  private static List<RestorePreview.Undone> undone(Revision revision) {
    return revision.body().stream()
        .flatMap(body -> body.mutations().items().stream())
        .filter(json -> HistoryDoor.isUndone(Mutation.parse(json)))
        .map(json ->
            new RestorePreview.Undone(revision.version(), revision.actor(), json.asObject()))
        .toList()
        .reversed();
  }
}
