package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ApiKey;
import dev.cairn.Definition;
import dev.cairn.KeyId;
import dev.cairn.User;
import dev.cairn.UserId;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.Sha256;
import dev.cairn.store.Catalog;
import dev.cairn.store.Catalog.Availability;
import dev.cairn.store.Catalog.Registered;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Users and definitions. */
abstract class CatalogContract extends StoreTopic {
  private static final UserId ONE = new UserId(new UUID(1, 1));
  private static final UserId TWO = new UserId(new UUID(2, 2));

  @Test
  void a_user_keeps_the_first_id() {
    assertThat(catalog().user("leo")).isEmpty();
    assertThat(catalog().addUser("leo", ONE)).isEqualTo(ONE);
    assertThat(catalog().addUser("leo", TWO)).isEqualTo(ONE);
    assertThat(catalog().user("leo")).contains(ONE);
    assertThat(catalog().subject(ONE)).contains("leo");
    assertThat(catalog().subject(TWO)).isEmpty();
  }

  @Test
  void subjects_are_told_apart_by_every_character() {
    assertThat(catalog().addUser("leo", ONE)).isEqualTo(ONE);
    assertThat(catalog().addUser("Leo", TWO)).isEqualTo(TWO);
    assertThat(catalog().user("leo ")).isEmpty();
    assertThat(catalog().user("le%")).isEmpty();
  }

  @Test
  void a_definition_comes_back_as_it_was_registered() {
    var definition = definition("billing", 1, "naïve \"name\" 😀");
    assertThat(catalog().addDefinition(definition)).isEqualTo(offered(definition));
    store = home().reopen(store);
    assertThat(others()).containsExactly(offered(definition));
  }

  @Test
  void of_two_of_one_version_the_first_is_kept() {
    var first = definition("billing", 1, "first");
    catalog().addDefinition(first);
    assertThat(catalog().addDefinition(definition("Billing", 1, "second")))
        .isEqualTo(offered(first));
    assertThat(others()).containsExactly(offered(first));
  }

  @Test
  void definitions_are_listed_by_id_and_version() {
    var b2 = definition("b", 2, "b2");
    var b10 = definition("B", 10, "b10");
    var a1 = definition("a", 1, "a1");
    List.of(b10, b2, a1).forEach(catalog()::addDefinition);
    assertThat(others()).containsExactly(offered(a1), offered(b2), offered(b10));
  }

  @Test
  void deprecating_hides_one_version_and_lasts() {
    var one = definition("billing", 1, "one");
    var two = definition("billing", 2, "two");
    List.of(one, two).forEach(catalog()::addDefinition);
    catalog().deprecate("BILLING", 1);
    catalog().deprecate("billing", 1);
    catalog().deprecate("unknown", 1);
    var deprecated = new Registered(one, Availability.DEPRECATED);
    assertThat(others()).containsExactly(deprecated, offered(two));
    assertThat(catalog().addDefinition(one)).isEqualTo(deprecated);
    store = home().reopen(store);
    assertThat(others()).containsExactly(deprecated, offered(two));
  }

  @Test
  void every_change_of_definitions_is_counted() {
    var one = definition("billing", 1, "one");
    long before = catalog().definitionChanges();
    catalog().addDefinition(one);
    long added = catalog().definitionChanges();
    assertThat(added).isGreaterThan(before);
    catalog().addDefinition(one);
    assertThat(catalog().definitionChanges()).isEqualTo(added);
    catalog().deprecate("billing", 1);
    long deprecated = catalog().definitionChanges();
    assertThat(deprecated).isGreaterThan(added);
    catalog().deprecate("billing", 1);
    store = home().reopen(store);
    assertThat(catalog().definitionChanges()).isEqualTo(deprecated);
  }

  @Test
  void users_are_listed_by_subject_with_their_last_roles() {
    catalog().addUser("leo", ONE);
    catalog().addUser("Zoë", TWO);
    catalog().setRoles(ONE, roles("Viewer"));
    catalog().setRoles(ONE, roles("legal", "Participant"));
    catalog().setRoles(new UserId(new UUID(9, 9)), roles("Admin"));
    store = home().reopen(store);
    var zoe = new User(TWO, "Zoë", roles());
    var leo = new User(ONE, "leo", roles("legal", "Participant"));
    assertThat(catalog().users(Optional.empty(), 10)).startsWith(zoe, leo);
    assertThat(catalog().users(Optional.empty(), 1)).containsExactly(zoe);
    assertThat(catalog().users(Optional.of("Zoë"), 1)).containsExactly(leo);
  }

  @Test
  void a_key_is_found_by_id_and_by_hash() {
    var one = key(1, Optional.of(Rows.BEGIN.plusSeconds(60)));
    var two = key(2, Optional.empty());
    List.of(two, one).forEach(catalog()::addKey);
    store = home().reopen(store);
    assertThat(catalog().keys()).containsExactly(one, two);
    assertThat(catalog().key(one.id())).contains(one);
    assertThat(catalog().key(two.hash())).contains(two);
    assertThat(catalog().key(new KeyId(new UUID(9, 9)))).isEmpty();
    assertThat(catalog().key(Sha256.ofUtf8("cairn_none"))).isEmpty();
  }

  @Test
  void a_key_is_revoked_once() {
    var key = key(1, Optional.empty());
    catalog().addKey(key);
    catalog().addKey(key(2, Optional.empty()));
    catalog().revokeKey(key.id(), Rows.BEGIN.plusSeconds(1));
    catalog().revokeKey(key.id(), Rows.BEGIN.plusSeconds(2));
    store = home().reopen(store);
    assertThat(catalog().key(key.id()).orElseThrow().revokedAt())
        .contains(Rows.BEGIN.plusSeconds(1));
    assertThat(catalog().key(key(2, Optional.empty()).id()).orElseThrow().revokedAt()).isEmpty();
  }

  private static ApiKey key(int number, Optional<Instant> expiresAt) {
    return new ApiKey(
        new KeyId(new UUID(number, number)),
        "mia \"😀\"",
        roles("legal \"x\"", "Participant"),
        Sha256.ofUtf8("cairn_" + number),
        "cairn_abcdef",
        Rows.BEGIN.plusSeconds(number),
        "leo",
        expiresAt,
        Optional.empty());
  }

  private static SortedSet<String> roles(String... names) {
    return new TreeSet<>(List.of(names));
  }

  private Catalog catalog() {
    return store.catalog();
  }

  private List<Registered> others() {
    return catalog().definitions().stream()
        .filter(it -> !it.definition().id().equals(Rows.DEFINITION))
        .toList();
  }

  private static Registered offered(Definition definition) {
    return new Registered(definition, Availability.OFFERED);
  }

  private static Definition definition(String id, int version, String name) {
    return Definition.parse(
        JsonObject.of(
            "id",
            id,
            "version",
            version,
            "name",
            name,
            "indexes",
            Json.parse("[\"context.a.b\"]"),
            "steps",
            Json.parse("[{\"id\":\"draft\",\"more\":[1.0,null]},{\"id\":\"review\"}]")));
  }
}
