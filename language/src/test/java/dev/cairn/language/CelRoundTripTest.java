package dev.cairn.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CelRoundTripTest {
  private static final int FILTERS = 100;
  private static final String NOISE = "()[]'\"\\.,!=<&|?:{}0eux\u0000\ud800";

  static LongStream seeds() {
    Long chosen = Long.getLong("seed");
    return chosen != null
        ? LongStream.of(chosen)
        : LongStream.concat(LongStream.range(0, 15), LongStream.of(System.nanoTime()));
  }

  @ParameterizedTest(name = "-Dseed={0}")
  @MethodSource("seeds")
  void a_filter_written_as_an_expression_reads_as_the_same_filter(long seed) {
    var random = new Random(seed);
    var filters = new RandomFilters(random);
    var printer = new Printer(random);
    var language = new CelExpressions();
    for (int i = 0; i < FILTERS; i++) {
      Filter filter = filters.filter(3);
      var expression = printer.print(filter);
      if (expression.length() <= CelExpressions.LENGTH_MAX) {
        assertThat(language.filter(expression)).as(expression).isEqualTo(filter);
      }
    }
  }

  @ParameterizedTest(name = "-Dseed={0}")
  @MethodSource("seeds")
  void a_damaged_expression_is_refused_or_read_and_never_breaks_the_reader(long seed) {
    var random = new Random(seed);
    var filters = new RandomFilters(random);
    var printer = new Printer(random);
    for (int i = 0; i < FILTERS; i++) {
      var damaged = damage(printer.print(filters.filter(2)), random);
      try {
        assertThat(new CelExpressions().filter(damaged)).isNotNull();
      } catch (CairnException.Invalid e) {
        assertThat(e.code()).as(damaged).isEqualTo("invalid_expression");
        assertThat(e.getMessage()).as(damaged).doesNotContain("Exception");
      }
    }
  }

  private static String damage(String text, Random random) {
    var damaged = new StringBuilder(text);
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.deleteCharAt(at).append(' ');
        case 1 -> damaged.insert(at, NOISE.charAt(random.nextInt(NOISE.length())));
        default -> damaged.setCharAt(at, damaged.charAt(random.nextInt(damaged.length())));
      }
    }
    return damaged.toString();
  }

  @Test
  void naughty_strings_are_literals_like_others() throws IOException {
    var file = Suites.folder("blns").resolve("blns.json");
    var strings = Json.parse(Files.readString(file)).asArray();
    assertThat(strings.size()).isGreaterThan(400);
    for (var naughty : strings) {
      for (char quote : new char[] {'\'', '"'}) {
        var written = "context.a == " + Printer.quoted(naughty.asString(), quote);
        assertThat(new CelExpressions().filter(written))
            .isEqualTo(Filter.equal("context.a", naughty.asString()));
      }
    }
  }

  @Test
  void naughty_strings_as_expressions_are_refused_or_read() throws IOException {
    var file = Suites.folder("blns").resolve("blns.json");
    for (var naughty : Json.parse(Files.readString(file)).asArray()) {
      try {
        new CelExpressions().filter(naughty.asString());
      } catch (CairnException.Invalid e) {
        assertThat(e.code()).isEqualTo("invalid_expression");
      }
    }
  }

  @Test
  void half_a_character_cannot_be_said() {
    assertThatThrownBy(() -> new CelExpressions().filter("context.a == '\ud800'"))
        .isInstanceOfAny(CairnException.Invalid.class, JsonException.class)
        .isInstanceOf(CairnException.Invalid.class);
  }
}
