package dev.cairn.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-0.0, 0",
    "0e5, 0",
    "0.0e-99999999999999999999, 0",
    "1, 1",
    "-1, -1",
    "100, 100",
    "1.0, 1",
    "1.50, 1.5",
    "-1.50, -1.5",
    "0.1, 0.1",
    "10E-1, 1",
    "1e2, 100",
    "1E+2, 100",
    "1e002, 100",
    "123e-5, 0.00123",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "1e-7, 1e-7",
    "-0.00000012, -1.2e-7",
    "1e20, 100000000000000000000",
    "999999999999999900000, 999999999999999900000",
    "1000000000000000000000, 1e+21",
    "1e21, 1e+21",
    "1.25e25, 1.25e+25",
    "1e23, 1e+23",
    "9.99999999999999e22, 9.99999999999999e+22",
    "0.30000000000000004, 0.30000000000000004",
    "5e-324, 5e-324",
    "1e-323, 1e-323",
    "1.5e-323, 1.5e-323",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "-1.7976931348623157E+308, -1.7976931348623157e+308"
  })
  void what_a_double_holds_is_printed_as_rfc_8785_does(String text, String canonical) {
    assertThat(Json.parse(text)).hasToString(canonical);
    assertThat(JsonNumber.of(Double.parseDouble(text))).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        "1234567890123456789012345678901234567890",
        "0.1234567890123456789012345678901234567891",
        "-12345678901234567890.12345678901234567890123",
        "0.10000000000000000555",
        "0.1000000000000000055511151231257827",
        "333333333.33333329",
        "99999999999999990000000"
      })
  void what_a_double_would_change_stays_as_it_is(String text) {
    String trimmed = new BigDecimal(text).stripTrailingZeros().toPlainString();

    assertThat(Json.parse(text)).hasToString(trimmed);
    assertThat(Json.of(new BigDecimal(text))).hasToString(trimmed);
  }

  @Test
  void what_no_double_can_hold_is_printed_in_full() {
    assertThat(Json.parse("1e400")).hasToString("1" + "0".repeat(400));
    assertThat(Json.parse("1e-400")).hasToString("0." + "0".repeat(399) + "1");
    assertThat(Json.parse("1.7976931348623159e308"))
        .hasToString("17976931348623159" + "0".repeat(292));
    assertThat(Json.parse("2e-324")).hasToString("0." + "0".repeat(323) + "2");
    assertThat(Json.parse("4.9e-324")).hasToString("0." + "0".repeat(323) + "49");
  }

  @Test
  void a_number_has_at_most_a_thousand_characters() {
    assertThat(Json.parse("1e999").byteCount()).isEqualTo(1_000);
    assertThat(Json.parse("1e-998").byteCount()).isEqualTo(1_000);
    assertThat(Json.parse("1".repeat(998) + ".5").byteCount()).isEqualTo(1_000);
    assertThat(Json.parse("1" + "0".repeat(5_000) + "e-5000")).hasToString("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1000",
        "1e-999",
        "1e999999999",
        "1e-999999999",
        "-1e99999999999999999999999",
        "1e-99999999999999999999999"
      })
  void a_longer_number_is_refused_without_being_built(String text) {
    assertThat(Refusals.code(() -> Json.parse(text))).isEqualTo("number_too_long");
  }

  @Test
  void long_digits_are_refused_too() {
    assertThat(Refusals.code(() -> Json.parse("1".repeat(1_001)))).isEqualTo("number_too_long");
    assertThat(Refusals.code(() -> Json.parse("1".repeat(999) + ".5")))
        .isEqualTo("number_too_long");
    assertThat(Refusals.code(() -> Json.of(BigInteger.TWO.pow(1_000_000))))
        .isEqualTo("number_too_long");
    assertThat(Refusals.code(() -> Json.of(new BigDecimal("1e2147483647"))))
        .isEqualTo("number_too_long");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void what_is_no_number_in_json_is_refused(double value) {
    assertThat(Refusals.code(() -> Json.of(value))).isEqualTo("not_finite");
  }

  @Test
  void equal_values_have_equal_texts_and_others_do_not() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var digits = new BigInteger(random.nextInt(1, 130), random);
      var value = new BigDecimal(digits, random.nextInt(-340, 340));
      var padded = value.setScale(value.scale() + random.nextInt(30));
      assertThat(Json.parse(value.toString()))
          .as("seed %d", seed)
          .isEqualTo(Json.parse(padded.toPlainString()))
          .isNotEqualTo(Json.of(value.add(value.ulp())));
      assertThat(Json.parse(value.toString()).asNumber().toBigDecimal())
          .as("seed %d", seed)
          .isEqualByComparingTo(value);
    }
  }

  @Test
  void random_doubles_come_back_and_no_digits_are_more_than_javas() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        JsonNumber number = JsonNumber.of(value);
        assertThat(number.toDouble()).as("seed %d", seed).isEqualTo(value);
        assertThat(Json.parse(number.canonical())).as("seed %d", seed).isEqualTo(number);
        assertThat(number.toBigDecimal().stripTrailingZeros().precision())
            .as("seed %d", seed)
            .isLessThanOrEqualTo(new BigDecimal(Double.toString(value)).precision());
      }
    }
  }
}
