package dev.cairn.server.oidc;

import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.server.access.Hosts;
import dev.cairn.server.access.Tokens;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What a provider says of itself (OpenID Connect Discovery).
 *
 * @param authorization where browsers are sent
 * @param token where codes become tokens
 * @param clientMethods how clients may show their secret there
 * @param keys where those are that sign its ID tokens
 * @param tokens believes its ID tokens, and remembers the keys
 */
record Provider(URI authorization, URI token, List<String> clientMethods, URI keys, Tokens tokens) {
  private static final String PATH = "/.well-known/openid-configuration";

  /**
   * Asks the issuer.
   *
   * @param before what it said before: its keys are not forgotten while they stay where they are
   * @throws IOException when it does not answer, or what it answers cannot be used
   */
  static Provider discover(OidcSettings settings, InstantSource clock, Optional<Provider> before)
      throws IOException {
    var answered = Fetch.get(URI.create(settings.issuer().replaceFirst("/$", "") + PATH));
    if (answered.status() != 200) {
      throw new IOException("it answered " + answered.status());
    }
    try {
      return of(answered.body(), settings, clock, before);
    } catch (JsonException | IllegalArgumentException unfit) {
      throw new IOException("its configuration cannot be read", unfit);
    }
  }

  private static Provider of(
      JsonObject says, OidcSettings settings, InstantSource clock, Optional<Provider> before)
      throws IOException {
    if (!says.require("issuer").asString().equals(settings.issuer())) {
      // It would sign for another: nothing that it says could be told from a stranger's word.
      throw new IOException("it says that it is another issuer");
    }
    var keys = endpoint(says, "jwks_uri");
    return new Provider(
        endpoint(says, "authorization_endpoint"),
        endpoint(says, "token_endpoint"),
        methods(says.get("token_endpoint_auth_methods_supported")),
        keys,
        before
            .filter(it -> it.keys().equals(keys))
            .map(Provider::tokens)
            .orElseGet(() -> Tokens.of(settings.tokens(keys), clock)));
  }

  private static URI endpoint(JsonObject says, String name) throws IOException {
    var uri = URI.create(says.require(name).asString());
    if (!Hosts.isSafe(uri) || uri.getRawFragment() != null) {
      throw new IOException("its " + name + " is no https URL");
    }
    return uri;
  }

  /** Where nothing is said, the standard says this. */
  private static List<String> methods(Optional<Json> listed) {
    return listed
        .map(it -> it.asArray().items().stream().map(Json::asString).toList())
        .orElse(List.of("client_secret_basic"));
  }
}
