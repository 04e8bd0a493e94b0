package dev.cairn.server.api;

import dev.cairn.CairnException;
import dev.cairn.Role;
import dev.cairn.TaskGrant;
import dev.cairn.Work;
import dev.cairn.Work.Chance;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Fields;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Tasks of queues, for workers in any language. */
final class TaskRoutes {
  private static final String ALL = "/api/v1/tasks";
  private static final String ONE = ALL + "/{task}";

  /** How many may wait for a first task at a time; each looks at the store now and then. */
  private static final int WAITING_MAX = 200;

  private static final Duration FULL = Duration.ofSeconds(1);
  private static final long LEASE_SECONDS_MAX = Duration.ofDays(1).toSeconds();
  private static final long WAIT_SECONDS_MAX = 60;

  private final Semaphore waiting = new Semaphore(WAITING_MAX);

  private TaskRoutes() {}

  static List<Route> all() {
    var routes = new TaskRoutes();
    return List.of(
        Route.post(ALL + "/claim").from(Role.OPERATOR, routes::claim),
        Route.post(ONE + "/complete").from(Role.OPERATOR, TaskRoutes::complete),
        Route.post(ONE + "/fail").from(Role.OPERATOR, TaskRoutes::fail),
        Route.post(ONE + "/heartbeat").from(Role.OPERATOR, TaskRoutes::heartbeat));
  }

  /** What a worker would like to have. */
  private record Wanted(String queue, int max, Duration lease, Duration patience) {
    List<TaskGrant> from(Work work, Duration within) {
      return work.claim(queue, max, lease, within);
    }
  }

  private Answer claim(Request request, Caller caller) {
    var wanted = wanted(request.fields());
    var work = caller.cairn().work();
    // Whatever is wrong is said before anybody waits.
    var grants = wanted.from(work, Duration.ZERO);
    return grants.isEmpty() && wanted.patience().isPositive()
        ? await(work, wanted)
        : Answer.ok(json(grants));
  }

  private static Wanted wanted(Fields fields) {
    var wanted =
        new Wanted(
            fields.requireText("queue"),
            (int) number(fields, "max", 1, 1, 100),
            lease(fields),
            Duration.ofSeconds(number(fields, "waitSeconds", 0, 0, WAIT_SECONDS_MAX)));
    fields.refuseOthers();
    return wanted;
  }

  private static Duration lease(Fields fields) {
    return Duration.ofSeconds(number(fields, "leaseSeconds", 30, 1, LEASE_SECONDS_MAX));
  }

  private static long number(Fields fields, String name, long standard, long least, long most) {
    long number = fields.number(name).orElse(standard);
    if (number < least || number > most) {
      throw fields.invalid(name, "must be from " + least + " to " + most);
    }
    return number;
  }

  /**
   * An answer that takes its time counts among the long ones of its caller: it ends early when the
   * credentials do, and when the server stops.
   */
  private Answer await(Work work, Wanted wanted) {
    if (!waiting.tryAcquire()) {
      throw new CairnException.TooMany(
          "too_many_waiting", "as many as may wait for tasks do so already", FULL);
    }
    return Answer.slow(() -> json(wanted.from(work, wanted.patience())), waiting::release);
  }

  private static JsonObject json(List<TaskGrant> grants) {
    return JsonObject.of("tasks", grants.stream().map(TaskGrant::toJson).toList());
  }

  private static Answer complete(Request request, Caller caller) {
    var fields = request.fields();
    long fence = fields.requireNumber("fence");
    var output = fields.value("output").orElse(Json.of(null));
    fields.refuseOthers();
    var result = caller.cairn().work().complete(request.variable("task"), fence, output);
    return WorkAnswers.receipt(request, 200, result);
  }

  private static Answer fail(Request request, Caller caller) {
    var fields = request.fields();
    long fence = fields.requireNumber("fence");
    var error = fields.object("error").orElse(JsonObject.empty());
    var chance = fields.bool("retryable").orElse(true) ? Chance.RETRYABLE : Chance.FINAL;
    fields.refuseOthers();
    textual(fields, error, "code");
    textual(fields, error, "message");
    var result = caller.cairn().work().fail(request.variable("task"), fence, error, chance);
    return WorkAnswers.receipt(request, 200, result);
  }

  private static void textual(Fields fields, JsonObject error, String member) {
    if (error.get(member).filter(it -> !(it instanceof dev.cairn.json.JsonString)).isPresent()) {
      throw fields.invalid("error/" + member, "is no text");
    }
  }

  private static Answer heartbeat(Request request, Caller caller) {
    var fields = request.fields();
    long fence = fields.requireNumber("fence");
    var lease = lease(fields);
    fields.refuseOthers();
    var result = caller.cairn().work().heartbeat(request.variable("task"), fence, lease);
    return WorkAnswers.receipt(request, 200, result);
  }
}
