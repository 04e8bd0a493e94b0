package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.HttpSettings;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison with openapi.json does object. */
class ContractTest {
  @TempDir Path folder;

  private static Route health(Function<Request, Answer> answer) {
    return Route.get("/health").openTo(answer);
  }

  private void objects(Route route, String path) {
    try (var served = Served.compared(folder, HttpSettings.defaults(), List.of(route))) {
      ThrowingCallable call = () -> served.anonymous().get(path);
      assertThatThrownBy(call).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void an_answer_of_another_shape_is_noticed() {
    objects(health(request -> Answer.ok(JsonObject.of("status", "odd"))), "/health");
  }

  @Test
  void an_answer_of_another_type_is_noticed() {
    objects(health(request -> Answer.bytes("text/html", () -> new byte[] {'a'})), "/health");
  }

  @Test
  void another_status_is_noticed() {
    objects(health(request -> Answer.json(202, JsonObject.of("status", "ok"))), "/health");
  }

  @Test
  void a_route_that_is_not_described_is_noticed() {
    objects(Route.get("/secret").openTo(request -> Answer.ok(Json.of(1))), "/secret");
  }

  @Test
  void a_body_that_is_not_described_is_noticed() {
    var route = Route.post(Served.WORKFLOWS).openTo(request -> Answer.ok(request.json()));
    try (var served = Served.compared(folder, HttpSettings.defaults(), List.of(route))) {
      var body = JsonObject.of("workflowId", 7);
      assertThatThrownBy(() -> served.anonymous().post(Served.WORKFLOWS, body))
          .isInstanceOf(AssertionError.class);
    }
  }
}
