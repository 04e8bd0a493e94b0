package dev.cairn.testkit;

import dev.cairn.ApiKey;
import dev.cairn.Definition;
import dev.cairn.InstanceId;
import dev.cairn.KeyId;
import dev.cairn.User;
import dev.cairn.UserId;
import dev.cairn.json.Sha256;
import dev.cairn.store.Catalog;
import dev.cairn.testkit.MemoryTables.DefinitionKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The small tables of a {@link MemoryStore}. */
final class MemoryCatalog implements Catalog {
  /** As the databases order texts, which {@link String#compareTo} does not. */
  private static final Comparator<String> BY_CODE_POINT =
      (one, two) -> Arrays.compare(one.codePoints().toArray(), two.codePoints().toArray());

  private final MemoryTables tables;

  MemoryCatalog(MemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public UserId addUser(String subject, UserId candidate) {
    synchronized (tables) {
      return tables.users.computeIfAbsent(subject, it -> candidate);
    }
  }

  @Override
  public Optional<UserId> user(String subject) {
    synchronized (tables) {
      return Optional.ofNullable(tables.users.get(subject));
    }
  }

  @Override
  public Optional<String> subject(UserId user) {
    synchronized (tables) {
      return tables.users.entrySet().stream()
          .filter(entry -> entry.getValue().equals(user))
          .map(java.util.Map.Entry::getKey)
          .findFirst();
    }
  }

  @Override
  public void setRoles(UserId user, SortedSet<String> roles) {
    synchronized (tables) {
      tables.roles.put(user, roles);
    }
  }

  @Override
  public List<User> users(Optional<String> after, int limit) {
    synchronized (tables) {
      return tables.users.entrySet().stream()
          .map(entry ->
              new User(
                  entry.getValue(),
                  entry.getKey(),
                  tables.roles.getOrDefault(entry.getValue(), new TreeSet<>())))
          .filter(user -> BY_CODE_POINT.compare(user.subject(), after.orElse("")) > 0)
          .sorted(Comparator.comparing(User::subject, BY_CODE_POINT))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public void addKey(ApiKey key) {
    synchronized (tables) {
      tables.keys.put(key.id(), key);
    }
  }

  @Override
  public Optional<ApiKey> key(KeyId id) {
    synchronized (tables) {
      return Optional.ofNullable(tables.keys.get(id));
    }
  }

  @Override
  public Optional<ApiKey> key(Sha256 hash) {
    return keys().stream().filter(key -> key.hash().equals(hash)).findFirst();
  }

  @Override
  public List<ApiKey> keys() {
    synchronized (tables) {
      return tables.keys.values().stream()
          .sorted(
              Comparator.comparing(ApiKey::createdAt)
                  .thenComparing(key -> new InstanceId(key.id().value())))
          .toList();
    }
  }

  @Override
  public void revokeKey(KeyId id, Instant at) {
    synchronized (tables) {
      tables.keys.computeIfPresent(
          id, (it, key) -> key.revokedAt().isPresent() ? key : revoked(key, at));
    }
  }

  private static ApiKey revoked(ApiKey key, Instant at) {
    return new ApiKey(
        key.id(),
        key.subject(),
        key.roles(),
        key.hash(),
        key.prefix(),
        key.createdAt(),
        key.createdBy(),
        key.expiresAt(),
        Optional.of(at));
  }

  @Override
  public Registered addDefinition(Definition definition) {
    synchronized (tables) {
      return tables.definitions.computeIfAbsent(
          key(definition.id(), definition.version()),
          it -> new Registered(definition, Availability.OFFERED));
    }
  }

  @Override
  public void deprecate(String id, int version) {
    synchronized (tables) {
      tables.definitions.computeIfPresent(
          key(id, version), (it, old) -> new Registered(old.definition(), Availability.DEPRECATED));
    }
  }

  @Override
  public List<Registered> definitions() {
    synchronized (tables) {
      return List.copyOf(tables.definitions.values());
    }
  }

  @Override
  public long definitionChanges() {
    synchronized (tables) {
      return tables.definitions.values().stream()
          .mapToLong(it -> it.availability() == Availability.DEPRECATED ? 2 : 1)
          .sum();
    }
  }

  private static DefinitionKey key(String id, int version) {
    return new DefinitionKey(id.toLowerCase(Locale.ROOT), version);
  }
}
