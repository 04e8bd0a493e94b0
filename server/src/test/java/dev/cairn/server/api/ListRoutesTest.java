package dev.cairn.server.api;

import static dev.cairn.server.Served.DEFINITION;
import static dev.cairn.server.Served.WORKFLOWS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.server.Reply;
import dev.cairn.server.Served;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, filters, pages and statistics. */
class ListRoutesTest {
  @TempDir Path folder;
  private Served served;

  /** Five instances, one a minute: a to e; d is running and e cancelled. */
  @BeforeEach
  void serve() {
    served = Served.in(folder);
    create("mia", "a", 1, "[\"x\",\"y\"]", "{\"epic\":12,\"story\":null}");
    create("mia", "b", 2, "[\"x\"]", "{\"epic\":12,\"story\":3}");
    create("leo", "c", 3, "[\"y\"]", "{\"epic\":\"12\",\"live\":true}");
    served.as("mia").post(create("leo", "d", 4, "[]", "{\"epic\":13}") + "/start").is(200);
    var last = create("leo", "e", 5, "[\"x\"]", "{}");
    served.as("mia").post(last + "/start").is(200);
    served.as("mia").post(last + "/cancel").is(200);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private String create(String who, String name, int total, String tags, String attributes) {
    served.clock().advance(Duration.ofMinutes(1));
    return served
        .as(who)
        .post(
            WORKFLOWS,
            """
            {"workflowId":"%s","context":{"name":"%s","total":%d},"tags":%s,"attributes":%s}
            """
                .formatted(DEFINITION, name, total, tags, attributes))
        .is(201)
        .header("Location")
        .orElseThrow();
  }

  private static String names(Reply page) {
    return String.join(
        "",
        page.at("/items").asArray().items().stream()
            .map(it -> it.at("/context/name").orElseThrow().asString())
            .toList());
  }

  private Reply list(String query) {
    return served.as("mia").get(WORKFLOWS + query).is(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``|dcba
          ?showCancelled=true|edcba
          ?status=Cancelled|e
          ?status=Running&status=Created|dcba
          ?where=status=='Cancelled'|e
          ?where=context.total>2|dc
          ?where=context.total>2&showCancelled=true|edc
          ?workflowId=CREATE-PRD|dcba
          ?workflowId=nothing|``
          ?owner=me|ba
          ?owner=leo|dc
          ?tag=x|ba
          ?tag=x&tag=y|a
          ?tagAny=x&tagAny=y|cba
          ?attr.epic=12|ba
          ?attr.epic="12"|c
          ?attr.epic=12&attr.epic=13|dba
          ?attr.epic=12&attr.story=null|a
          ?attr.live=true|c
          ?attr.live="true"|``
          ?createdAfter=2030-01-01T00:02:00Z|dcb
          ?createdAfter=2030-01-01T00:02:00Z&createdBefore=2030-01-01T00:04:00Z|cb
          ?updatedBefore=2030-01-01T00:02:00Z|a
          ?sort=createdAt|abcd
          ?sort=-updatedAt&limit=2|dc
          """)
  void a_filter_finds_what_it_says(String query, String found) {
    var encoded = query.replace("\"", "%22").replace(">", "%3E").replace("'", "%27");
    assertThat(names(list(encoded))).isEqualTo(found);
  }

  @Test
  void instances_are_found_by_id_in_any_status() {
    var ids =
        list("?showCancelled=true").at("/items").asArray().items().stream()
            .map(it -> it.asObject().require("id").asString())
            .toList();
    assertThat(names(list("?id=" + ids.get(0) + "&id=" + ids.get(4)))).isEqualTo("ea");
    assertThat(names(list("?parent=" + ids.get(0)))).isEmpty();
  }

  @Test
  void cursors_lead_through_the_whole_list() {
    var seen = new ArrayList<String>();
    var page = list("?limit=3");
    seen.add(names(page));
    while (!page.at("/next").isNull()) {
      page = list("?limit=3&cursor=" + page.textAt("/next"));
      seen.add(names(page));
    }
    assertThat(seen).isEqualTo(List.of("dcb", "a"));
  }

  @Test
  void pages_have_numbers_and_totals() {
    var page = list("?page=2&pageSize=3");
    assertThat(names(page)).isEqualTo("a");
    assertThat(page.at("/totalItems").asLong()).isEqualTo(4);
    assertThat(page.at("/totalPages").asLong()).isEqualTo(2);
    assertThat(page.at("/hasPrevious").asBoolean()).isTrue();
    assertThat(page.at("/hasNext").asBoolean()).isFalse();
    assertThat(page.at("/page").asLong()).isEqualTo(2);
    assertThat(page.at("/pageSize").asLong()).isEqualTo(3);
    var none = list("?page=9&status=Failed");
    assertThat(none.at("/totalPages").asLong()).isEqualTo(0);
    assertThat(none.at("/hasNext").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0,1", "-5,1", "1,1", "1000,4", "9223372036854775807,4"})
  void the_size_of_a_page_is_clamped(String limit, int found) {
    assertThat(names(list("?limit=" + limit))).hasSize(found);
    assertThat(names(list("?pageSize=" + limit))).hasSize(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?colour=red",
        "?attr.=1",
        "?attr.a.b=1",
        "?status=running",
        "?sort=name",
        "?limit=x",
        "?limit=1&limit=2",
        "?limit=1&page=1",
        "?page=0",
        "?page=9223372036854775807",
        "?cursor=forged",
        "?createdAfter=yesterday",
        "?showCancelled=yes",
        "?where=status+==",
        "?where=nothing.here+==+1",
        "?id=7",
        "?tag=%00",
        "?tag=%ff",
        "?parent=x"
      })
  void what_cannot_be_understood_is_refused(String query) {
    var refused = served.as("mia").get(WORKFLOWS + query);
    refused.isProblem(400, refused.textAt("/code"));
  }

  @Test
  void an_unknown_parameter_is_named() {
    var refused = served.as("mia").get(WORKFLOWS + "?colour=red&size=2");
    refused.isProblem(400, "unknown_parameter");
    assertThat(refused.textAt("/detail")).contains("colour", "size");
  }

  @Test
  void statistics_count_cancelled_ones_too() {
    var all = served.as("mia").get("/api/v1/statistics").is(200);
    assertThat(all.at("/total").asLong()).isEqualTo(5);
    assertThat(all.at("/byStatus/Cancelled").asLong()).isEqualTo(1);
    assertThat(all.at("/byStatus/Failed").asLong()).isEqualTo(0);
    var mine = served.as("mia").get("/api/v1/statistics?owner=me&workflowId=create-prd").is(200);
    assertThat(mine.at("/total").asLong()).isEqualTo(2);
    assertThat(mine.at("/durations").isNull()).isTrue();
    served.as("mia").get("/api/v1/statistics?limit=3").isProblem(400, "unknown_parameter");
  }
}
