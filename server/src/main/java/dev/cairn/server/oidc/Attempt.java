package dev.cairn.server.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.cairn.Secrets;
import dev.cairn.json.Sha256;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One try to sign in. All that belongs to it follows from a secret that the browser keeps in a
 * cookie: any node can go on with what another began, and nobody else's browser can.
 *
 * @param secret when it began, in seconds, and 256 random bits; the cookie's value
 */
record Attempt(String secret) {
  /** How long somebody may take at the provider. */
  static final Duration GOOD_FOR = Duration.ofMinutes(10);

  private static final Pattern SECRET = Pattern.compile("[0-9]{1,12}\\.[A-Za-z0-9_-]{43}");

  static Attempt begin(Instant now) {
    return new Attempt(now.getEpochSecond() + "." + Secrets.next());
  }

  /** What a cookie says; empty where that is no attempt, or one that took too long. */
  static Optional<Attempt> of(String cookie, Instant now) {
    return SECRET.matcher(cookie).matches()
        ? Optional.of(new Attempt(cookie)).filter(it -> it.isGood(now))
        : Optional.empty();
  }

  private boolean isGood(Instant now) {
    var began = Instant.ofEpochSecond(Long.parseLong(secret.substring(0, secret.indexOf('.'))));
    return !began.isAfter(now) && now.isBefore(began.plus(GOOD_FOR));
  }

  /** Comes back with the answer: it is this browser that was sent. */
  String state() {
    return derived("state");
  }

  boolean hasState(String answered) {
    return MessageDigest.isEqual(state().getBytes(US_ASCII), answered.getBytes(US_ASCII));
  }

  /** Is in the ID token: it was issued for this attempt. */
  String nonce() {
    return derived("nonce");
  }

  /** Is shown for the token: who takes the code is who sent for it (RFC 7636). */
  String verifier() {
    return derived("verifier");
  }

  /** What the provider is told of the verifier at first: its SHA-256. */
  String challenge() {
    return text(Sha256.ofUtf8(verifier()));
  }

  /** Names the attempt where it is remembered that it is over. */
  Sha256 mark() {
    return Sha256.ofUtf8("done:" + secret);
  }

  /** The purposes are told apart by hashing: the state, which others see, tells no verifier. */
  private String derived(String purpose) {
    return text(Sha256.ofUtf8(purpose + ":" + secret));
  }

  private static String text(Sha256 hash) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash.bytes());
  }

  /** The secret would be in every log that prints a value of this type. */
  @Override
  public String toString() {
    return "Attempt[" + mark() + "]";
  }
}
