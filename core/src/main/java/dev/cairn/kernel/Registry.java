package dev.cairn.kernel;

import dev.cairn.CairnException;
import dev.cairn.Definition;
import dev.cairn.Instance;
import dev.cairn.Origin;
import dev.cairn.UserId;
import dev.cairn.json.Sha256;
import dev.cairn.store.Catalog;
import dev.cairn.store.Catalog.Availability;
import dev.cairn.store.Catalog.Registered;
import dev.cairn.store.Store;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Definitions and users, remembered. A version of a definition never changes once it is kept. */
final class Registry {
  private final Catalog catalog;
  private final boolean exclusive;
  private final Migrations migrations = new Migrations(this);
  private final Map<String, UserId> users = new ConcurrentHashMap<>();
  private final Map<Key, Blueprint> blueprints = new ConcurrentHashMap<>();
  private final Look look = new Look(this::readChanged);
  private volatile List<Registered> known = List.of();
  private long seen = -1;

  private record Key(String id, int version) {
    static Key of(String id, int version) {
      return new Key(id.toLowerCase(Locale.ROOT), version);
    }
  }

  Registry(Store store) {
    this.catalog = store.catalog();
    this.exclusive = store.traits().ownership() == Store.Ownership.EXCLUSIVE;
    look.take();
  }

  Migrations migrations() {
    return migrations;
  }

  /** All definitions; from the store, where another process may have added some. */
  List<Registered> all() {
    if (!exclusive) {
      look.take();
    }
    return known;
  }

  /** What is added between the two reads is found by the next look. */
  private void readChanged() {
    long changes = catalog.definitionChanges();
    if (changes != seen) {
      known = catalog.definitions();
      seen = changes;
    }
  }

  Registered add(Definition definition) {
    Blueprint.of(definition);
    var kept = catalog.addDefinition(definition);
    look.take();
    return kept;
  }

  void deprecate(String id, int version) {
    catalog.deprecate(id, version);
    look.take();
  }

  /** The newest version that is offered. */
  Optional<Definition> newest(String id) {
    return all().stream()
        .filter(it -> it.availability() == Availability.OFFERED && isCalled(it, id))
        .map(Registered::definition)
        .max(Comparator.comparingInt(Definition::version));
  }

  Optional<Definition> find(String id, int version) {
    return lookUp(id, version).or(() -> refreshed(id, version)).map(Registered::definition);
  }

  private Optional<Registered> refreshed(String id, int version) {
    look.take();
    return lookUp(id, version);
  }

  private Optional<Registered> lookUp(String id, int version) {
    return known.stream()
        .filter(it -> it.definition().version() == version && isCalled(it, id))
        .findFirst();
  }

  private static boolean isCalled(Registered registered, String id) {
    return registered.definition().key().equals(id.toLowerCase(Locale.ROOT));
  }

  /** The definitions of one name that follow a version of the state schema. */
  Optional<Definition> ofSchema(String id, int schemaVersion) {
    return known.stream()
        .filter(it -> isCalled(it, id) && it.definition().schemaVersion() == schemaVersion)
        .map(Registered::definition)
        .max(Comparator.comparingInt(Definition::version));
  }

  /** The highest version of the state schema that a definition of this name has. */
  int newestSchema(String id) {
    return known.stream()
        .filter(it -> isCalled(it, id))
        .mapToInt(it -> it.definition().schemaVersion())
        .max()
        .orElse(1);
  }

  /** What an instance of this origin follows. */
  Blueprint blueprint(Origin origin) {
    var key = Key.of(origin.definitionId(), origin.definitionVersion());
    var kept = blueprints.get(key);
    return kept != null ? kept : prepare(key);
  }

  private Blueprint prepare(Key key) {
    var definition =
        find(key.id(), key.version()).orElseThrow(() -> unknown(key.id() + " " + key.version()));
    var blueprint = Blueprint.of(definition);
    blueprints.put(key, blueprint);
    return blueprint;
  }

  /** What an instance follows: its own definition, with the schema that its state has reached. */
  Blueprint blueprint(Instance instance) {
    return blueprint(instance.origin(), instance.state().schemaVersion());
  }

  /** The instance's own definition, with the schema of another version of the state. */
  Blueprint blueprint(Origin origin, int schemaVersion) {
    var own = blueprint(origin);
    return own.definition().schemaVersion() == schemaVersion
        ? own
        : new Blueprint(
            own.definition(),
            ofSchema(origin.definitionId(), schemaVersion).flatMap(it -> blueprint(it).schema()),
            own.flow());
  }

  private Blueprint blueprint(Definition definition) {
    return blueprints.computeIfAbsent(
        Key.of(definition.id(), definition.version()), key -> Blueprint.of(definition));
  }

  static CairnException.NotFound unknown(String id) {
    return new CairnException.NotFound(
        "definition_not_found",
        "no definition '" + id + "'",
        "register it first, or list those that are registered");
  }

  /** The user of this name, made on first sight. The id follows from the name, in every store. */
  UserId user(String subject) {
    return users.computeIfAbsent(subject, it -> catalog.addUser(it, idOf(it)));
  }

  /** The user of this name, if there is one; none is made. */
  Optional<UserId> known(String subject) {
    var remembered = users.get(subject);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    var found = catalog.user(subject);
    found.ifPresent(it -> users.put(subject, it));
    return found;
  }

  private static UserId idOf(String subject) {
    var bits = ByteBuffer.wrap(Sha256.ofUtf8("cairn-user:" + subject).bytes());
    // A UUID of version 8 (RFC 9562): the bits are ours but for the version and the variant.
    long high = (bits.getLong() & ~0xF000L) | 0x8000L;
    long low = (bits.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UserId(new UUID(high, low));
  }
}
