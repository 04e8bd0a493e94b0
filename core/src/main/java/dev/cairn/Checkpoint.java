package dev.cairn;

import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import java.time.Instant;

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
}
