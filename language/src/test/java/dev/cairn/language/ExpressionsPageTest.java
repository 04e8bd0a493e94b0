package dev.cairn.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/expressions.md shows is so. */
class ExpressionsPageTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(cel|refused)\n(.*?)^```$");

  static Stream<String> examples() throws IOException {
    return linesOf("cel");
  }

  static Stream<String> refusals() throws IOException {
    return linesOf("refused");
  }

  private static Stream<String> linesOf(String kind) throws IOException {
    var page = Files.readString(page());
    var lines =
        BLOCK
            .matcher(page)
            .results()
            .filter(block -> block.group(1).equals(kind))
            .flatMap(block -> block.group(2).lines())
            .toList();
    assertThat(lines).hasSizeGreaterThan(5);
    return lines.stream();
  }

  private static Path page() {
    return Stream.of("../docs", "docs")
        .map(folder -> Path.of(folder, "expressions.md"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_of_the_page_is_read(String expression) {
    assertThat(new CelExpressions().filter(expression)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_refusal_of_the_page_is_refused_in_these_words(String line) {
    var parts = List.of(line.split(" +// ", 2));
    assertThatThrownBy(() -> new CelExpressions().filter(parts.getFirst()))
        .isInstanceOf(CairnException.Invalid.class)
        .hasMessage(parts.getLast());
  }
}
