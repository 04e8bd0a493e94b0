package dev.cairn.json;

/** The JSON values {@code true} and {@code false}. */
public enum JsonBoolean implements Json {
  /** {@code true}. */
  TRUE,
  /** {@code false}. */
  FALSE;

  /** The JSON value of {@code value}. */
  public static JsonBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }

  @Override
  public boolean asBoolean() {
    return this == TRUE;
  }

  @Override
  public int byteCount() {
    return toString().length();
  }

  @Override
  public String toString() {
    return switch (this) {
      case TRUE -> "true";
      case FALSE -> "false";
    };
  }
}
