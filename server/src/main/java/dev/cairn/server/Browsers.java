package dev.cairn.server;

import dev.cairn.ApiKey;
import dev.cairn.CairnException;
import dev.cairn.Identities;
import dev.cairn.KeyId;
import dev.cairn.json.Sha256;
import dev.cairn.server.access.Listening;
import dev.cairn.server.access.Principal;
import dev.cairn.server.access.SessionRing;
import dev.cairn.server.http.Method;
import dev.cairn.server.http.Problem;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.SignIn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Callers that are browsers. They sign in with a key, a token or a link, and show a cookie from
 * then on that no script can read and no other site can make them send. A change that a cookie
 * vouches for must also carry a header that only a page of this server can set.
 */
final class Browsers {
  /** What pages of this server send along with every change. */
  static final String OWN_PAGE = "Cairn-Console";

  private static final String LINK = "CairnLink ";
  private static final String SIGN_IN = "POST /api/v1/session";

  private final Identities identities;
  private final SessionRing sessions;
  private final InstantSource clock;
  private final Runnable ended;
  private final Cookie cookie;
  private final Cookie attempts;

  /**
   * No browsers yet.
   *
   * @param ended is told that a session ended: what streams in it is to end
   */
  Browsers(Identities identities, Listening listening, InstantSource clock, Runnable ended) {
    this.identities = identities;
    this.sessions = new SessionRing(identities, clock);
    this.clock = clock;
    this.ended = ended;
    var secure = listening.transport() == Listening.Transport.PLAIN ? "" : "; Secure";
    this.cookie = new Cookie("cairn_session", "; Path=/; SameSite=Strict" + secure);
    // Another site sends the browser back with it: that it leads here, and changes nothing, is why.
    this.attempts = new Cookie("cairn_sign_in", "; Path=/sign-in; SameSite=Lax" + secure);
  }

  /**
   * Who calls, where a cookie or a link says so; empty where there is neither, or a header with
   * credentials, which counts for more.
   */
  Optional<Principal> principal(Request request) {
    var authorization = request.header("Authorization");
    if (authorization.isPresent()) {
      return authorization.filter(it -> isLink(it, request)).map(it -> redeem(it));
    }
    var token = cookie.of(request);
    token.ifPresent(it -> refuseForged(request));
    return token.map(sessions::find);
  }

  private static boolean isLink(String authorization, Request request) {
    return authorization.startsWith(LINK) && request.route().toString().equals(SIGN_IN);
  }

  private Principal redeem(String authorization) {
    return sessions
        .redeem(authorization.substring(LINK.length()).strip())
        .orElseThrow(() ->
            new CairnException.Unauthorized(
                "link_used", "this link was used, or is too old", "make another, or show a key"));
  }

  private static void refuseForged(Request request) {
    if (request.route().method() != Method.GET && request.header(OWN_PAGE).isEmpty()) {
      throw new Refusal(
          Problem.of(
              403,
              "cross_site",
              "a session makes no change without the header " + OWN_PAGE,
              "call from a page of this server, or with a key"));
    }
  }

  SignIn signIn(Principal principal, Request request) {
    return new SignIn() {
      @Override
      public Session open() {
        return Browsers.this.open(principal, request);
      }

      @Override
      public String close() {
        cookie.of(request).ifPresent(Browsers.this::end);
        return cookie.clear(request);
      }

      @Override
      public Optional<Session> link() {
        return Optional.of(Browsers.this.link(principal));
      }
    };
  }

  /** A session in place of the one that the browser may have. */
  SignIn.Session open(Principal principal, Request request) {
    cookie.of(request).ifPresent(this::end);
    var opened = sessions.open(principal);
    var lasts = Duration.between(clock.instant(), opened.until());
    return new SignIn.Session(cookie.set(request, opened.token(), lasts), opened.until());
  }

  /** What a browser keeps while it is at an identity provider. */
  Cookie attempts() {
    return attempts;
  }

  private void end(String session) {
    sessions.end(session);
    ended.run();
  }

  /** Whether somebody finished an attempt to sign in for the first time. */
  boolean isFirst(Sha256 attempt, Principal principal) {
    return sessions.isFirst(attempt, principal);
  }

  private SignIn.Session link(Principal principal) {
    var opened = sessions.link(principal);
    return new SignIn.Session(opened.token(), opened.until());
  }

  /** A link for whom a key stands for. */
  SignIn.Session link(ApiKey key) {
    var user = identities.seen(key.subject(), key.roles());
    return link(
        new Principal(
            key.subject(), user.id(), key.roles(), Optional.of(key.id()), key.expiresAt()));
  }

  void forget(KeyId key) {
    sessions.forget(key);
  }
}
