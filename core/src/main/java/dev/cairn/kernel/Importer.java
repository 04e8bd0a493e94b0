package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Checkpoint;
import dev.cairn.Definition;
import dev.cairn.Fence;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.Mutation.Internal;
import dev.cairn.Origin;
import dev.cairn.Receipt;
import dev.cairn.State;
import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonLimits;
import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import dev.cairn.store.Append;
import dev.cairn.store.Head;
import dev.cairn.store.Lanes;
import dev.cairn.store.Log;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@link Exporter} wrote. An instance is gathered with its definition, its chain and
 * states are recomputed, and then it is written in one transaction. One instance at a time is held
 * in memory.
 */
final class Importer {
  /** A line holds one state or one commit at most. */
  private static final JsonLimits LINE = new JsonLimits(120, 64L << 20);

  private final Kernel.Parts parts;
  private final InputStream in;
  private final List<InstanceId> imported = new ArrayList<>();
  private final List<Definition> definitions = new ArrayList<>();
  private Optional<Gathered> open = Optional.empty();
  private Sha256 lines = Receipt.NOTHING;
  private long line;

  Importer(Kernel.Parts parts, InputStream in) {
    this.parts = parts;
    this.in = in;
  }

  /** What has been read of an instance so far. */
  private static final class Gathered {
    private final Origin origin;
    private final String owner;
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();

    Gathered(Origin origin, String owner) {
      this.origin = origin;
      this.owner = owner;
    }
  }

