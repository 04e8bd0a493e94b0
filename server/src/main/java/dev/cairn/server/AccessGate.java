package dev.cairn.server;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.InstanceId;
import dev.cairn.KeyId;
import dev.cairn.server.access.Access;
import dev.cairn.server.access.Bounds;
import dev.cairn.server.access.Credentials;
import dev.cairn.server.access.Denials;
import dev.cairn.server.access.Hosts;
import dev.cairn.server.access.Listening;
import dev.cairn.server.access.Principal;
import dev.cairn.server.access.RateLimits;
import dev.cairn.server.access.Streams;
import dev.cairn.server.access.Tokens;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Gate;
import dev.cairn.server.http.Problem;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Request;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets in whoever has a key or a token, and gives them the store as they may see it. What a browser
 * was led to ask by another site is turned away before anybody looks at its credentials; so is,
 * after that, who asks too often. Every denial is noted.
 */
final class AccessGate implements Gate {
  private static final String ONE_INSTANCE = "/api/v1/workflows/{id}";

  private final Cairn cairn;
  private final Listening listening;
  private final Hosts hosts;
  private final Credentials credentials;
  private final RateLimits subjects;
  private final RateLimits addresses;
  private final Streams streams;
  private final Denials denials;
  private final Browsers browsers;

  /** A gate whose browsers nobody else lets in. */
  AccessGate(
      Cairn cairn, ServerConfig config, Streams streams, Denials denials, InstantSource clock) {
    this(
        cairn,
        config,
        new Browsers(cairn.identities(), config.listening(), clock, streams::look),
        streams,
        denials,
        clock);
  }

  AccessGate(
      Cairn cairn,
      ServerConfig config,
      Browsers browsers,
      Streams streams,
      Denials denials,
      InstantSource clock) {
    var bounds = config.bounds();
    var tokens = config.tokens().map(settings -> Tokens.of(settings, clock));
    this.cairn = cairn;
    this.listening = config.listening();
    this.hosts = listening.hosts();
    this.credentials = new Credentials(cairn.identities(), tokens, clock);
    this.subjects = rate(bounds.perSecond(), clock);
    this.addresses = rate(bounds.anonymousPerSecond(), clock);
    this.browsers = browsers;
    this.streams = streams;
    this.denials = denials;
  }

  private static RateLimits rate(int perSecond, InstantSource clock) {
    return new RateLimits(perSecond, Bounds.burst(perSecond), clock);
  }

  @Override
  public void pass(Request request) {
    refuseForeign(request);
    take(addresses, address(request), request);
  }

  @Override
  public Caller admit(Request request) {
    refuseForeign(request);
    var principal = principal(request);
    take(subjects, principal.subject(), request);
    var caller =
        new Caller(
            principal.subject(),
            principal.userId(),
            principal.roles(),
            Access.of(principal, cairn, denials, this::revoked),
            end -> place(principal, end, request),
            browsers.signIn(principal, request));
    refuseLesser(request, caller);
    return caller;
  }

  /** Elsewhere it is known within a second, here at once. */
  private void revoked(KeyId key) {
    credentials.forget(key);
    browsers.forget(key);
    streams.look();
  }

  private Principal principal(Request request) {
    try {
      var browser = browsers.principal(request);
      return browser.isPresent()
          ? browser.get()
          : credentials.authenticate(request.header("Authorization"));
    } catch (Refusal forged) {
      note(Denials.Kind.CROSS_SITE, address(request), request);
      throw forged;
    } catch (CairnException.Unauthorized unknown) {
      note(Denials.Kind.UNAUTHORIZED, address(request), request);
      take(addresses, address(request), request);
      throw unknown;
    } catch (CairnException.Forbidden withoutRole) {
      note(Denials.Kind.FORBIDDEN, address(request), request);
      throw withoutRole;
    }
  }

  /** What one may not see is not found, also by who might not do this to what one sees. */
  private void refuseLesser(Request request, Caller caller) {
    var least = request.route().least().orElseThrow();
    if (!caller.may(least)) {
      instance(request).ifPresent(id -> caller.cairn().workflows().get(id));
      note(Denials.Kind.FORBIDDEN, caller.subject(), request);
      throw new CairnException.Forbidden(
          "this needs the role " + least,
          "ask an administrator for the role, or for a key that has it");
    }
  }

  private static Optional<InstanceId> instance(Request request) {
    return request.route().path().startsWith(ONE_INSTANCE)
        ? Optional.of(InstanceId.of(request.variable("id")))
        : Optional.empty();
  }

  private Caller.Place place(Principal principal, Runnable end, Request request) {
    try {
      var place = streams.open(principal, end);
      return place::close;
    } catch (CairnException.TooMany full) {
      note(Denials.Kind.TOO_MANY, principal.subject(), request);
      throw full;
    }
  }

  private void take(RateLimits limits, String who, Request request) {
    try {
      limits.take(who);
    } catch (CairnException.TooMany tooOften) {
      note(Denials.Kind.TOO_MANY, who, request);
      throw tooOften;
    }
  }

  private void refuseForeign(Request request) {
    var host = request.header("Host");
    if (!hosts.isOurs(host)) {
      note(Denials.Kind.CROSS_SITE, address(request), request);
      throw new Refusal(
          Problem.of(
              421,
              "unknown_host",
              "this server is not called by the name in the Host header",
              "call it by its address, or tell it its name"));
    }
    var method = request.route().method().name();
    if (!hosts.isOwnSite(
        method, host, request.header("Origin"), request.header("Sec-Fetch-Site"))) {
      note(Denials.Kind.CROSS_SITE, address(request), request);
      throw new Refusal(
          Problem.of(
              403,
              "cross_site",
              "a page of another site asked for this",
              "call from a program, or from the server's own pages"));
    }
  }

  /** Where a request comes from: a proxy adds it at the end, and what stands before is hearsay. */
  private String address(Request request) {
    return switch (listening.transport()) {
      case PLAIN, TLS -> request.peer();
      case BEHIND_PROXY -> request.lastOf("X-Forwarded-For").orElseGet(request::peer);
    };
  }

  private void note(Denials.Kind kind, String who, Request request) {
    denials.note(kind, who, request.route().toString(), request.variables());
  }
}
