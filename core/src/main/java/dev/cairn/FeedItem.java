package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a subscriber of a {@link Feed} gets. */
public sealed interface FeedItem {

  /** Where the feed goes on after this item. */
  Feed.Position position();

  /**
   * A commit.
   *
   * @param statusBefore empty for the first commit of an instance
   * @param match what the commit does to a list of the instances that match
   * @param patch what it changed of the state's members; a first commit's adds them all. Empty for
   *     {@link Match#LEFT}: the new state is none that the subscriber asked to see
   * @param checksum of the state after the commit
   */
  record Change(
      InstanceId instance,
      long version,
      Kind kind,
      String actor,
      Instant committedAt,
      Optional<Status> statusBefore,
      Status statusAfter,
      Match match,
      JsonPatch patch,
      Sha256 checksum,
      Feed.Position position)
      implements FeedItem {

    /** The commit as the REST contract writes it; the position stands beside it. */
    public JsonObject toJson() {
      return JsonObject.builder()
          .put("instanceId", Json.of(instance.toString()))
          .put("version", Json.of(version))
          .put("kind", Json.of(kind.toString()))
          .put("actor", Json.of(actor))
          .put("committedAt", Json.of(Times.format(committedAt)))
          .put("statusBefore", InstanceJson.text(statusBefore))
          .put("statusAfter", Json.of(statusAfter.toString()))
          .put("match", Json.of(match.toString()))
          .put("patch", patch.toJson())
          .put("checksum", Json.of(checksum.hex()))
          .build();
    }

    /**
     * Reads {@link #toJson}.
     *
     * @throws dev.cairn.json.JsonException when a member is missing or has another type
     * @throws CairnException.Invalid when a member has a value that it cannot have
     */
    public static Change parse(Json json, Feed.Position position) {
      var members = Members.of(json);
      return new Change(
          members.id("instanceId"),
          members.number("version"),
          members.named("kind", Kind::named),
          members.text("actor"),
          members.time("committedAt"),
          members.present("statusBefore").map(it -> members.named(it, Status::named)),
          members.named("statusAfter", Status::named),
          members.named("match", Match::named),
          JsonPatch.parse(members.value("patch")),
          members.hash("checksum"),
          position);
    }
  }

  /**
   * Commits were made here that can no longer be told, because what they changed was pruned or
   * purged: read again what you show. The feed goes on after it.
   */
  record Gap(Feed.Position position) implements FeedItem {}

  /** Whether the instance matched before the commit and after it. */
  enum Match {
    /** Only after: it is new to a list. */
    ENTERED,
    /** Both. */
    STAYED,
    /** Only before: a list drops it. A deleted instance matches nothing. */
    LEFT;

    public static Optional<Match> named(String text) {
      return Arrays.stream(values()).filter(it -> it.toString().equals(text)).findFirst();
    }

    /** The name in JSON, such as {@code entered}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
