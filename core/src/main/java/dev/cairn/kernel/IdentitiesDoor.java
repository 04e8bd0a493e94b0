package dev.cairn.kernel;

import dev.cairn.Admissions;
import dev.cairn.ApiKey;
import dev.cairn.CairnException;
import dev.cairn.Identities;
import dev.cairn.KeyId;
import dev.cairn.Secrets;
import dev.cairn.Times;
import dev.cairn.User;
import dev.cairn.json.Sha256;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Keys, sessions and users, for one actor. */
final class IdentitiesDoor implements Identities {
  private static final int PREFIX = ApiKey.MARK.length() + 6;
  private static final int USERS_MAX = 1_000;

  private final Kernel.Parts parts;
  private final String actor;

  IdentitiesDoor(Kernel.Parts parts, String actor) {
    this.parts = parts;
    this.actor = actor;
  }

  @Override
  public ApiKey.Created createKey(ApiKey.Wanted wanted) {
    var text = ApiKey.MARK + Secrets.next();
    var key =
        new ApiKey(
            new KeyId(parts.ids().next().value()),
            wanted.subject(),
            wanted.roles(),
            Sha256.ofUtf8(text),
            text.substring(0, PREFIX),
            now(),
            actor,
            wanted.expiresAt().map(Times::truncate),
            Optional.empty());
    parts.store().catalog().addKey(key);
    return new ApiKey.Created(key, text);
  }

  @Override
  public List<ApiKey> keys() {
    return parts.store().catalog().keys();
  }

  @Override
  public Optional<ApiKey> key(KeyId id) {
    return parts.store().catalog().key(id);
  }

  @Override
  public Optional<ApiKey> keyOf(String text) {
    var hash = Sha256.ofUtf8(text);
    // The index finds by hash, of which no guess tells anything; the last word takes equal time.
    return parts
        .store()
        .catalog()
        .key(hash)
        .filter(key -> MessageDigest.isEqual(key.hash().bytes(), hash.bytes()));
  }

  @Override
  public ApiKey revokeKey(KeyId id) {
    parts.store().catalog().revokeKey(id, now());
    return key(id)
        .orElseThrow(() ->
            new CairnException.NotFound(
                "key_not_found", "no key " + id, "list the keys that there are"));
  }

  private Instant now() {
    return Times.truncate(parts.options().clock().instant());
  }

  @Override
  public User seen(String subject, SortedSet<String> roles) {
    var id = parts.registry().user(subject);
    parts.store().catalog().setRoles(id, roles);
    return new User(id, subject, roles);
  }

  @Override
  public List<User> users(Optional<String> after, int limit) {
    return parts.store().catalog().users(after, Math.clamp(limit, 1, USERS_MAX));
  }

  @Override
  public Admissions admissions() {
    return parts.store().admissions();
  }
}
