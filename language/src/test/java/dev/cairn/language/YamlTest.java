package dev.cairn.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.json.Json;
import org.junit.jupiter.api.Test;

/** YAML as the JSON that it stands for. */
class YamlTest {

  @Test
  void yaml_is_read_as_json() {
    var yaml =
        """
        id: trip   # a comment
        steps:
          - { id: pay, kind: task, timeout: PT5M }
        version: 1
        ratio: 1.5
        no: "no"
        flag: true
        """;
    assertThat(Yaml.parse(yaml))
        .isEqualTo(
            Json.parse(
                """
                {"id":"trip","steps":[{"id":"pay","kind":"task","timeout":"PT5M"}],
                 "version":1,"ratio":1.5,"no":"no","flag":true}
                """));
  }

  @Test
  void json_is_yaml() {
    var json = "{\"id\":\"a\",\"steps\":[{\"id\":\"b\"}]}";
    assertThat(Yaml.parse(json)).isEqualTo(Json.parse(json));
  }

  @Test
  void what_is_no_yaml_is_refused_with_its_place() {
    for (var wrong : new String[] {"a: [", "a: 1\na: 2", "a: !!java.io.File x", "? [1]\n: 2"}) {
      assertThatThrownBy(() -> Yaml.parse(wrong)).isInstanceOf(CairnException.Invalid.class);
    }
  }
}
