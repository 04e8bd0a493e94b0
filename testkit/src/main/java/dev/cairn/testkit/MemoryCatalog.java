package dev.cairn.testkit;

import dev.cairn.Definition;
import dev.cairn.UserId;
import dev.cairn.store.Catalog;
import dev.cairn.testkit.MemoryTables.DefinitionKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The small tables of a {@link MemoryStore}. */
final class MemoryCatalog implements Catalog {
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

  private static DefinitionKey key(String id, int version) {
    return new DefinitionKey(id.toLowerCase(Locale.ROOT), version);
  }
}
