package dev.cairn.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ApiKey;
import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Options;
import dev.cairn.User;
import dev.cairn.kernel.Kernel;
import dev.cairn.store.Store.Ownership;
import dev.cairn.testkit.FakeClock;
import dev.cairn.testkit.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys: from the Authorization header to a principal, on two nodes of one store. */
class CredentialsTest {
  private final FakeClock clock = new FakeClock();
  private final MemoryStore store = new MemoryStore(Ownership.SHARED);
  private final Cairn one = Kernel.over(store, Options.defaults().clock(clock).actor("root"));
  private final Cairn two = Kernel.over(store, Options.defaults().clock(clock));
  private final Credentials here = new Credentials(one.identities(), Optional.empty(), clock);
  private final Credentials there = new Credentials(two.identities(), Optional.empty(), clock);

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void a_key_says_who_calls() {
    var created = key(Optional.empty());
    var mia = here.authenticate(bearer(created.text()));
    assertThat(mia.subject()).isEqualTo("mia");
    assertThat(mia.roles()).containsExactly("Participant", "legal");
    assertThat(mia.role()).isEqualTo(dev.cairn.Role.PARTICIPANT);
    assertThat(mia.key()).contains(created.key().id());
    assertThat(one.identities().users(Optional.empty(), 9))
        .containsExactly(new User(mia.userId(), "mia", mia.roles()));
    assertThat(there.authenticate(bearer(created.text()))).isEqualTo(mia);
    assertThat(here.authenticate(Optional.of("bEARER " + created.text()))).isEqualTo(mia);
  }

  @Test
  void a_key_is_shown_once_and_kept_as_its_hash() {
    var created = key(Optional.empty());
    assertThat(created.text()).matches("cairn_[A-Za-z0-9_-]{43}");
    assertThat(created.key().prefix()).isEqualTo(created.text().substring(0, 12));
    assertThat(created.key().createdBy()).isEqualTo("root");
    assertThat(List.of(created.toString(), one.identities().keys().toString()))
        .noneMatch(text -> text.contains(created.text()));
    assertThat(created.key().toJson().canonical())
        .doesNotContain(created.text())
        .doesNotContain(created.key().hash().hex());
    assertThat(key(Optional.empty()).text()).isNotEqualTo(created.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Basic bWlhOm1pYQ==",
        "Bearer cairn_",
        "Bearer cairn_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Bearer cairn_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Bearer cairn_' OR 1=1 --AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Bearer a.b.c"
      })
  void whatever_else_is_sent_is_unauthorized(String header) {
    assertThatThrownBy(() -> here.authenticate(Optional.of(header)))
        .isInstanceOf(CairnException.Unauthorized.class)
        .hasMessageNotContaining("AAAA");
  }

  @Test
  void no_header_is_unauthorized() {
    assertThatThrownBy(() -> here.authenticate(Optional.empty()))
        .isInstanceOf(CairnException.Unauthorized.class);
  }

  @Test
  void a_revoked_key_opens_nothing_within_two_seconds_on_any_node() {
    var created = key(Optional.empty());
    var header = bearer(created.text());
    there.authenticate(header);
    here.authenticate(header);
    one.identities().revokeKey(created.key().id());
    clock.advance(Duration.ofSeconds(2));
    assertCode("key_revoked", here, header);
    assertCode("key_revoked", there, header);
  }

  @Test
  void a_revocation_is_noted_once() {
    var created = key(Optional.empty());
    var first = one.identities().revokeKey(created.key().id());
    clock.advance(Duration.ofSeconds(5));
    assertThat(two.identities().revokeKey(created.key().id())).isEqualTo(first);
  }

  @Test
  void a_key_expires_to_the_moment_though_it_is_remembered() {
    var end = clock.instant().plusSeconds(10);
    var header = bearer(key(Optional.of(end)).text());
    clock.advance(Duration.ofMillis(9_999));
    assertThat(here.authenticate(header).until()).contains(end);
    clock.advance(Duration.ofMillis(1));
    assertCode("key_expired", here, header);
  }

  @Test
  void a_new_key_works_at_once_though_it_was_tried_before() {
    var unknown = bearer(ApiKey.MARK + "A".repeat(43));
    assertCode("unauthorized", there, unknown);
    assertThat(there.authenticate(bearer(key(Optional.empty()).text())).subject()).isEqualTo("mia");
  }

  @Test
  void a_key_needs_a_role_and_a_subject_of_its_own() {
    assertInvalid("invalid_role", "mia", "participant");
    assertInvalid("invalid_role", "mia");
    assertInvalid("invalid_subject", "me", "Viewer");
    assertInvalid("invalid_name", "", "Viewer");
    assertInvalid("invalid_name", "a\u0000b", "Viewer");
  }

  @Test
  void an_unknown_key_is_not_revoked() {
    var id = new dev.cairn.KeyId(new java.util.UUID(5, 5));
    assertThatThrownBy(() -> one.identities().revokeKey(id))
        .isInstanceOf(CairnException.NotFound.class);
  }

  private static void assertInvalid(String code, String subject, String... roles) {
    var set = new TreeSet<>(List.of(roles));
    assertThatThrownBy(() -> new ApiKey.Wanted(subject, set, Optional.empty()))
        .isInstanceOfSatisfying(
            CairnException.Invalid.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private static void assertCode(String code, Credentials node, Optional<String> header) {
    assertThatThrownBy(() -> node.authenticate(header))
        .isInstanceOfSatisfying(
            CairnException.Unauthorized.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private ApiKey.Created key(Optional<Instant> expiresAt) {
    var roles = new TreeSet<>(List.of("Participant", "legal"));
    return one.identities().createKey(new ApiKey.Wanted("mia", roles, expiresAt));
  }

  private static Optional<String> bearer(String text) {
    return Optional.of("Bearer " + text);
  }
}
