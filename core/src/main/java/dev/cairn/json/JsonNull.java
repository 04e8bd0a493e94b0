package dev.cairn.json;

/** The JSON value {@code null}. */
public enum JsonNull implements Json {
  /** The only one. */
  NULL;

  @Override
  public int byteCount() {
    return "null".length();
  }

  @Override
  public String toString() {
    return "null";
  }
}
