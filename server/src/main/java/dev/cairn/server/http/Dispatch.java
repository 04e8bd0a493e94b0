package dev.cairn.server.http;

import dev.cairn.json.JsonLimits;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Takes a request from the web server to its route, and its answer back. */
final class Dispatch implements Handler {
  private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");

  private final Router router;
  private final Gate gate;
  private final Monitor monitor;
  private final BodyReader bodies;
  private final JsonLimits limits;
  private final RequestIds ids;
  private final InFlight inFlight = new InFlight();
  private final Sender sender;

  Dispatch(Service service, HttpSettings settings, Watchdogs watchdogs, RandomGenerator random) {
    this.router = new Router(service.routes());
    this.gate = service.gate();
    this.monitor = service.monitor();
    this.bodies = new BodyReader(settings, watchdogs.senders());
    this.limits = new JsonLimits(settings.depthMax(), settings.bodyBytesMax());
    this.ids = new RequestIds(random);
    this.sender = new Sender(inFlight, watchdogs.readers());
  }

  RequestIds ids() {
    return ids;
  }

  boolean drain(Duration patience) {
    return inFlight.drain(patience);
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    long start = System.nanoTime();
    var id = ids.of(request.headers().first(Sender.REQUEST_ID));
    var method = request.prologue().method().text();
    boolean bodiless = method.equals("HEAD");
    var found = router.find(method, request.path().rawPath());
    var route =
        found instanceof Router.Match.Found it ? Optional.of(it.route()) : Optional.<Route>empty();
    if (!inFlight.enter()) {
      sender.send(response, id, bodiless, stopping().toAnswer(id));
      return;
    }
    int status = 500;
    try {
      var answer = answer(id, found, request);
      status = answer.status();
      sender.send(response, id, bodiless, answer);
    } finally {
      inFlight.leave();
      var took = Duration.ofNanos(System.nanoTime() - start);
      var traceparent = request.headers().first(TRACEPARENT);
      monitor.answered(new Monitor.Answered(id, route, status, took, traceparent));
    }
  }

  private Answer answer(String id, Router.Match found, ServerRequest source) {
    try {
      return switch (found) {
        case Router.Match.Found it -> answer(request(id, it, source));
        case Router.Match.OtherMethods it -> otherMethods(it).toAnswer(id);
        case Router.Match.Nothing it -> nothing().toAnswer(id);
      };
    } catch (CloseConnectionException gone) {
      throw gone;
    } catch (RuntimeException | StackOverflowError failure) {
      return failed(id, found, failure);
    }
  }

  private Request request(String id, Router.Match.Found match, ServerRequest source) {
    var parameters = Parameters.parse(source.query().rawValue());
    return new Request(id, match, parameters, source, bodies, limits);
  }

  private Answer answer(Request request) {
    var answer =
        switch (request.route().handler()) {
          case Route.Handler.Open it -> {
            gate.pass(request);
            request.parameters().refuseUnknown(request.route());
            yield it.answer().apply(request);
          }
          case Route.Handler.Guarded it -> {
            var caller = gate.admit(request);
            request.parameters().refuseUnknown(request.route());
            request.refuseUnheededPrecondition();
            yield counted(it.answer().apply(request, caller), caller);
          }
        };
    return unlessKnown(request, answer);
  }

  /** A long answer takes a place of its caller's, and loses it when the credentials end. */
  private static Answer counted(Answer answer, Caller caller) {
    if (!(answer instanceof Answer.Stream stream)) {
      return answer;
    }
    try {
      return stream.in(caller.places().take(Thread.currentThread()::interrupt));
    } catch (RuntimeException refused) {
      stream.release().run();
      throw refused;
    }
  }

  private static Answer unlessKnown(Request request, Answer answer) {
    boolean known =
        answer instanceof Answer.Document document
            && document.status() == 200
            && request.route().method() == Method.GET
            && document.etag().filter(request::has).isPresent();
    return known ? ((Answer.Document) answer).unchanged() : answer;
  }

  private Answer failed(String id, Router.Match found, Throwable failure) {
    var problem = Problems.judge(failure).orElseGet(Problems::bug);
    if (problem.status() >= 500) {
      var route = found instanceof Router.Match.Found it ? it.route().toString() : "no route";
      monitor.failed(id, route, failure);
    }
    return problem.toAnswer(id);
  }

  private static Problem otherMethods(Router.Match.OtherMethods it) {
    var allowed = String.join(", ", it.allowed());
    return Problem.of(405, "method_not_allowed", "this path has no such method", "use " + allowed)
        .header("Allow", allowed);
  }

  private static Problem nothing() {
    return Problem.of(404, "route_not_found", "there is nothing at this path", "see /openapi.json");
  }

  private static Problem stopping() {
    return Problem.of(503, "stopping", "this server is stopping", "try again, or another node")
        .header("Retry-After", "1")
        .header("Connection", "close");
  }
}
