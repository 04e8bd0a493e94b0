package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Admission;
import dev.cairn.Admission.Kind;
import dev.cairn.Admissions;
import dev.cairn.ApiKey;
import dev.cairn.KeyId;
import dev.cairn.json.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions of browsers, and what opens them. */
abstract class AdmissionContract extends StoreTopic {
  private static final KeyId KEY = new KeyId(new UUID(3, 3));

  private Admissions admissions() {
    return store.admissions();
  }

  private static Admission admission(String token, Kind kind, Optional<KeyId> key, Instant at) {
    return new Admission(
        Sha256.ofUtf8(token),
        kind,
        "mia \"😀\"",
        new TreeSet<>(List.of("Participant", "legal \"x\"")),
        key,
        at,
        Rows.BEGIN.plus(Duration.ofHours(12)));
  }

  private static Admission session(String token) {
    return admission(token, Kind.SESSION, Optional.empty(), Rows.BEGIN);
  }

  private Optional<Admission> find(String token) {
    return admissions().find(Sha256.ofUtf8(token));
  }

  @Test
  void one_comes_back_as_it_was_opened_also_after_a_restart() {
    var session = admission("s", Kind.SESSION, Optional.of(KEY), Rows.BEGIN);
    var link = admission("l", Kind.LINK, Optional.empty(), Rows.BEGIN);
    assertThat(admissions().open(session, 20)).isTrue();
    assertThat(admissions().open(link, 20)).isTrue();
    store = home().reopen(store);
    assertThat(find("s")).contains(session);
    assertThat(find("l")).contains(link);
    assertThat(find("x")).isEmpty();
  }

  @Test
  void what_was_opened_is_not_opened_again() {
    admissions().open(session("s"), 20);
    var other = admission("s", Kind.LINK, Optional.of(KEY), Rows.BEGIN.plusSeconds(1));
    assertThat(admissions().open(other, 20)).isFalse();
    assertThat(find("s")).contains(session("s"));
  }

  @Test
  void one_ends_once_and_for_ever() {
    admissions().open(session("s"), 20);
    admissions().open(session("t"), 20);
    assertThat(admissions().end(Sha256.ofUtf8("s"))).isTrue();
    assertThat(admissions().end(Sha256.ofUtf8("s"))).isFalse();
    store = home().reopen(store);
    assertThat(find("s")).isEmpty();
    assertThat(find("t")).isPresent();
  }

  @Test
  void a_revoked_key_ends_what_it_opened_and_what_it_opens() {
    store.catalog().addKey(key());
    admissions().open(admission("s", Kind.SESSION, Optional.of(KEY), Rows.BEGIN), 20);
    admissions().open(session("t"), 20);
    assertThat(find("s")).isPresent();
    store.catalog().revokeKey(KEY, Rows.BEGIN);
    admissions().open(admission("u", Kind.LINK, Optional.of(KEY), Rows.BEGIN), 20);
    assertThat(find("s")).isEmpty();
    assertThat(find("u")).isEmpty();
    assertThat(admissions().among(hashes("s", "t", "u"))).isEqualTo(hashes("t"));
  }

  private static ApiKey key() {
    return new ApiKey(
        KEY,
        "mia",
        new TreeSet<>(Set.of("Viewer")),
        Sha256.ofUtf8("cairn_3"),
        "cairn_abcdef",
        Rows.BEGIN,
        "leo",
        Optional.empty(),
        Optional.empty());
  }

  private static Set<Sha256> hashes(String... tokens) {
    var hashes = new HashSet<Sha256>();
    for (var token : tokens) {
      hashes.add(Sha256.ofUtf8(token));
    }
    return hashes;
  }

  @Test
  void many_are_found_at_once() {
    var tokens = IntStream.range(0, 120).mapToObj(i -> "t" + i).toArray(String[]::new);
    for (var token : tokens) {
      admissions().open(session(token), 1_000);
    }
    admissions().end(Sha256.ofUtf8("t7"));
    var asked = hashes(tokens);
    asked.add(Sha256.ofUtf8("x"));
    assertThat(admissions().among(asked)).hasSize(119).doesNotContain(Sha256.ofUtf8("t7"));
    assertThat(admissions().among(Set.of())).isEmpty();
  }

  @Test
  void those_used_least_recently_give_way_and_none_of_another_kind() {
    for (int i = 0; i < 4; i++) {
      admissions()
          .open(admission("s" + i, Kind.SESSION, Optional.empty(), Rows.BEGIN.plusSeconds(i)), 20);
    }
    admissions().open(admission("l", Kind.LINK, Optional.empty(), Rows.BEGIN), 1);
    admissions().use(Sha256.ofUtf8("s0"), Rows.BEGIN.plusSeconds(9));
    admissions().use(Sha256.ofUtf8("s0"), Rows.BEGIN.plusSeconds(8));
    assertThat(find("s0").orElseThrow().usedAt()).isEqualTo(Rows.BEGIN.plusSeconds(9));
    admissions()
        .open(admission("s4", Kind.SESSION, Optional.empty(), Rows.BEGIN.plusSeconds(4)), 3);
    assertThat(admissions().among(hashes("s0", "s1", "s2", "s3", "s4", "l")))
        .isEqualTo(hashes("s0", "s3", "s4", "l"));
  }

  @Test
  void what_is_over_is_let_go_of_when_another_begins() {
    admissions().open(session("old"), 20);
    var later = Rows.BEGIN.plus(Duration.ofHours(12));
    var next =
        new Admission(
            Sha256.ofUtf8("new"),
            Kind.SESSION,
            "leo",
            new TreeSet<>(Set.of("Viewer")),
            Optional.empty(),
            later,
            later.plusSeconds(1));
    admissions().open(next, 20);
    assertThat(find("old")).isEmpty();
    assertThat(find("new")).contains(next);
  }
}
