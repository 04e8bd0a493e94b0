package dev.cairn.language;

import dev.cairn.json.Json;
import dev.cairn.json.JsonBoolean;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonString;
import dev.cel.common.ast.CelExpr;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads literals as the JSON values they are, to the last digit. */
final class Literals {
  private static final Pattern DECIMAL =
      Pattern.compile("[0-9]*(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private Literals() {}

  static Json read(Source source, CelExpr literal) {
    var constant = literal.constant();
    try {
      return switch (constant.getKind()) {
        case NULL_VALUE -> JsonNull.NULL;
        case BOOLEAN_VALUE -> JsonBoolean.of(constant.booleanValue());
        case INT64_VALUE -> JsonNumber.of(constant.int64Value());
        case UINT64_VALUE -> JsonNumber.of(constant.uint64Value().bigIntegerValue());
        case DOUBLE_VALUE -> decimal(source.textFrom(literal), constant.doubleValue());
        case STRING_VALUE -> new JsonString(constant.stringValue());
        case BYTES_VALUE, TIMESTAMP_VALUE, DURATION_VALUE, NOT_SET ->
            throw source.refuse(
                literal, "JSON has no bytes", "write a text without the b before its quote");
      };
    } catch (JsonException | NumberFormatException e) {
      throw source.refuse(
          literal,
          "no stored value equals this literal: " + e.getMessage(),
          "use texts without U+0000, and numbers of at most %d digits"
              .formatted(JsonNumber.LENGTH_MAX));
    }
  }

  /** Reads the digits themselves: the double that CEL made of them may be another number. */
  private static Json decimal(String text, double rounded) {
    var matcher = DECIMAL.matcher(text);
    if (!matcher.lookingAt()) {
      throw new IllegalStateException("a decimal begins with no digit: " + Problem.quoted(text));
    }
    var exact = new BigDecimal(matcher.group());
    boolean negative = Double.compare(rounded, 0) < 0;
    return JsonNumber.of(negative ? exact.negate() : exact);
  }
}
