package dev.cairn;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Texts that nobody can guess. They come from the system and from nowhere else: a source that can
 * be handed in is one that somebody else can have too.
 */
public final class Secrets {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** 256 random bits as 43 letters, digits, {@code -} and {@code _}. */
  public static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
