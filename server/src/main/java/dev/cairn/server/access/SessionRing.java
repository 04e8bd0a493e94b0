package dev.cairn.server.access;

import dev.cairn.Admission;
import dev.cairn.Admission.Kind;
import dev.cairn.CairnException;
import dev.cairn.Identities;
import dev.cairn.KeyId;
import dev.cairn.Secrets;
import dev.cairn.Times;
import dev.cairn.json.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions of browsers as requests show them, and links that open one. The store keeps them, as
 * hashes, for every node and over restarts; what it said of a session is believed for {@link
 * KeyRing#TRUST}: that long one works on after it was ended on another node. They end with the key
 * that opened them, when they were not used for {@link #IDLE}, and after {@link #LONGEST}. Safe for
 * use by many threads.
 */
public final class SessionRing {
  /** A session that was not used for so long is over. */
  public static final Duration IDLE = Duration.ofHours(2);

  /** No session is longer than this, however much it is used. */
  public static final Duration LONGEST = Duration.ofHours(12);

  /** How long a link can be used, and an attempt to sign in be finished a second time. */
  public static final Duration LINK = Duration.ofMinutes(15);

  /** How far behind the time of the last use may be that the store has. */
  private static final Duration NOTED = Duration.ofMinutes(1);

  private static final int REMEMBERED_MAX = 10_000;
  private static final int SESSIONS_EACH = 20;
  private static final int LINKS_EACH = 100;

  private final Identities identities;
  private final InstantSource clock;
  private final Map<Sha256, Known> known = new LinkedHashMap<>(16, 0.75f, true);

  /** A token that was just made: its text is known to who asked for it alone. */
  public record Opened(String token, Instant until) {}

  private record Known(Admission admission, Principal principal, Instant asked) {}

  public SessionRing(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /** Opens a session for somebody whose credentials were just believed. */
  public Opened open(Principal principal) {
    return made(Kind.SESSION, principal, LONGEST, SESSIONS_EACH);
  }

  /** A token that opens a session once. */
  public Opened link(Principal principal) {
    return made(Kind.LINK, principal, LINK, LINKS_EACH);
  }

  private Opened made(Kind kind, Principal principal, Duration longest, int each) {
    var token = Secrets.next();
    var admission = admission(Sha256.ofUtf8(token), kind, principal, longest);
    identities.admissions().open(admission, each);
    return new Opened(token, admission.until());
  }

  private Admission admission(Sha256 hash, Kind kind, Principal principal, Duration longest) {
    var now = now();
    var latest = now.plus(longest);
    var until = principal.until().filter(end -> end.isBefore(latest)).orElse(latest);
    return new Admission(
        hash, kind, principal.subject(), principal.roles(), principal.key(), now, until);
  }

  private Instant now() {
    return Times.truncate(clock.instant());
  }

  /** Whether somebody did this for the first time, on whichever node. */
  public boolean isFirst(Sha256 deed, Principal principal) {
    return identities.admissions().open(admission(deed, Kind.SPENT, principal, LINK), LINKS_EACH);
  }

  /** Whom a link was for; only the first who asks is told. */
  public Optional<Principal> redeem(String token) {
    var hash = Sha256.ofUtf8(token);
    return identities
        .admissions()
        .find(hash)
        .filter(it -> it.kind() == Kind.LINK && now().isBefore(it.until()))
        .filter(it -> identities.admissions().end(hash))
        .map(it -> principal(it, Optional.empty()));
  }

  /**
   * Whom a session stands for.
   *
   * @throws CairnException.Unauthorized when it is over, or never was
   */
  public Principal find(String token) {
    var now = now();
    var hash = Sha256.ofUtf8(token);
    var session =
        remembered(hash, now)
            .or(() -> ask(hash, now))
            .filter(it -> isGood(it.admission(), now))
            .orElseThrow(SessionRing::over);
    if (isToBeNoted(session, now)) {
      identities.admissions().use(hash, now);
    }
    return session.principal();
  }

  private static boolean isGood(Admission session, Instant now) {
    return session.kind() == Kind.SESSION
        && now.isBefore(session.until())
        && now.isBefore(session.usedAt().plus(IDLE));
  }

  private synchronized Optional<Known> remembered(Sha256 hash, Instant now) {
    return Optional.ofNullable(known.get(hash))
        .filter(it -> now.isBefore(it.asked().plus(KeyRing.TRUST)));
  }

  /** Not under the lock: a slow store must not keep out those whose sessions are known. */
  private Optional<Known> ask(Sha256 hash, Instant now) {
    var found = identities.admissions().find(hash);
    var before = before(hash);
    var told =
        found.map(
            it -> new Known(it, before.orElseGet(() -> principal(it, Optional.of(hash))), now));
    told.ifPresentOrElse(it -> remember(hash, it), () -> forget(hash));
    return told;
  }

  private synchronized Optional<Principal> before(Sha256 hash) {
    return Optional.ofNullable(known.get(hash)).map(Known::principal);
  }

  private Principal principal(Admission it, Optional<Sha256> session) {
    var user = identities.seen(it.subject(), it.roles());
    return new Principal(
        it.subject(), user.id(), it.roles(), it.key(), session, Optional.of(it.until()));
  }

  private synchronized void remember(Sha256 hash, Known it) {
    known.put(hash, it);
    if (known.size() > REMEMBERED_MAX) {
      known.remove(known.keySet().iterator().next());
    }
  }

  private synchronized void forget(Sha256 hash) {
    known.remove(hash);
  }

  /** Of many requests in a minute, one writes. */
  private synchronized boolean isToBeNoted(Known session, Instant now) {
    var hash = session.admission().hash();
    var current = known.getOrDefault(hash, session);
    if (now.isBefore(current.admission().usedAt().plus(NOTED))) {
      return false;
    }
    var used = current.admission().used(now);
    known.put(hash, new Known(used, current.principal(), current.asked()));
    return true;
  }

  /** Ends a session; ending it again does nothing. What streams in it ends at the next look. */
  public void end(String token) {
    var hash = Sha256.ofUtf8(token);
    forget(hash);
    identities.admissions().end(hash);
  }

  /** Asks the store the next time that a session of this key is shown: it was just revoked. */
  public synchronized void forget(KeyId key) {
    known.values().removeIf(it -> it.admission().key().filter(key::equals).isPresent());
  }

  private static CairnException.Unauthorized over() {
    return new CairnException.Unauthorized(
        "session_ended", "this session is over", "sign in again");
  }
}
