package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A named version, kept by pruning. {@code checksum} is the version's; {@code hash} covers the
 * whole checkpoint, so that a changed row is noticed.
 */
public record Checkpoint(
    InstanceId instance,
    String name,
    long version,
    Origin origin,
    String actor,
    Instant createdAt,
    Sha256 checksum) {

  /** How a checkpoint came to be. */
  public enum Origin {
    /** Somebody asked for it. */
    MANUAL,
    /** By the policy of the kernel. */
    AUTOMATIC,
    /** Before a restore. */
    SAFETY;

    static Optional<Origin> named(String text) {
      return Arrays.stream(values()).filter(it -> it.toString().equals(text)).findFirst();
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Sha256 hash() {
    return toJson().hash();
  }

  public JsonObject toJson() {
    return JsonObject.of(
        "instanceId",
        instance.toString(),
        "name",
        name,
        "version",
        version,
        "kind",
        origin.toString(),
        "actor",
        actor,
        "createdAt",
        Times.format(createdAt),
        "checksum",
        checksum.hex());
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   * @throws CairnException.Invalid when a member has a value that it cannot have
   */
  public static Checkpoint parse(Json json) {
    var members = Members.of(json);
    return new Checkpoint(
        members.id("instanceId"),
        members.text("name"),
        members.number("version"),
        members.named("kind", Origin::named),
        members.text("actor"),
        members.time("createdAt"),
        members.hash("checksum"));
  }
}
