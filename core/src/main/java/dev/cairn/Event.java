package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the audit log: who did what and when, and what became of the status. Derived from a
 * commit, so that the two cannot disagree; a commit that made several transitions has an event for
 * each.
 */
public record Event(
    long version,
    String type,
    String actor,
    Instant at,
    Optional<Status> from,
    Status to,
    Optional<String> reason) {

  /** The events of one commit, in order. */
  public static List<Event> of(VersionEntry entry) {
    var events = new ArrayList<Event>();
    var statuses = entry.statuses();
    if (entry.kind() != Kind.COMMIT || statuses.size() == 1) {
      boolean made = entry.kind() == Kind.CREATE;
      events.add(
          event(
              entry,
              named(entry.kind()),
              first(entry),
              made ? statuses.getFirst() : statuses.getLast()));
      if (!made) {
        return events;
      }
    }
    for (int i = 1; i < statuses.size(); i++) {
      var from = statuses.get(i - 1);
      var to = statuses.get(i);
      events.add(event(entry, transition(from, to), Optional.of(from), to));
    }
    return events;
  }

  private static Optional<Status> first(VersionEntry entry) {
    return switch (entry.kind()) {
      case CREATE, FORK -> Optional.empty();
      case COMMIT, RESTORE, MIGRATE, DELETE -> Optional.of(entry.statuses().getFirst());
    };
  }

  private static Event event(VersionEntry entry, String type, Optional<Status> from, Status to) {
    return new Event(
        entry.version(), type, entry.actor(), entry.committedAt(), from, to, entry.reason());
  }

  private static String named(Kind kind) {
    return switch (kind) {
      case CREATE -> "Created";
      case COMMIT -> "Updated";
      case RESTORE -> "Restored";
      case FORK -> "Forked";
      case MIGRATE -> "Migrated";
      case DELETE -> "Deleted";
    };
  }

  private static String transition(Status from, Status to) {
    return switch (to) {
      case RUNNING -> from == Status.CREATED ? "Started" : "Resumed";
      case CREATED, PAUSED, WAITING_FOR_INPUT, WAITING_FOR_APPROVAL -> to.toString();
      case COMPLETED, FAILED, CANCELLED -> to.toString();
    };
  }

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("version", Json.of(version))
        .put("type", Json.of(type))
        .put("actor", Json.of(actor))
        .put("at", Json.of(Times.format(at)))
        .put("from", InstanceJson.text(from))
        .put("to", Json.of(to.toString()))
        .put("reason", InstanceJson.text(reason))
        .build();
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   * @throws CairnException.Invalid when a member has a value that it cannot have
   */
  public static Event parse(Json json) {
    var members = Members.of(json);
    return new Event(
        members.number("version"),
        members.text("type"),
        members.text("actor"),
        members.time("at"),
        members.present("from").map(it -> members.named(it, Status::named)),
        members.named("to", Status::named),
        members.present("reason").map(Json::asString));
  }
}