  List<InstanceId> read() {
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (var text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        read(text);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    if (line == 0 || open.isPresent() || !definitions.isEmpty()) {
      throw invalid("the export ends too early");
    }
    return List.copyOf(imported);
  }

  private void read(String text) {
    try {
      var json = Json.parse(text, LINE).asObject();
      var type = json.require("type").asString();
      if (line == 1 && !type.equals("export")) {
        throw invalid("not an export of Cairn");
      }
      switch (type) {
        case "export" -> format(json);
        case "definition" -> definitions.add(Definition.parse(json.require("definition")));
        case "instance" -> begin(json);
        case "receipt" -> gathered().receipts.add(Receipt.parse(json.require("receipt")));
        case "snapshot" -> snapshot(json);
        case "checkpoint" -> gathered().checkpoints.add(checkpoint(json));
        case "end" -> end(json);
        default -> throw invalid("unknown type '" + type + "'");
      }
      lines = Exporter.after(lines, text);
    } catch (JsonException | IllegalArgumentException | DateTimeException problem) {
      throw invalid(String.valueOf(problem.getMessage()));
    }
  }

  private CairnException.Invalid invalid(String problem) {
    return new CairnException.Invalid(
        "invalid_export", "line " + line + ": " + problem, "export the instances again");
  }

  private Gathered gathered() {
    return open.orElseThrow(() -> invalid("this line belongs to an instance, and none was begun"));
  }

  private void format(JsonObject json) {
    boolean known =
        json.get("format").equals(Optional.of(Json.of(Exporter.FORMAT)))
            && json.require("formatVersion").asLong() == Exporter.FORMAT_VERSION;
    if (!known) {
      throw invalid("this format of export is not known");
    }
  }

  private void definition(Definition definition) {
    var kept = parts.registry().add(definition).definition();
    if (!kept.json().equals(definition.json())) {
      throw new CairnException.AlreadyExists(
          "definition_exists",
          "definition '" + definition.id() + "' " + definition.version() + " differs here",
          "the same version must mean the same on both sides");
    }
  }

  private void begin(JsonObject json) {
    if (open.isPresent()) {
      throw invalid("an instance begins before the one before it ended");
    }
    var create = Mutation.parse(json.require("create"));
    if (!(create instanceof Internal.Create it)) {
      throw invalid("an instance without its beginning");
    }
    open = Optional.of(new Gathered(it.origin(), json.require("owner").asString()));
  }

  private void snapshot(JsonObject json) {
    var gathered = gathered();
    gathered.snapshots.add(
        new Snapshot(
            gathered.origin.id(),
            json.require("version").asLong(),
            new State(json.require("state").asObject())));
  }

  private Checkpoint checkpoint(JsonObject line) {
    var json = line.require("checkpoint").asObject();
    return new Checkpoint(
        gathered().origin.id(),
        json.require("name").asString(),
        json.require("version").asLong(),
        Arrays.stream(Checkpoint.Origin.values())
            .filter(it -> it.toString().equals(json.require("kind").asString()))
            .findFirst()
            .orElseThrow(() -> invalid("unknown kind of checkpoint")),
        json.require("actor").asString(),
        Times.parse(json.require("createdAt").asString()),
        Sha256.fromHex(json.require("checksum").asString()));
  }

  private void end(JsonObject json) {
    var gathered = gathered();
    if (json.require("versions").asLong() != gathered.receipts.size()) {
      throw invalid("versions are missing");
    }
    boolean undamaged =
        json.require("linesHash").asString().equals(lines.hex())
            && json.require("id").asString().equals(gathered.origin.id().toString());
    if (!undamaged) {
      throw integrity(gathered, 0, "the lines of the export are not those that were written");
    }
    definitions.forEach(this::definition);
    definitions.clear();
    var append = append(gathered);
    if (!parts.registry().user(gathered.owner).equals(gathered.origin.owner())) {
      throw integrity(gathered, 1, "its owner is not '" + gathered.owner + "'");
    }
    if (write(append) == Log.Outcome.REFUSED) {
      throw new CairnException.AlreadyExists(
          "already_exists",
          "there is an instance " + append.id() + " already",
          "it can be imported once only");
    }
    imported.add(append.id());
    open = Optional.empty();
  }

  private Log.Outcome write(Append append) {
    int lane = Lanes.of(append.id(), parts.store().traits().lanes());
    try {
      return parts.store().log().append(lane, List.of(append)).getFirst();
    } finally {
      parts.written();
    }
  }

  /** Recomputes everything, and makes of it what is written. */
  private Append append(Gathered gathered) {
    var revisions = new ArrayList<Revision>();
    var state = Optional.of(Replay.NOTHING);
    long snapshotVersion = 1;
    long deltaBytes = 0;
    var previous = Optional.<Revision>empty();
    for (var receipt : gathered.receipts) {
      var revision = Revision.of(receipt);
      checkChain(gathered, receipt, previous);
      state = state(state, revision, gathered);
      var snapshot = snapshotAt(gathered, revision.version());
      if (snapshot.isPresent() || revision.version() == 1) {
        snapshotVersion = revision.version();
        deltaBytes = 0;
      } else {
        deltaBytes += revision.body().map(it -> it.mutations().byteCount()).orElse(0);
      }
      revisions.add(revision);
      previous = Optional.of(revision);
    }
    var last = previous.orElseThrow(() -> invalid("an instance without versions"));
    var instance =
        new Instance(
            gathered.origin,
            state.orElseThrow(() -> integrity(gathered, last.version(), "its state is missing")),
            last.version(),
            last.checksum(),
            last.hash(),
            last.committedAt(),
            last.actor());
    return new Append(
        0,
        Optional.empty(),
        new Head(instance, Fence.NONE, snapshotVersion, deltaBytes),
        revisions,
        gathered.snapshots,
        gathered.checkpoints);
  }

  private static void checkChain(Gathered gathered, Receipt receipt, Optional<Revision> previous) {
    var computed = Revision.of(receipt).receipt(previous);
    boolean holds =
        receipt.instance().equals(gathered.origin.id())
            && computed.equals(receipt)
            && receipt.computeHash().equals(receipt.hash());
    if (!holds) {
      throw integrity(gathered, receipt.version(), "its receipt does not hold");
    }
  }

  private static Optional<State> state(
      Optional<State> before, Revision revision, Gathered gathered) {
    Optional<State> stepped =
        revision.body().isEmpty() ? Optional.empty() : before.map(it -> Replay.step(it, revision));
    var after = snapshotAt(gathered, revision.version()).map(Snapshot::state).or(() -> stepped);
    boolean holds = after.isEmpty() || after.get().checksum().equals(revision.checksum());
    if (!holds) {
      throw integrity(gathered, revision.version(), "its state does not have its checksum");
    }
    return after;
  }

  private static Optional<Snapshot> snapshotAt(Gathered gathered, long version) {
    return gathered.snapshots.stream().filter(it -> it.version() == version).findFirst();
  }

  private static CairnException.Integrity integrity(Gathered gathered, long version, String what) {
    return new CairnException.Integrity(gathered.origin.id(), version, what);
  }
}
