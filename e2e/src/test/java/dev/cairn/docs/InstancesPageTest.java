package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Status;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/instances.md draws the state machine, and names every mutation. */
class InstancesPageTest {
  private static final Page PAGE = Pages.page("docs/instances.md");

  @Test
  void the_diagram_is_the_state_machine() {
    var machine = new TreeSet<String>();
    for (var from : Status.values()) {
      Arrays.stream(Status.values())
          .filter(from::canBecome)
          .forEach(to -> machine.add(from + " --> " + to));
    }
    var drawn =
        PAGE.block("mermaid").lines().stream()
            .map(String::strip)
            .filter(line -> line.contains("-->") && !line.contains("[*]"))
            .toList();
    assertThat(drawn).containsExactlyInAnyOrderElementsOf(machine);
  }

  @Test
  void every_mutation_is_named() {
    var source = Pages.read(Pages.ROOT.resolve("core/src/main/java/dev/cairn/MutationWriter.java"));
    var types =
        Pattern.compile("\\bof\\(\"([a-zA-Z]+)\"")
            .matcher(source)
            .results()
            .map(it -> it.group(1))
            .filter(type -> !type.matches("unreadable|changeContext"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(types).hasSizeGreaterThan(20);
    assertThat(types).allSatisfy(type -> assertThat(PAGE.text()).contains("`" + type + "`"));
  }
}
