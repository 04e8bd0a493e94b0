package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An API key as it is kept. Its text is shown to who made it, once, and is nowhere kept: 256 random
 * bits need no slow hash.
 *
 * @param roles names of {@link Role}s, and others, which approvals may ask for
 * @param hash SHA-256 of the text; {@link Receipt#NOTHING} where it is not told, as over HTTP
 * @param prefix how the text begins, for people to recognize it
 * @param expiresAt from when on it is refused, if ever
 * @param revokedAt since when it is refused
 */
public record ApiKey(
    KeyId id,
    String subject,
    SortedSet<String> roles,
    Sha256 hash,
    String prefix,
    Instant createdAt,
    String createdBy,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt) {

  /** How the text of every key begins, so that scanners find keys that leaked. */
  public static final String MARK = "cairn_";

  public ApiKey {
    roles = Names.copy(roles);
  }

  /** What a key is made for. */
  public record Wanted(String subject, SortedSet<String> roles, Optional<Instant> expiresAt) {
    private static final int NAME_MAX = 200;
    private static final int ROLES_MAX = 20;

    public Wanted {
      roles = Names.copy(roles);
      Names.check("subject", subject, NAME_MAX);
      roles.forEach(role -> Names.check("role", role, NAME_MAX));
      if (subject.equals(Filter.ME)) {
        throw new CairnException.Invalid(
            "invalid_subject", "'me' stands for whoever asks", "choose another subject");
      }
      if (Role.highest(roles).isEmpty() || roles.size() > ROLES_MAX) {
        throw new CairnException.Invalid(
            "invalid_role",
            "a key needs a role that gives rights, and has at most " + ROLES_MAX + " roles",
            "name one of Viewer, Participant, Operator, Admin");
      }
    }
  }

  /** A key that was just made, with its text: nobody will see it again. */
  public record Created(ApiKey key, String text) {
    /** The text would be in every log that prints a value of this type. */
    @Override
    public String toString() {
      return "Created[" + key + "]";
    }

    public JsonObject toJson() {
      return key.toJson().with("key", Json.of(text));
    }

    /** Reads {@link #toJson}. */
    public static Created parse(Json json) {
      var text = json.asObject().require("key").asString();
      return new Created(ApiKey.parse(json, Sha256.ofUtf8(text)), text);
    }
  }

  /** Whether it lets anybody in at a time. */
  public boolean isGood(Instant at) {
    return revokedAt.isEmpty() && expiresAt.filter(end -> !at.isBefore(end)).isEmpty();
  }

  /** Reads {@link #toJson}. */
  public static ApiKey parse(Json json) {
    return parse(json, Receipt.NOTHING);
  }

  private static ApiKey parse(Json json, Sha256 hash) {
    var members = Members.of(json);
    return new ApiKey(
        KeyId.of(members.text("id")),
        members.text("subject"),
        new TreeSet<>(members.list("roles", Json::asString)),
        hash,
        members.text("prefix"),
        members.time("createdAt"),
        members.text("createdBy"),
        members.optionalTime("expiresAt"),
        members.optionalTime("revokedAt"));
  }

  /** The key as the REST contract shows it, without its hash. */
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("id", Json.of(id.toString()))
        .put("subject", Json.of(subject))
        .put("roles", Json.of(roles.stream().toList()))
        .put("prefix", Json.of(prefix))
        .put("createdAt", Json.of(Times.format(createdAt)))
        .put("createdBy", Json.of(createdBy))
        .put("expiresAt", InstanceJson.text(expiresAt.map(Times::format)))
        .put("revokedAt", InstanceJson.text(revokedAt.map(Times::format)))
        .build();
  }
}
