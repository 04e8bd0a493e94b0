package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Proof of a commit. The receipts of an instance form a chain: each carries the hash of the one
 * before it, and its {@code checksumBefore} is that one's {@code checksumAfter}.
 *
 * @param body what was done; empty when it has been pruned or purged, which its hash survives
 * @param statuses the statuses the commit went through, first the one it met
 * @param checksumBefore of the state met; {@link #NOTHING} for the first commit
 */
public record Receipt(
    InstanceId instance,
    long version,
    Kind kind,
    String actor,
    Instant committedAt,
    List<Status> statuses,
    Optional<Key> key,
    Optional<Body> body,
    Sha256 bodyHash,
    Sha256 checksumBefore,
    Sha256 checksumAfter,
    Sha256 previousHash,
    Sha256 hash) {

  /** Stands for the checksum and the receipt before the first: 64 zeros. */
  public static final Sha256 NOTHING = Sha256.fromBytes(new byte[32]);

  /** An idempotency key, and the hash of the request that it was first used for. */
  public record Key(String text, Sha256 request) {}

  /** The part of a receipt that may be erased later. */
  public record Body(Optional<String> reason, JsonArray mutations) {
    public JsonObject toJson() {
      return JsonObject.of("reason", InstanceJson.text(reason), "mutations", mutations);
    }

    public Sha256 hash() {
      return toJson().hash();
    }
  }

  /** Makes the receipt that follows another, and its hash. */
  public static Receipt following(
      Sha256 previousHash,
      Sha256 checksumBefore,
      InstanceId instance,
      long version,
      Kind kind,
      String actor,
      Instant committedAt,
      List<Status> statuses,
      Optional<Key> key,
      Body body,
      Sha256 checksumAfter) {
    var bodyHash = body.hash();
    var open =
        new Receipt(
            instance,
            version,
            kind,
            actor,
            committedAt,
            statuses,
            key,
            Optional.of(body),
            bodyHash,
            checksumBefore,
            checksumAfter,
            previousHash,
            NOTHING);
    return open.withHash(open.computeHash());
  }

  private Receipt withHash(Sha256 computed) {
    return new Receipt(
        instance,
        version,
        kind,
        actor,
        committedAt,
        statuses,
        key,
        body,
        bodyHash,
        checksumBefore,
        checksumAfter,
        previousHash,
        computed);
  }

  /** SHA-256 over the canonical form of the receipt without its body and its own hash. */
  public Sha256 computeHash() {
    return header().hash();
  }

  /** {@code <instance>@<version>}. */
  public String id() {
    return instance + "@" + version;
  }

  private JsonObject header() {
    return JsonObject.builder()
        .put("id", Json.of(id()))
        .put("instanceId", Json.of(instance.toString()))
        .put("version", Json.of(version))
        .put("kind", Json.of(kind.toString()))
        .put("actor", Json.of(actor))
        .put("committedAt", Json.of(Times.format(committedAt)))
        .put("statuses", Json.of(statuses.stream().map(Status::toString).toList()))
        .put("idempotencyKey", InstanceJson.text(key.map(Key::text)))
        .put("requestHash", InstanceJson.text(key.map(it -> it.request().hex())))
        .put("bodyHash", Json.of(bodyHash.hex()))
        .put("checksumBefore", Json.of(checksumBefore.hex()))
        .put("checksumAfter", Json.of(checksumAfter.hex()))
        .put("previousHash", Json.of(previousHash.hex()))
        .build();
  }

  /** The receipt as the REST contract shows it; {@code mutations} is null once erased. */
  public JsonObject toJson() {
    return header()
        .with("reason", body.map(it -> InstanceJson.text(it.reason())).orElse(JsonNull.NULL))
        .with("mutations", body.<Json>map(Body::mutations).orElse(JsonNull.NULL))
        .with("hash", Json.of(hash.hex()));
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   * @throws CairnException.Invalid when a member has a value that it cannot have
   */
  public static Receipt parse(Json json) {
    var object = json.asObject();
    return new Receipt(
        InstanceId.of(text(object, "instanceId")),
        object.require("version").asLong(),
        Kind.named(text(object, "kind")).orElseThrow(() -> unknown("kind", object)),
        text(object, "actor"),
        Times.parse(text(object, "committedAt")),
        object.require("statuses").asArray().items().stream()
            .map(it -> Status.named(it.asString()).orElseThrow(() -> unknown("statuses", object)))
            .toList(),
        present(object, "idempotencyKey")
            .map(key -> new Key(key.asString(), hash(object, "requestHash"))),
        present(object, "mutations")
            .map(it -> new Body(present(object, "reason").map(Json::asString), it.asArray())),
        hash(object, "bodyHash"),
        hash(object, "checksumBefore"),
        hash(object, "checksumAfter"),
        hash(object, "previousHash"),
        hash(object, "hash"));
  }

  private static CairnException.Invalid unknown(String member, JsonObject object) {
    return new CairnException.Invalid(
        "invalid_receipt",
        "unknown " + member + " in receipt " + object.require("id"),
        "use a release of Cairn that knows it");
  }

  private static String text(JsonObject object, String member) {
    return object.require(member).asString();
  }

  private static Sha256 hash(JsonObject object, String member) {
    return Sha256.fromHex(text(object, member));
  }

  private static Optional<Json> present(JsonObject object, String member) {
    return object.get(member).filter(value -> !value.isNull());
  }
}
