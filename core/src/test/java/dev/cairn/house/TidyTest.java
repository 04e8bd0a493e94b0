package dev.cairn.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no compiler looks at, in every text of the repository. */
class TidyTest {
  private static final int COLUMNS = 100;
  private static final int LINES = 400;
  private static final int LINES_OF_DOCS = 800;

  /** Put together here, so that this file does not hold what it forbids. */
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

  private static final Pattern EMPTY_NAME =
      Pattern.compile("\\b(class|interface|record|enum) \\w*(Impl|Manager|Helper|Utils?)\\b");

  /** Folders of one machine; the launchers' search for a JDK may name the usual ones. */
  private static final Pattern MACHINE =
      Pattern.compile("(?<![\\w.*])/(work|root|home/\\w+|usr/lib/jvm/[a-z]+)(/|-|$)");

  private static final String MIGRATIONS = "sql/src/main/resources/dev/cairn/sql/migrations/";

  private static final Repository REPOSITORY = Repository.here();

  @Test
  void there_is_something_to_look_at() {
    assertThat(REPOSITORY.java())
        .extracting(TextFile::path)
        .contains("core/src/test/java/dev/cairn/house/TidyTest.java");
  }

  @Test
  void no_line_is_longer_than_100_columns() {
    assertThat(placesWhere(line -> line.codePointCount(0, line.length()) > COLUMNS)).isEmpty();
  }

  @Test
  void no_line_ends_in_space_and_none_holds_a_tab() {
    assertThat(placesWhere(line -> line.endsWith(" ") || line.contains("\t"))).isEmpty();
  }

  @Test
  void nothing_is_marked_as_unfinished() {
    assertThat(placesWhere(UNFINISHED.asPredicate())).isEmpty();
  }

  @Test
  void no_type_has_a_name_that_says_nothing() {
    assertThat(placesWhere(EMPTY_NAME.asPredicate())).isEmpty();
  }

  @Test
  void no_text_knows_the_machine_it_was_written_on() {
    assertThat(placesWhere(MACHINE.asPredicate())).isEmpty();
  }

  @Test
  void no_file_is_longer_than_400_lines_or_800_for_docs_and_poms() {
    assertThat(REPOSITORY.texts())
        .filteredOn(file -> file.lines().size() > linesMax(file.path()))
        .extracting(TextFile::path)
        .isEmpty();
  }

  private static int linesMax(String path) {
    return path.endsWith(".md") || path.endsWith("pom.xml") ? LINES_OF_DOCS : LINES;
  }

  @Test
  void every_file_ends_with_a_newline() {
    assertThat(REPOSITORY.texts())
        .filteredOn(file -> file.bytes().length > 0 && !file.text().endsWith("\n"))
        .extracting(TextFile::path)
        .isEmpty();
  }

  @Test
  void every_package_says_what_it_is_for() {
    var sources =
        REPOSITORY.java().stream().filter(file -> file.path().contains("/src/main/")).toList();
    Set<String> silent = new TreeSet<>(sources.stream().map(TextFile::folder).toList());
    sources.stream()
        .filter(file -> file.path().endsWith("/package-info.java"))
        .filter(file -> file.text().contains("/**") && file.text().contains("@NullMarked"))
        .forEach(file -> silent.remove(file.folder()));
    assertThat(silent).isEmpty();
  }

  @Test
  void the_changelog_has_a_place_for_what_is_not_released() {
    var changelog =
        REPOSITORY.texts().stream().filter(file -> file.path().equals("CHANGELOG.md")).toList();
    assumeFalse(changelog.isEmpty(), "no CHANGELOG.md yet");
    assertThat(changelog.getFirst().text()).contains("Unreleased");
  }

  @Test
  void both_databases_have_the_same_migrations() {
    var sqlite = REPOSITORY.names(MIGRATIONS + "sqlite");
    var postgresql = REPOSITORY.names(MIGRATIONS + "postgresql");
    assumeFalse(sqlite.isEmpty() && postgresql.isEmpty(), "no migrations yet");
    assertThat(sqlite).isEqualTo(postgresql);
  }

  private static List<String> placesWhere(Predicate<String> is) {
    return REPOSITORY.texts().stream().flatMap(file -> file.placesWhere(is).stream()).toList();
  }
}
