package dev.cairn.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.Routes;
import dev.cairn.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The description and the routes say the same. */
class OpenApiTest {
  private static final JsonObject DOCUMENT = OpenApi.document();
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  @Test
  void every_route_is_an_entry_and_every_entry_a_route() {
    var described = new ArrayList<String>();
    DOCUMENT
        .require("paths")
        .asObject()
        .forEach((path, item) ->
            item.asObject()
                .keys()
                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    assertThat(Routes.all().stream().map(Route::toString).toList())
        .containsExactlyInAnyOrderElementsOf(described);
  }

  @Test
  void every_entry_names_the_role_that_its_route_needs() {
    for (var route : Routes.all()) {
      var role = operation(route).get("x-least-role").map(Json::asString);
      assertThat(role).as(route.toString()).isEqualTo(route.least().map(Role::toString));
      boolean open = operation(route).get("security").isPresent();
      assertThat(open).as(route.toString()).isEqualTo(route.least().isEmpty());
    }
  }

  @Test
  void every_entry_names_the_parameters_that_its_route_knows() {
    for (var route : Routes.all()) {
      assertThat(parameters(route, "query"))
          .as(route.toString())
          .isEqualTo(new TreeSet<>(route.parameters()));
      var variables = new TreeSet<String>();
      VARIABLE.matcher(route.path()).results().forEach(it -> variables.add(it.group(1)));
      assertThat(parameters(route, "path")).as(route.toString()).isEqualTo(variables);
    }
  }

  @Test
  void every_entry_names_the_precondition_that_its_route_heeds() {
    for (var route : Routes.all()) {
      assertThat(parameters(route, "header").contains("If-Match"))
          .as(route.toString())
          .isEqualTo(route.precondition() == Route.Precondition.HEEDED);
    }
  }

  @Test
  void every_entry_can_end_in_a_problem_and_has_a_name_of_its_own() {
    var names = new ArrayList<String>();
    for (var route : Routes.all()) {
      names.add(operation(route).require("operationId").asString());
      assertThat(operation(route).at("/responses/default/$ref"))
          .contains(Json.of("#/components/responses/Problem"));
    }
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void every_reference_leads_somewhere_and_every_component_is_used() {
    var text = DOCUMENT.canonical();
    var used = new TreeSet<String>();
    Pattern.compile("\"\\$ref\":\"#([^\"]+)\"")
        .matcher(text)
        .results()
        .forEach(it -> used.add(it.group(1)));
    for (var pointer : used) {
      assertThat(DOCUMENT.at(pointer)).as(pointer).isPresent();
    }
    for (var kind : List.of("schemas", "parameters", "responses", "headers")) {
      for (var name : DOCUMENT.at("/components/" + kind).orElseThrow().asObject().keys()) {
        assertThat(used).contains("/components/" + kind + "/" + name);
      }
    }
  }

  private static JsonObject operation(Route route) {
    return DOCUMENT
        .require("paths")
        .asObject()
        .require(route.path())
        .asObject()
        .require(route.method().name().toLowerCase(Locale.ROOT))
        .asObject();
  }

  private static Set<String> parameters(Route route, String in) {
    var names = new TreeSet<String>();
    var all = operation(route).get("parameters").map(Json::asArray);
    all.ifPresent(list ->
        list.forEach(it -> {
          var parameter =
              it.asObject()
                  .get("$ref")
                  .map(ref -> DOCUMENT.at(ref.asString().substring(1)).orElseThrow().asObject())
                  .orElse(it.asObject());
          if (parameter.require("in").asString().equals(in)) {
            names.add(parameter.require("name").asString());
          }
        }));
    return names;
  }
}
