package dev.cairn.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ApiKey;
import dev.cairn.CairnException;
import dev.cairn.Role;
import dev.cairn.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rates, streams and one-time links: everybody gets a share, and for as long as they may. */
class SharesTest {
  private final House house = new House();
  private final FakeClock clock = house.clock;
  private final AtomicInteger ended = new AtomicInteger();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_burst_is_let_through_and_then_the_rate() {
    var limits = new RateLimits(2, 3, clock);
    for (int i = 0; i < 3; i++) {
      limits.take("mia");
    }
    assertThat(retryAfter(limits, "mia")).isEqualTo(Duration.ofMillis(500));
    limits.take("leo");
    clock.advance(Duration.ofMillis(499));
    assertThat(retryAfter(limits, "mia")).isLessThanOrEqualTo(Duration.ofMillis(2));
    clock.advance(Duration.ofMillis(2));
    limits.take("mia");
    clock.advance(Duration.ofHours(1));
    for (int i = 0; i < 3; i++) {
      limits.take("mia");
    }
    assertThat(retryAfter(limits, "mia")).isPositive();
  }

  @Test
  void a_clock_that_goes_back_gives_nothing_away() {
    var limits = new RateLimits(1, 1, clock);
    limits.take("mia");
    clock.advance(Duration.ofHours(-1));
    assertThat(retryAfter(limits, "mia")).isPositive();
    clock.advance(Duration.ofSeconds(1));
    limits.take("mia");
  }

  private static Duration retryAfter(RateLimits limits, String caller) {
    try {
      limits.take(caller);
    } catch (CairnException.TooMany tooMany) {
      return tooMany.retryAfter();
    }
    throw new AssertionError("the bucket was not empty");
  }

  @Test
  void streams_are_counted_for_each_subject() throws Exception {
    var streams = streams(2);
    var eve = house.principal(House.EVE, Role.VIEWER);
    var first = streams.open(eve, ended::incrementAndGet);
    streams.open(eve, ended::incrementAndGet);
    assertThatThrownBy(() -> streams.open(eve, ended::incrementAndGet))
        .isInstanceOfSatisfying(
            CairnException.TooMany.class,
            it -> assertThat(it.code()).isEqualTo("too_many_streams"));
    streams.open(house.principal(House.MIA, Role.VIEWER), ended::incrementAndGet);
    first.close();
    first.close();
    streams.open(eve, ended::incrementAndGet);
    assertThat(streams.count()).isEqualTo(3);
    assertThat(ended).hasValue(0);
  }

  @Test
  void streams_of_a_revoked_key_end_once_and_no_others() {
    var streams = streams(9);
    var revoked = key(Optional.empty());
    var kept = key(Optional.empty());
    streams.open(principal(revoked), ended::incrementAndGet);
    streams.open(principal(revoked), ended::incrementAndGet);
    streams.open(principal(kept), ended::incrementAndGet);
    assertThat(streams.endStale()).isZero();
    house.cairn.identities().revokeKey(revoked.id());
    assertThat(streams.endStale()).isEqualTo(2);
    assertThat(streams.endStale()).isZero();
    assertThat(ended).hasValue(2);
    assertThat(streams.count()).isEqualTo(1);
  }

  @Test
  void streams_end_when_what_opened_them_expires() {
    var streams = streams(9);
    streams.open(
        principal(key(Optional.of(clock.instant().plusSeconds(5)))), ended::incrementAndGet);
    var eve = house.principal(House.EVE, Role.VIEWER);
    var until = Optional.of(clock.instant().plusSeconds(7));
    streams.open(
        new Principal(eve.subject(), eve.userId(), eve.roles(), Optional.empty(), until),
        ended::incrementAndGet);
    clock.advance(Duration.ofSeconds(5));
    assertThat(streams.endStale()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(2));
    assertThat(streams.endStale()).isEqualTo(1);
  }

  @Test
  void a_thread_ends_them_without_being_asked() throws InterruptedException {
    var over = new CountDownLatch(1);
    try (var streams = streams(1).start()) {
      var key = key(Optional.empty());
      streams.open(principal(key), over::countDown);
      house.cairn.identities().revokeKey(key.id());
      assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_stream_that_fails_to_end_keeps_no_other_open() {
    var streams = streams(9);
    var key = key(Optional.empty());
    streams.open(
        principal(key),
        () -> {
          throw new IllegalStateException("already gone");
        });
    streams.open(principal(key), ended::incrementAndGet);
    house.cairn.identities().revokeKey(key.id());
    assertThat(streams.endStale()).isEqualTo(2);
    assertThat(ended).hasValue(1);
  }

  private Streams streams(int most) {
    return new Streams(house.cairn.identities(), most, clock);
  }

  private ApiKey key(Optional<java.time.Instant> until) {
    var wanted = new ApiKey.Wanted(House.EVE, new TreeSet<>(List.of("Viewer")), until);
    return house.cairn.identities().createKey(wanted).key();
  }

  private Principal principal(ApiKey key) {
    var eve = house.principal(House.EVE, Role.VIEWER);
    return new Principal(
        key.subject(), eve.userId(), key.roles(), Optional.of(key.id()), key.expiresAt());
  }

  @Test
  void a_link_lets_in_once_and_not_for_long() {
    var links = new SessionRing(house.cairn.identities(), clock);
    var eve = house.principal(House.EVE, Role.ADMIN);
    var token = links.link(eve).token();
    assertThat(links.redeem(token + "x")).isEmpty();
    assertThat(links.redeem(token).map(Principal::subject)).contains(House.EVE);
    assertThat(links.redeem(token)).isEmpty();
    var late = links.link(eve).token();
    clock.advance(SessionRing.LINK);
    assertThat(links.redeem(late)).isEmpty();
    var session = links.open(eve).token();
    assertThat(links.redeem(session)).isEmpty();
  }
}
