package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every block of Java in the pages is a part of a test beside this one, which runs it: what stands
 * between {@code // docs:NAME} and {@code // end}, but for white space.
 */
class JavaBlocksTest {
  private static final String BEGIN = "// docs:";
  private static final String END = "// end";

  @Test
  void every_block_of_java_is_part_of_a_test() throws IOException {
    var regions = regions().values().stream().map(JavaBlocksTest::normal).toList();
    assertThat(blocks())
        .filteredOn(block -> !regions.contains(normal(block.text())))
        .as("blocks without a test")
        .isEmpty();
  }

  @Test
  void every_example_stands_in_a_page() throws IOException {
    var blocks = blocks().stream().map(block -> normal(block.text())).toList();
    var unseen = regions();
    unseen.values().removeIf(region -> blocks.contains(normal(region)));
    assertThat(unseen.keySet()).as("examples without a page").isEmpty();
  }

  private static List<Page.Block> blocks() {
    return Pages.all().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.info().equals("java"))
        .toList();
  }

  private static Map<String, String> regions() throws IOException {
    var folder = Pages.ROOT.resolve("e2e/src/test/java/dev/cairn/docs");
    var regions = new TreeMap<String, String>();
    try (var sources = Files.list(folder)) {
      sources
          .filter(path -> path.toString().endsWith("ExamplesTest.java"))
          .forEach(source -> addRegions(source, regions));
    }
    return regions;
  }

  private static void addRegions(Path source, Map<String, String> regions) {
    var open = new ArrayList<String>();
    for (var line : Pages.read(source).lines().map(String::strip).toList()) {
      if (line.startsWith(BEGIN)) {
        open.add(source.getFileName() + " " + line.substring(BEGIN.length()));
      } else if (line.equals(END)) {
        regions.put(open.getFirst(), String.join("\n", open.subList(1, open.size())));
        open.clear();
      } else if (!open.isEmpty()) {
        open.add(line);
      }
    }
    assertThat(open).as("%s ends its last region", source).isEmpty();
  }

  private static String normal(String code) {
    return code.replaceAll("\\s+", "");
  }
}
