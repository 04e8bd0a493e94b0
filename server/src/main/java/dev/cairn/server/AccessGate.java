package dev.cairn.server;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.server.access.Access;
import dev.cairn.server.access.Credentials;
import dev.cairn.server.access.Denials;
import dev.cairn.server.access.Hosts;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Gate;
import dev.cairn.server.http.Problem;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Request;
import java.util.Set;

/**
 * Lets in whoever has a key or a token, and gives them the store as they may see it. What a browser
 * was led to ask by another site is turned away before anybody looks at its credentials.
 */
public record AccessGate(Cairn cairn, Credentials credentials, Hosts hosts, Denials denials)
    implements Gate {

  @Override
  public Caller admit(Request request) {
    refuseForeign(request);
    try {
      var principal = credentials.authenticate(request.header("Authorization"));
      return new Caller(
          principal.subject(), Set.of(principal.role()), Access.of(principal, cairn, denials));
    } catch (CairnException.Unauthorized unknown) {
      note(Denials.Kind.UNAUTHORIZED, request);
      throw unknown;
    }
  }

  private void refuseForeign(Request request) {
    var host = request.header("Host");
    if (!hosts.isOurs(host)) {
      note(Denials.Kind.CROSS_SITE, request);
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
      note(Denials.Kind.CROSS_SITE, request);
      throw new Refusal(
          Problem.of(
              403,
              "cross_site",
              "a page of another site asked for this",
              "call from a program, or from the server's own pages"));
    }
  }

  private void note(Denials.Kind kind, Request request) {
    denials.note(kind, request.peer(), request.route().toString(), "");
  }
}
