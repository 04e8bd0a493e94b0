package dev.cairn.sql;

import dev.cairn.CairnException;
import dev.cairn.Checkpoint;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Origin;
import dev.cairn.Receipt;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Times;
import dev.cairn.UserId;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How rows are read; the columns come in the order of {@link Tables}. */
final class Rows {
  /** The columns of {@link Tables#DOCUMENT} that hold the state, in the order of {@link #state}. */
  static final List<String> STATE_COLUMNS =
      List.of("context", "step_data", "tags", "attributes", "participants", "position");

  /** The members of the state that have a column of their own, which is null when they lack. */
  private static final List<String> MEMBERS =
      List.of(State.CONTEXT, State.STEP_DATA, State.TAGS, State.ATTRIBUTES, State.PARTICIPANTS);

  private Rows() {}

  /** A name as it is looked up: case does not matter. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static Revision revision(Row row) throws SQLException {
    var id = row.id();
    long version = row.number();
    row.tellsOf(id, version);
    return new Revision(
        id,
        version,
        named(row, Kind.named(row.text())),
        row.text(),
        row.time(),
        statuses(row, row.text()),
        body(row),
        row.optionalHash(),
        row.hash(),
        row.hash(),
        key(row));
  }

  private static Optional<Receipt.Body> body(Row row) throws SQLException {
    var reason = row.optionalText();
    var mutations = row.optionalJson();
    if (mutations.isEmpty() && reason.isPresent()) {
      throw row.broken("a reason without mutations");
    }
    return mutations.map(it -> new Receipt.Body(reason, list(row, it)));
  }

  private static JsonArray list(Row row, Json mutations) {
    if (mutations instanceof JsonArray list) {
      return list;
    }
    throw row.broken("mutations that are no list");
  }

  private static Optional<Receipt.Key> key(Row row) throws SQLException {
    var text = row.optionalText();
    var request = row.optionalHash();
    if (text.isEmpty() && request.isPresent()) {
      throw row.broken("a request without its key");
    }
    return text.map(
        it -> new Receipt.Key(it, request.orElseThrow(() -> row.broken("a key alone"))));
  }

  private static List<Status> statuses(Row row, String names) {
    return Arrays.stream(names.split(",", -1)).map(it -> named(row, Status.named(it))).toList();
  }

  static Status status(Row row) throws SQLException {
    return named(row, Status.named(row.text()));
  }

  static Origin origin(Row row) throws SQLException {
    return new Origin(
        row.id(),
        row.text(),
        row.integer(),
        new UserId(row.uuid()),
        row.time(),
        row.optionalId(),
        ancestor(row));
  }

  private static Optional<Origin.Ancestor> ancestor(Row row) throws SQLException {
    Optional<InstanceId> id = row.optionalId();
    var version = row.optionalNumber();
    if (id.isEmpty() && version.isPresent()) {
      throw row.broken("a fork of nothing");
    }
    return id.map(it ->
        new Origin.Ancestor(it, version.orElseThrow(() -> row.broken("a fork of no version"))));
  }

  static Instance document(Row row) throws SQLException {
    var origin = origin(row);
    long version = row.number();
    row.tellsOf(origin.id(), version);
    var updatedAt = row.time();
    var lastModifiedBy = row.text();
    var checksum = row.hash();
    var receiptHash = row.hash();
    return new Instance(
        origin, state(row), version, checksum, receiptHash, updatedAt, lastModifiedBy);
  }

  /** A document with the columns that only queries look at: they follow from the rest. */
  static Instance wholeDocument(Row row) throws SQLException {
    var document = document(row);
    // Of a state that is not what was committed, its checksum tells.
    if (document.state().checksum().equals(document.checksum()) && !isFollowedBy(document, row)) {
      throw row.broken("a document that queries see differently");
    }
    return document;
  }

  private static boolean isFollowedBy(Instance document, Row row) throws SQLException {
    var state = document.state();
    return row.optionalText().equals(Optional.of(key(document.definitionId())))
        && row.optionalText().equals(Optional.of(document.status().toString()))
        && row.number() == document.currentStep()
        && row.number() == state.stepCount()
        && row.optionalNumber().equals(state.startedAt().map(Times::toMicros))
        && row.optionalNumber().equals(state.endedAt().map(Times::toMicros));
  }

  /** A state is made of its columns when it is looked at: a list may want its ids only. */
  static State state(Row row) throws SQLException {
    var apart = new ArrayList<Optional<String>>();
    for (int i = 0; i < MEMBERS.size(); i++) {
      apart.add(row.optionalText());
    }
    var position = row.text();
    var stored = row.stored();
    return State.deferred(() -> state(stored, apart, position));
  }

  private static JsonObject state(Stored stored, List<Optional<String>> apart, String position) {
    var members = JsonObject.builder();
    for (int i = 0; i < MEMBERS.size(); i++) {
      var member = MEMBERS.get(i);
      apart.get(i).ifPresent(it -> members.put(member, stored.json(it)));
    }
    stored.object(position).forEach(members::put);
    return members.build();
  }

  static Snapshot snapshot(Row row) throws SQLException {
    var id = row.id();
    long version = row.number();
    row.tellsOf(id, version);
    return new Snapshot(id, version, new State(row.object()));
  }

  static Checkpoint checkpoint(Row row) throws SQLException {
    var checkpoint =
        new Checkpoint(
            row.id(),
            row.text(),
            row.number(),
            checkpointOrigin(row),
            row.text(),
            row.time(),
            row.hash());
    if (!checkpoint.hash().equals(row.hash())) {
      throw new CairnException.Integrity(
          checkpoint.instance(),
          checkpoint.version(),
          "the checkpoint '" + checkpoint.name() + "' is not what was kept");
    }
    return checkpoint;
  }

  private static Checkpoint.Origin checkpointOrigin(Row row) throws SQLException {
    var name = row.text();
    return named(
        row,
        Arrays.stream(Checkpoint.Origin.values())
            .filter(it -> it.toString().equals(name))
            .findFirst());
  }

  private static <T> T named(Row row, Optional<T> value) {
    return value.orElseThrow(() -> row.broken("an unknown name"));
  }
}
