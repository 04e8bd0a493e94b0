package dev.cairn.sql;

import dev.cairn.Checkpoint;
import dev.cairn.Fence;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Receipt;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.json.Sha256;
import dev.cairn.store.Append;
import dev.cairn.store.Revision;
import dev.cairn.store.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How rows are written, column by column; {@link Rows} reads them. The lane comes before these. */
final class Tables {
  /** Members of the state that have a column; all others are in {@code position}. */
  private static final Set<String> APART =
      Set.of(State.CONTEXT, State.STEP_DATA, State.TAGS, State.ATTRIBUTES, State.PARTICIPANTS);

  private Tables() {}

  /** What never changes of an instance. */
  static final Table<Append> ORIGIN =
      new Table<>(
          List.of(
              uuid("id", it -> it.id().value()),
              text("definition_id", it -> it.head().instance().definitionId()),
              integer(
                  "definition_version", it -> it.head().instance().origin().definitionVersion()),
              uuid("owner_id", it -> it.head().instance().origin().owner().value()),
              time("created_at", it -> it.head().instance().origin().createdAt()),
              uuid("parent_id", it -> value(it.head().instance().origin().parent())),
              uuid("forked_from_id", it -> ancestor(it.head().instance())),
              number("forked_from_version", it -> ancestorVersion(it.head().instance()))));

  /** What every commit changes of an instance. */
  static final Table<Append> HEAD =
      new Table<>(
          List.of(
              number("version", it -> it.head().instance().version()),
              number("snapshot_version", it -> it.head().snapshotVersion()),
              number("fence", it -> it.head().fence().number()),
              text("status", it -> it.head().instance().status().toString()),
              text("last_modified_by", it -> it.head().instance().lastModifiedBy()),
              number("delta_bytes", it -> it.head().deltaBytes()),
              time("updated_at", it -> it.head().instance().updatedAt()),
              hash("checksum", it -> it.head().instance().checksum()),
              hash("receipt_hash", it -> it.head().instance().receiptHash())));

  /** When the engine has to look at an instance: it follows from the state. */
  static final Table<Append> WAKE =
      new Table<>(
          List.of(
              number("wake_at", it -> it.wake().at().orElse(null)),
              text("queue", it -> it.wake().queue().orElse(null))));

  /** What a commit writes of a head. */
  static final Table<Append> MOVED = HEAD.and(WAKE);

  /** What must hold before an instance is changed. */
  static final Table<Append> GUARD =
      new Table<>(
          List.of(
              uuid("guarded_id", it -> it.id().value()),
              number("base_version", Append::baseVersion),
              number("granted", it -> it.fence().map(Fence::number).orElse(null))));

  /** The grant of the lane under which it is changed, or made. */
  static final Table<Append> LANE_GUARD =
      new Table<>(
          List.of(number("lane_granted", it -> it.laneFence().map(Fence::number).orElse(null))));

  static final Table<Revision> REVISION =
      new Table<>(
          List.of(
              uuid("instance_id", it -> it.instance().value()),
              number("version", Revision::version),
              text("kind", it -> it.kind().toString()),
              text("actor", Revision::actor),
              time("committed_at", Revision::committedAt),
              text("statuses", it -> statuses(it.statuses())),
              text("reason", it -> it.body().flatMap(Receipt.Body::reason).orElse(null)),
              text(
                  "mutations",
                  it -> it.body().map(body -> body.mutations().canonical()).orElse(null)),
              hash("body_hash", it -> it.bodyHash().orElse(null)),
              hash("checksum", Revision::checksum),
              hash("hash", Revision::hash),
              text("key", it -> it.key().map(Receipt.Key::text).orElse(null)),
              hash("key_request", it -> it.key().map(Receipt.Key::request).orElse(null))));

  static final Table<Snapshot> SNAPSHOT =
      new Table<>(
          List.of(
              uuid("instance_id", it -> it.instance().value()),
              number("version", Snapshot::version),
              text("state", it -> it.state().json().canonical())));

