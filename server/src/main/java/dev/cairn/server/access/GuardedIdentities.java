package dev.cairn.server.access;

import dev.cairn.Admissions;
import dev.cairn.ApiKey;
import dev.cairn.Identities;
import dev.cairn.KeyId;
import dev.cairn.User;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Keys and users are the Admins'. */
final class GuardedIdentities implements Identities {
  private final Guard guard;

  GuardedIdentities(Guard guard) {
    this.guard = guard;
  }

  private Identities inner() {
    guard.check(Operation.IDENTIFY);
    return guard.cairn().identities();
  }

  @Override
  public ApiKey.Created createKey(ApiKey.Wanted wanted) {
    return inner().createKey(wanted);
  }

  @Override
  public List<ApiKey> keys() {
    return inner().keys();
  }

  @Override
  public Optional<ApiKey> key(KeyId id) {
    return inner().key(id);
  }

  @Override
  public Optional<ApiKey> keyOf(String text) {
    return inner().keyOf(text);
  }

  @Override
  public ApiKey revokeKey(KeyId id) {
    var key = inner().revokeKey(id);
    guard.revoked().accept(id);
    return key;
  }

  @Override
  public User seen(String subject, SortedSet<String> roles) {
    return inner().seen(subject, roles);
  }

  @Override
  public Admissions admissions() {
    return inner().admissions();
  }

  @Override
  public List<User> users(Optional<String> after, int limit) {
    return inner().users(after, limit);
  }
}
