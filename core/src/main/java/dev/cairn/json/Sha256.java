package dev.cairn.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 hash; immutable. Prints as 64 lower-case hexadecimal digits. */
public final class Sha256 {
  /** The length of a hash, in bytes. */
  public static final int LENGTH = 32;

  // Never fed, only cloned: cheaper than a look-up by name, and safe for many threads.
  private static final MessageDigest PROTOTYPE = prototype();

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private Sha256(ByteBuffer bytes) {
    this.first = bytes.getLong();
    this.second = bytes.getLong();
    this.third = bytes.getLong();
    this.fourth = bytes.getLong();
  }

  /** The hash of {@code data}. */
  public static Sha256 of(byte[] data) {
    try {
      var digest = (MessageDigest) PROTOTYPE.clone();
      return new Sha256(ByteBuffer.wrap(digest.digest(data)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java cannot clone SHA-256", e);
    }
  }

  /** The hash of {@code text} in UTF-8. */
  public static Sha256 ofUtf8(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The hash that these 32 bytes are.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  public static Sha256 fromBytes(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a SHA-256 hash has 32 bytes, not " + bytes.length);
    }
    return new Sha256(ByteBuffer.wrap(bytes));
  }

  /**
   * The hash that these 64 hexadecimal digits are.
   *
   * @throws IllegalArgumentException if they are not that
   */
  public static Sha256 fromHex(String hex) {
    return fromBytes(HexFormat.of().parseHex(hex));
  }

  /** 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  /** The 32 bytes, in an array of the caller's own. */
  public byte[] bytes() {
    var bytes = ByteBuffer.allocate(LENGTH);
    bytes.putLong(first).putLong(second).putLong(third).putLong(fourth);
    return bytes.array();
  }

  private static MessageDigest prototype() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Sha256 that
        && first == that.first
        && second == that.second
        && third == that.third
        && fourth == that.fourth;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first);
  }

  @Override
  public String toString() {
    return hex();
  }
}
