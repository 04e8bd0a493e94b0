package dev.cairn.server.api;

import dev.cairn.Archive;
import dev.cairn.Role;
import dev.cairn.Verification;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Proving what is stored. */
final class StoreRoutes {
  private static final int BREAKS_MAX = 100;
  private static final String LINES = "application/x-ndjson";

  private StoreRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get(Requests.ONE + "/verify").from(Role.VIEWER, StoreRoutes::verify),
        Route.get("/api/v1/verify").from(Role.OPERATOR, StoreRoutes::verifyAll));
  }

  private static Answer verify(Request request, Caller caller) {
    return Answer.ok(caller.cairn().archive().verify(Requests.id(request)).toJson());
  }

  /** Instances that hold are counted; of those that do not, the first are named. */
  private static Answer verifyAll(Request request, Caller caller) {
    return request.header("Accept").filter(LINES::equals).isPresent()
        ? Answer.stream(LINES, out -> write(caller.cairn().archive(), out))
        : summary(caller);
  }

  /** Each instance as it is done, a line for each; the sum of all in the last. */
  private static void write(Archive archive, OutputStream out) {
    var summary = archive.verifyAll(it -> writeLine(out, it.toJson()));
    writeLine(out, json(summary));
  }

  private static void writeLine(OutputStream out, JsonObject json) {
    try {
      out.write(json.canonicalBytes());
      out.write('\n');
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static Answer summary(Caller caller) {
    var broken = new ArrayList<JsonObject>();
    var summary =
        caller
            .cairn()
            .archive()
            .verifyAll(it -> {
              if (!it.isOk() && broken.size() < BREAKS_MAX) {
                broken.add(it.toJson());
              }
            });
    return Answer.ok(json(summary).with("breaks", dev.cairn.json.Json.of(broken)));
  }

  private static JsonObject json(Verification.Summary summary) {
    return JsonObject.of(
        "instances",
        summary.instances(),
        "versions",
        summary.versions(),
        "broken",
        summary.broken(),
        "ok",
        summary.isOk());
  }
}
