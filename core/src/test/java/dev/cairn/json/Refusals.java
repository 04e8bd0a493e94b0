package dev.cairn.json;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Catches what was refused. */
final class Refusals {
  private Refusals() {}

  static JsonException refusal(ThrowingCallable attempt) {
    JsonException refusal = catchThrowableOfType(JsonException.class, attempt);
    if (refusal == null) {
      throw new AssertionError("nothing was refused");
    }
    return refusal;
  }

  static String code(ThrowingCallable attempt) {
    return refusal(attempt).code();
  }
}
