package dev.cairn.testkit;

import dev.cairn.Admission;
import dev.cairn.ApiKey;
import dev.cairn.Fence;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.KeyId;
import dev.cairn.UserId;
import dev.cairn.json.Sha256;
import dev.cairn.store.Catalog.Registered;
import dev.cairn.store.Documents.Pending;
import dev.cairn.store.Lanes;
import dev.cairn.store.Leases.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryStore} holds. Who touches it holds the lock on it. */
final class MemoryTables {
  final TreeMap<InstanceId, MemoryLine> lines = new TreeMap<>();
  final Map<InstanceId, Instance> documents = new HashMap<>();
  final Map<InstanceId, Long> foldedVersions = new HashMap<>();
  final Map<String, UserId> users = new HashMap<>();
  final Map<UserId, SortedSet<String>> roles = new HashMap<>();
  final Map<KeyId, ApiKey> keys = new HashMap<>();
  final Map<Sha256, Admission> admissions = new HashMap<>();
  final TreeMap<DefinitionKey, Registered> definitions = new TreeMap<>();

  /** The commits of each lane; their positions count from 1. */
  final List<List<Pending>> feeds;

  final long[] folded;

  final Map<String, Instant> nodes = new HashMap<>();
  final List<Lane> lanes = new ArrayList<>();

  /** Orders definitions by id, in lower case, and version. */
  record DefinitionKey(String id, int version) implements Comparable<DefinitionKey> {
    @Override
    public int compareTo(DefinitionKey other) {
      int byId = id.compareTo(other.id);
      return byId != 0 ? byId : Integer.compare(version, other.version);
    }
  }

  MemoryTables(int lanes) {
    feeds = IntStream.range(0, lanes).<List<Pending>>mapToObj(lane -> new ArrayList<>()).toList();
    folded = new long[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      this.lanes.add(new Lane(lane, Fence.NONE, Optional.empty(), Optional.empty()));
    }
  }

  /** What opening a store means that nobody else can have open: whoever held a lane is gone. */
  synchronized void freeLanes() {
    lanes.replaceAll(it -> new Lane(it.lane(), it.fence(), Optional.empty(), Optional.empty()));
    nodes.clear();
  }

  @Nullable MemoryLine line(InstanceId id) {
    return lines.get(id);
  }

  int laneOf(InstanceId id) {
    return Lanes.of(id, folded.length);
  }
}