  static final Table<Checkpoint> CHECKPOINT =
      new Table<>(
          List.of(
              uuid("instance_id", it -> it.instance().value()),
              text("name", Checkpoint::name),
              number("version", Checkpoint::version),
              text("origin", it -> it.origin().toString()),
              text("actor", Checkpoint::actor),
              time("created_at", Checkpoint::createdAt),
              hash("checksum", Checkpoint::checksum),
              hash("hash", Checkpoint::hash)));

  static final Table<Instance> DOCUMENT =
      new Table<>(
          List.of(
              uuid("id", it -> it.id().value()),
              text("definition_id", Instance::definitionId),
              integer("definition_version", it -> it.origin().definitionVersion()),
              uuid("owner_id", it -> it.origin().owner().value()),
              time("created_at", it -> it.origin().createdAt()),
              uuid("parent_id", it -> value(it.origin().parent())),
              uuid("forked_from_id", Tables::ancestor),
              number("forked_from_version", Tables::ancestorVersion),
              number("version", Instance::version),
              time("updated_at", Instance::updatedAt),
              text("last_modified_by", Instance::lastModifiedBy),
              hash("checksum", Instance::checksum),
              hash("receipt_hash", Instance::receiptHash),
              jsonb("context", it -> member(it, State.CONTEXT)),
              jsonb("step_data", it -> member(it, State.STEP_DATA)),
              jsonb("tags", it -> member(it, State.TAGS)),
              jsonb("attributes", it -> member(it, State.ATTRIBUTES)),
              jsonb("participants", it -> member(it, State.PARTICIPANTS)),
              text("position", Tables::position),
              text("definition_key", it -> Rows.key(it.definitionId())),
              text("status", it -> it.status().toString()),
              integer("current_step", Instance::currentStep),
              number("step_count", it -> it.state().stepCount()),
              time("started_at", it -> it.state().startedAt().orElse(null)),
              time("ended_at", it -> it.state().endedAt().orElse(null))));

  /** How many columns of {@link #DOCUMENT} never change. */
  static final int DOCUMENT_CONSTANTS = 8;

  static String statuses(List<Status> statuses) {
    return statuses.stream().map(Status::toString).collect(Collectors.joining(","));
  }

  private static @Nullable String member(Instance instance, String name) {
    return instance.state().json().get(name).map(Json::canonical).orElse(null);
  }

  private static String position(Instance instance) {
    var rest = instance.state().json();
    for (var name : APART) {
      rest = rest.without(name);
    }
    return rest.canonical();
  }

  private static @Nullable UUID value(Optional<InstanceId> id) {
    return id.map(InstanceId::value).orElse(null);
  }

  private static @Nullable UUID ancestor(Instance instance) {
    return instance.origin().forkedFrom().map(it -> it.id().value()).orElse(null);
  }

  private static @Nullable Long ancestorVersion(Instance instance) {
    return instance.origin().forkedFrom().map(it -> it.version()).orElse(null);
  }

  private static <T> Column<T> uuid(String name, Function<T, @Nullable UUID> value) {
    return new Column<>(name, "uuid", value::apply);
  }

  private static <T> Column<T> text(String name, Function<T, @Nullable String> value) {
    return new Column<>(name, "text", value::apply);
  }

  private static <T> Column<T> jsonb(String name, Function<T, @Nullable String> value) {
    return new Column<>(name, "jsonb", value::apply);
  }

  private static <T> Column<T> number(String name, Function<T, @Nullable Long> value) {
    return new Column<>(name, "bigint", value::apply);
  }

  private static <T> Column<T> integer(String name, Function<T, Integer> value) {
    return new Column<>(name, "integer", value::apply);
  }

  private static <T> Column<T> hash(String name, Function<T, @Nullable Sha256> value) {
    return new Column<>(
        name,
        "bytea",
        row -> {
          var hash = value.apply(row);
          return hash == null ? null : hash.bytes();
        });
  }

  private static <T> Column<T> time(String name, Function<T, @Nullable Instant> value) {
    return new Column<>(
        name,
        "bigint",
        row -> {
          var time = value.apply(row);
          return time == null ? null : Times.toMicros(time);
        });
  }
}
