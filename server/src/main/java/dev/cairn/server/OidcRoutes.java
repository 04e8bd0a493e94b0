package dev.cairn.server;

import dev.cairn.CairnException;
import dev.cairn.server.access.Denials;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import dev.cairn.server.oidc.Oidc;
import dev.cairn.server.oidc.OidcSettings;
import java.time.Duration;
import java.util.List;

/**
 * The way to the identity provider and back, for browsers: each answer leads on, and never anywhere
 * that a request names. Whoever comes back in vain is led to the console, which says why.
 */
final class OidcRoutes {
  private static final String BEGIN = "/sign-in";

  /** Led to the registered name already: a proxy may call this server by another one. */
  private static final String LED = "led";

  private static final Duration AWAY_MAX = Duration.ofMinutes(10);

  private final Oidc oidc;
  private final Browsers browsers;
  private final Denials denials;

  private OidcRoutes(Oidc oidc, Browsers browsers, Denials denials) {
    this.oidc = oidc;
    this.browsers = browsers;
    this.denials = denials;
  }

  static List<Route> all(Oidc oidc, Browsers browsers, Denials denials) {
    var routes = new OidcRoutes(oidc, browsers, denials);
    // Providers answer with more than the standard says, and each with other things.
    return List.of(
        Route.get(BEGIN).with(LED).openTo(routes::begin),
        Route.get(OidcSettings.CALLBACK).with("*").openTo(routes::finish));
  }

  private Answer begin(Request request) {
    var origin = oidc.settings().origin();
    // The cookie would not come back to another name of this server than the provider leads to.
    boolean here = origin.endsWith("://" + request.header("Host").orElse(""));
    if (!here && !request.parameters().has(LED)) {
      return Answer.elsewhere(origin + BEGIN + "?" + LED + "=true");
    }
    try {
      var begun = oidc.begin();
      return Answer.elsewhere(begun.provider().toString())
          .header("Set-Cookie", browsers.attempts().set(request, begun.secret(), AWAY_MAX));
    } catch (CairnException failed) {
      return inVain(request, failed);
    }
  }

  private Answer finish(Request request) {
    var parameters = request.parameters();
    try {
      var answered =
          new Oidc.Answered(
              browsers.attempts().of(request),
              parameters.text("state"),
              parameters.text("code"),
              parameters.text("error"),
              parameters.text("iss"));
      var principal = oidc.finish(answered, browsers::isFirst);
      var session = browsers.open(principal, request);
      return Answer.elsewhere("/#/signed-in").header("Set-Cookie", session.text());
    } catch (CairnException failed) {
      return inVain(request, failed);
    }
  }

  /** Why stands in the log; the address has a code that the console knows words for. */
  private Answer inVain(Request request, CairnException failed) {
    var why = failed.code() + ": " + failed.getMessage();
    denials.note(Denials.Kind.UNAUTHORIZED, request.peer(), request.route().toString(), why);
    return Answer.elsewhere("/#/refused/" + failed.code())
        .header("Set-Cookie", browsers.attempts().clear(request));
  }
}
