package dev.cairn;

import java.util.UUID;

/** Names an API key. It is no secret. */
public record KeyId(UUID value) {

  /**
   * Reads the usual text of a UUID.
   *
   * @throws CairnException.Invalid when the text is not one
   */
  public static KeyId of(String text) {
    return new KeyId(InstanceId.of(text).value());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
