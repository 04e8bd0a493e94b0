package dev.cairn.client;

import dev.cairn.CairnException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a client speaks to its server. Start from {@link #defaults} and change what differs.
 *
 * @param credential an API key or a JWT; none for a server that asks for none
 * @param actors finds credentials of others by their names, for {@link dev.cairn.Cairn#as}: over
 *     HTTP the server knows by the credential who acts
 * @param connectTimeout how long to wait for a connection
 * @param requestTimeout how long to wait for an answer
 * @param attempts how often a request is sent at most, when sending it again is safe
 */
public record ClientSettings(
    Optional<String> credential,
    Function<String, Optional<String>> actors,
    Duration connectTimeout,
    Duration requestTimeout,
    int attempts) {

  /** The environment variable that {@link #fromEnvironment} reads. */
  public static final String VARIABLE = "CAIRN_KEY";

  public ClientSettings {
    boolean sound =
        attempts >= 1
            && connectTimeout.compareTo(Duration.ZERO) > 0
            && requestTimeout.compareTo(Duration.ZERO) > 0;
    if (!sound) {
      throw new CairnException.Invalid(
          "invalid_options", "timeouts and attempts must be positive", "use the defaults");
    }
  }

  /** No credential; 5 s for a connection, 30 s for an answer, 5 attempts. */
  public static ClientSettings defaults() {
    return new ClientSettings(
        Optional.empty(),
        name -> Optional.empty(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        5);
  }

  /** The defaults, with the credential that the variable {@value #VARIABLE} holds, if it is set. */
  public static ClientSettings fromEnvironment() {
    var found = Optional.ofNullable(System.getenv(VARIABLE)).filter(it -> !it.isBlank());
    return found.map(it -> defaults().credential(it)).orElseGet(ClientSettings::defaults);
  }

  public ClientSettings credential(String keyOrToken) {
    return new ClientSettings(
        Optional.of(keyOrToken), actors, connectTimeout, requestTimeout, attempts);
  }

  public ClientSettings actors(Function<String, Optional<String>> credentials) {
    return new ClientSettings(credential, credentials, connectTimeout, requestTimeout, attempts);
  }

  public ClientSettings requestTimeout(Duration most) {
    return new ClientSettings(credential, actors, connectTimeout, most, attempts);
  }

  public ClientSettings attempts(int most) {
    return new ClientSettings(credential, actors, connectTimeout, requestTimeout, most);
  }

  /** Credentials are no matter for logs. */
  @Override
  public String toString() {
    return "ClientSettings[connectTimeout=%s, requestTimeout=%s, attempts=%d]"
        .formatted(connectTimeout, requestTimeout, attempts);
  }
}
