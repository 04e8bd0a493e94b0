package dev.cairn.client;

import dev.cairn.ApiKey;
import dev.cairn.CairnException;
import dev.cairn.Identities;
import dev.cairn.KeyId;
import dev.cairn.Page;
import dev.cairn.Times;
import dev.cairn.User;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Keys and users, by the server. */
final class RemoteIdentities implements Identities {
  private static final int PAGE_MAX = 100;

  private final Exchange exchange;

  RemoteIdentities(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Sent once only: a key whose text got lost on the way would let nobody in, and stay. */
  @Override
  public ApiKey.Created createKey(ApiKey.Wanted wanted) {
    var body =
        JsonObject.of(
            "subject", wanted.subject(),
            "roles", Json.of(List.copyOf(wanted.roles())),
            "expiresAt", wanted.expiresAt().map(Times::format).orElse(null));
    return ApiKey.Created.parse(Problems.body(exchange.send(Call.post("/keys", body))));
  }

  @Override
  public List<ApiKey> keys() {
    return Page.parse(Problems.body(exchange.send(Call.get("/keys"))), ApiKey::parse).items();
  }

  @Override
  public Optional<ApiKey> key(KeyId id) {
    return keys().stream().filter(it -> it.id().equals(id)).findFirst();
  }

  @Override
  public Optional<ApiKey> keyOf(String text) {
    throw local("a key is compared where it is kept");
  }

  /** A key that is revoked stays so: it may be sent again. */
  @Override
  public ApiKey revokeKey(KeyId id) {
    var reply = exchange.send(Call.delete("/keys/" + id).safe());
    if (!reply.isSuccess()) {
      throw Problems.of(reply);
    }
    return key(id)
        .orElseThrow(
            () -> new CairnException.NotFound("key_not_found", "no key " + id, "list the keys"));
  }

  @Override
  public User seen(String subject, SortedSet<String> roles) {
    throw local("who calls is seen by the server");
  }

  @Override
  public List<User> users(Optional<String> after, int limit) {
    var users = new ArrayList<User>();
    var cursor = after;
    do {
      var call =
          Call.get("/users")
              .with("cursor", cursor)
              .with("limit", Math.min(limit - users.size(), PAGE_MAX));
      var page = Page.parse(Problems.body(exchange.send(call)), User::parse);
      users.addAll(page.items());
      cursor = page.next();
    } while (cursor.isPresent() && users.size() < limit);
    return List.copyOf(users);
  }

  private static CairnException.Invalid local(String why) {
    return new CairnException.Invalid("not_over_http", why, "do it where the store is open");
  }
}
