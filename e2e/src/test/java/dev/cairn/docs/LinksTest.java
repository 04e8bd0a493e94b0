package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links between the pages lead somewhere. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("(?:]\\(|src=\")([^)\"#:]*)(#[^)\"]*)?[)\"]");

  @Test
  void every_link_leads_to_a_file_or_a_heading() {
    var dead = new ArrayList<String>();
    for (var page : Pages.all()) {
      var file = Pages.ROOT.resolve(page.path());
      for (var link : LINK.matcher(page.text()).results().toList()) {
        var target =
            link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1)).normalize();
        boolean leads =
            Files.exists(target)
                && (link.group(2) == null
                    || anchors(Pages.read(target)).contains(link.group(2).substring(1)));
        if (!leads) {
          dead.add(page.path() + ": " + link.group());
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void every_page_can_be_reached_from_the_index() {
    var index = Pages.page("docs/README.md").text();
    assertThat(Pages.all())
        .extracting(Page::path)
        .filteredOn(path -> path.startsWith("docs/") && !path.equals("docs/README.md"))
        .allSatisfy(path -> assertThat(index).contains("(" + path.substring("docs/".length())));
  }

  private static List<String> anchors(String markdown) {
    return markdown
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }
}
