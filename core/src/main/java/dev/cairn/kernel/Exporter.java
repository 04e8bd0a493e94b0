package dev.cairn.kernel;

import dev.cairn.Definition;
import dev.cairn.InstanceId;
import dev.cairn.Receipt;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes whole instances as lines of JSON: a head line, the definitions they follow, and for each
 * instance its beginning, receipts, snapshots, checkpoints and end. The end has a hash of all lines
 * before it, so that damage is found also where no receipt would tell.
 */
final class Exporter {
  static final String FORMAT = "cairn-export";
  static final int FORMAT_VERSION = 1;
  private static final int CHUNK = 500;

  private final Kernel.Parts parts;
  private final OutputStream out;
  private final Set<String> definitions = new HashSet<>();
  private Sha256 lines = Receipt.NOTHING;

  Exporter(Kernel.Parts parts, OutputStream out) {
    this.parts = parts;
    this.out = out;
  }

  void write(List<InstanceId> ids) {
    line(JsonObject.of("type", "export", "format", FORMAT, "formatVersion", FORMAT_VERSION));
    ids.forEach(this::instance);
    try {
      out.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void instance(InstanceId id) {
    var head = parts.past().headOrTombstone(id).instance();
    var origin = head.origin();
    if (definitions.add(origin.definitionId() + " " + origin.definitionVersion())) {
      definition(parts.registry().blueprint(origin).definition());
    }
    line(
        JsonObject.of(
            "type", "instance", "id", id.toString(), "owner", owner(head), "create", first(head)));
    revisions(id);
    for (var at = 1L; at > 0; ) {
      at = snapshots(id, at);
    }
    for (var checkpoint : parts.store().log().checkpoints(id)) {
      line(JsonObject.of("type", "checkpoint", "checkpoint", checkpoint.toJson()));
    }
    line(
        JsonObject.of(
            "type",
            "end",
            "id",
            id.toString(),
            "versions",
            head.version(),
            "linesHash",
            lines.hex()));
  }

  /** How the instance began, for an importer that finds the first body pruned. */
  private static Json first(dev.cairn.Instance head) {
    return new dev.cairn.Mutation.Internal.Create(
            head.origin(), new dev.cairn.State(JsonObject.empty()))
        .toJson();
  }

  private String owner(dev.cairn.Instance head) {
    return parts.store().catalog().subject(head.origin().owner()).orElse(head.lastModifiedBy());
  }

  private void definition(Definition definition) {
    line(JsonObject.of("type", "definition", "definition", definition.json()));
  }

  private void revisions(InstanceId id) {
    var previous = Optional.<Revision>empty();
    var chunk = parts.store().log().revisions(id, 1, Long.MAX_VALUE, CHUNK);
    while (!chunk.isEmpty()) {
      for (var revision : chunk) {
        line(JsonObject.of("type", "receipt", "receipt", receipt(revision.receipt(previous))));
        previous = Optional.of(revision);
      }
      chunk =
          parts.store().log().revisions(id, chunk.getLast().version() + 1, Long.MAX_VALUE, CHUNK);
    }
  }

  private static JsonObject receipt(Receipt receipt) {
    return receipt.toJson();
  }

  private long snapshots(InstanceId id, long from) {
    var chunk = parts.store().log().snapshots(id, from, CHUNK);
    chunk.forEach(this::snapshot);
    return chunk.isEmpty() ? 0 : chunk.getLast().version() + 1;
  }

  private void snapshot(Snapshot snapshot) {
    line(
        JsonObject.of(
            "type", "snapshot", "version", snapshot.version(), "state", snapshot.state().json()));
  }

  /** The hash of all lines up to this one. */
  static Sha256 after(Sha256 before, String line) {
    return Sha256.ofUtf8(before.hex() + line);
  }

  private void line(JsonObject json) {
    lines = after(lines, json.canonical());
    try {
      out.write(json.canonicalBytes());
      out.write('\n');
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
