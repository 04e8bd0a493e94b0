package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/troubleshooting.md has a section for every code that the sources give, and no other. */
class CodesTest {
  /** A code is the first text that a failure or a warning is made with. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?:new (?:CairnException\\.)?"
              + "(?:NotFound|AlreadyExists|Invalid|TooLarge|Unauthorized|TooMany|Warning)\\("
              + "|\\bsuper\\(|Refused\\(\\s*this,"
              + "|Problem\\.of\\(\\s*(?:\\d+|status),|Refusal\\.invalid\\(|explained\\(it, \\d+,)"
              + "\\s*\"([a-z_]+)\"");

  /** Methods that make a failure take its code, or else the name of what is wrong. */
  private static final Pattern MADE_ELSEWHERE =
      Pattern.compile("\\binvalid\\(\\s*\"([a-z]+_[a-z_]+)\"");

  private static final Pattern PARSING = Pattern.compile("(?s)enum Code \\{(.*?)}");

  @Test
  void there_is_a_section_for_every_code_and_no_other() throws IOException {
    assertThat(sections()).containsExactlyInAnyOrderElementsOf(codes());
  }

  private static Set<String> sections() {
    return Pattern.compile("(?m)^#### `([a-z_]+)`$")
        .matcher(Pages.page("docs/troubleshooting.md").text())
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> codes() throws IOException {
    var codes = new TreeSet<String>();
    Arrays.stream(Reason.Code.values()).map(Reason.Code::toString).forEach(codes::add);
    try (var files = Files.walk(Pages.ROOT)) {
      files
          .filter(path ->
              path.toString()
                  .matches(".*/(core|sql|language|server|client|cli)/src/main/.*\\.java"))
          .map(Pages::read)
          .flatMap(CodesTest::matches)
          .map(it -> it.group(1))
          .forEach(codes::add);
    }
    codes.addAll(parsing().toList());
    return codes;
  }

  private static Stream<MatchResult> matches(String source) {
    return Stream.concat(CODE.matcher(source).results(), MADE_ELSEWHERE.matcher(source).results());
  }

  /** The codes of JSON that is refused, which are not public. */
  private static Stream<String> parsing() {
    var source =
        Pages.read(Pages.ROOT.resolve("core/src/main/java/dev/cairn/json/JsonException.java"));
    var values = PARSING.matcher(source);
    assertThat(values.find()).isTrue();
    return Arrays.stream(values.group(1).split(","))
        .map(code -> code.strip().toLowerCase(java.util.Locale.ROOT));
  }
}
