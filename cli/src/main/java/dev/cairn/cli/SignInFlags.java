package dev.cairn.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where people may sign in, as it is typed. A secret is never typed: others see what is. */
final class SignInFlags {
  @Option(
      names = "--oidc-issuer",
      paramLabel = "URL",
      description = "An identity provider at which people sign in to the console.")
  private Optional<String> issuer = Optional.empty();

  @Option(
      names = "--oidc-client",
      paramLabel = "ID",
      description = "As what it knows this server; the secret is CAIRN_SERVER_OIDC_SECRET.")
  private Optional<String> client = Optional.empty();

  @Option(
      names = "--oidc-redirect",
      paramLabel = "URL",
      description = "Where it sends browsers back to: https://NAME/sign-in/callback.")
  private Optional<String> redirect = Optional.empty();

  @Option(names = "--oidc-name", paramLabel = "NAME", description = "How people know it.")
  private Optional<String> name = Optional.empty();

  /** What was typed, by the names of the settings. */
  Map<String, String> settings() {
    var typed = new TreeMap<String, String>();
    issuer.ifPresent(it -> typed.put("oidcIssuer", it));
    client.ifPresent(it -> typed.put("oidcClient", it));
    redirect.ifPresent(it -> typed.put("oidcRedirect", it));
    name.ifPresent(it -> typed.put("oidcName", it));
    return typed;
  }
}
