package dev.cairn.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.ThreeWayMerge.Clash;
import dev.cairn.json.ThreeWayMerge.Merged;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreeWayMergeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1               | 1               | 1               | 1
          1               | 2               | 1               | 2
          1               | 1               | 2               | 2
          1               | 2               | 2               | 2
          {}              | {'a':1}         | {'b':2}         | {'a':1,'b':2}
          {'a':1,'b':1}   | {'b':1}         | {'a':1}         | {}
          {'a':1,'b':1}   | {'a':2,'b':1}   | {'a':1}         | {'a':2}
          {'a':1}         | {}              | {}              | {}
          {'a':[1]}       | {'a':[1,2]}     | {'a':[1],'b':0} | {'a':[1,2],'b':0}
          {'a':[1]}       | {'a':[2]}       | {'a':[2]}       | {'a':[2]}
          {}              | {'o':{'x':1}}   | {'o':{'y':2}}   | {'o':{'x':1,'y':2}}
          {}              | {'o':{'x':1}}   | {'o':{'x':1,'y':2}} | {'o':{'x':1,'y':2}}
          {'o':{'x':1}}   | {'o':{}}        | {'o':{'x':1,'y':2}} | {'o':{'y':2}}
          """)
  void changes_of_different_places_merge(String base, String mine, String theirs, String merged) {
    assertThat(merge(base, mine, theirs)).isEqualTo(new Merged(json(merged)));
    assertThat(merge(base, theirs, mine)).isEqualTo(new Merged(json(merged)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1               | 2               | 3               | ``
          {'a':1}         | {'a':2}         | {'a':3}         | /a
          {'a':1}         | {}              | {'a':2}         | /a
          {'a':{'b':1}}   | {}              | {'a':{'b':2}}   | /a
          {'a':[1]}       | {'a':[1,2]}     | {'a':[0,1]}     | /a
          {}              | {'a':1}         | {'a':2}         | /a
          {}              | {'a':{'b':1}}   | {'a':{'b':2}}   | /a/b
          {}              | {'a':{'b':1}}   | {'a':[]}        | /a
          {'a':1}         | {'a':{'b':1}}   | {'a':{'c':1}}   | /a
          {'a':1,'b':1}   | {'a':2,'b':2}   | {'a':3,'b':3}   | /a /b
          {'a/b':{'c':1}} | {'a/b':{'c':2}} | {'a/b':{'c':3}} | /a~1b/c
          """)
  void different_changes_of_one_place_clash_there(
      String base, String mine, String theirs, String paths) {
    var places = Arrays.stream(paths.split(" ")).map(JsonPointer::parse).toList();

    assertThat(merge(base, mine, theirs)).isEqualTo(new Clash(places));
    assertThat(merge(base, theirs, mine)).isEqualTo(new Clash(places));
  }

  @Test
  void a_merge_with_no_change_is_the_other_side_and_sides_may_be_swapped() {
    for (long seed = 0; seed < 1_000; seed++) {
      var random = new RandomJson(seed);
      Json base = random.object(3);
      Json mine = random.changed(base);
      Json theirs = random.changed(random.changed(base));

      assertThat(ThreeWayMerge.merge(base, mine, base))
          .as("seed %d", seed)
          .isEqualTo(new Merged(mine));
      assertThat(ThreeWayMerge.merge(base, mine, theirs))
          .as("seed %d", seed)
          .isEqualTo(ThreeWayMerge.merge(base, theirs, mine));
    }
  }

  private static ThreeWayMerge merge(String base, String mine, String theirs) {
    return ThreeWayMerge.merge(json(base), json(mine), json(theirs));
  }

  private static Json json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }
}
