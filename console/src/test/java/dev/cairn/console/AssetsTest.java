package dev.cairn.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class AssetsTest {
  /** Script and style that a browser gets, packed: the console is for slow lines, too. */
  private static final int BYTES_MAX = 150_000;

  private static final Path FOLDER = Path.of("src/main/resources/dev/cairn/console");
  private static final Pattern IMPORT = Pattern.compile("(?:from ?|import\\()['\"]([^'\"]+)['\"]");

  private static String text(String path) {
    return new String(Assets.all().find(path).orElseThrow().plain(), UTF_8);
  }

  @Test
  void every_file_is_named() throws IOException {
    var there = new TreeSet<String>();
    try (var files = Files.walk(FOLDER)) {
      files
          .filter(Files::isRegularFile)
          .map(it -> FOLDER.relativize(it).toString())
          .filter(it -> !it.matches("index.html|files.txt|vendor/LICENSE.*"))
          .forEach(there::add);
    }
    assertThat(Assets.all().paths()).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void modules_import_what_is_there_and_nothing_from_elsewhere() {
    for (var path : Assets.all().paths()) {
      if (path.endsWith(".js")) {
        IMPORT
            .matcher(text(path))
            .results()
            .map(it -> it.group(1))
            .forEach(it -> {
              assertThat(it).as(path).startsWith(".");
              var target = Path.of("/" + path).resolveSibling(it).normalize().toString();
              assertThat(Assets.all().find(target.substring(1)))
                  .as(path + " imports " + it)
                  .isPresent();
            });
      }
    }
  }

  @Test
  void script_and_style_are_small() {
    var all = Assets.all();
    int sum =
        all.paths().stream().mapToInt(it -> all.find(it).orElseThrow().gzipped().length).sum();
    assertThat(sum + all.page(Optional.empty()).asset().gzipped().length).isLessThan(BYTES_MAX);
  }

  @Test
  void nothing_is_written_that_the_policy_would_have_to_allow() {
    for (var path : Assets.all().paths()) {
      if (!path.startsWith("vendor/") && path.endsWith(".js")) {
        assertThat(text(path))
            .as(path)
            .doesNotContain("innerHTML", "dangerously", "eval(", "Function(", "insertAdjacent")
            .doesNotContainPattern("style=\\$\\{[^}]*`")
            .doesNotContainPattern("\\bstyle=\"");
      }
    }
    var page = new String(Assets.all().page(Optional.empty()).asset().plain(), UTF_8);
    assertThat(page).doesNotContainPattern("<script(?![^>]*src=)").doesNotContain("style=", "{");
  }

  @Test
  void the_page_names_files_by_what_they_hold() {
    var page = new String(Assets.all().page(Optional.empty()).asset().plain(), UTF_8);
    assertThat(page).contains("/assets/" + Assets.all().digest() + "/app.js");
    assertThat(Assets.all().digest()).matches("[0-9a-f]{16}");
  }

  @Test
  void what_is_packed_is_the_same() throws IOException {
    for (var path : Assets.all().paths()) {
      var asset = Assets.all().find(path).orElseThrow();
      try (var in = new GZIPInputStream(new ByteArrayInputStream(asset.gzipped()))) {
        assertThat(in.readAllBytes()).isEqualTo(asset.plain());
      }
    }
  }

  @Test
  void the_page_names_the_provider_as_text_and_itself_by_it() {
    var plain = Assets.all().page(Optional.empty());
    var named = Assets.all().page(Optional.of("A \"<b>&co"));
    assertThat(new String(plain.asset().plain(), UTF_8)).doesNotContain("sign-in\"");
    assertThat(new String(named.asset().plain(), UTF_8))
        .contains("<meta name=\"sign-in\" content=\"A &quot;&lt;b>&amp;co\">");
    assertThat(named.digest()).isNotEqualTo(plain.digest());
  }
}
