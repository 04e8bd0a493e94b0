package dev.cairn.bench.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.bench.HttpCaller;
import dev.cairn.bench.Load;
import dev.cairn.bench.LoadProcess;
import dev.cairn.bench.Workload;
import dev.restate.sdk.Context;
import dev.restate.sdk.HandlerRunner;
import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.endpoint.definition.HandlerDefinition;
import dev.restate.sdk.endpoint.definition.HandlerType;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import dev.restate.sdk.endpoint.definition.ServiceType;
import dev.restate.sdk.http.vertx.RestateHttpServer;
import dev.restate.serde.Serde;
import dev.restate.serde.jackson.JacksonSerdeFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * A Restate server that keeps its own store, and a service of its Java SDK. An HTTP call of the
 * server returns when the workflow has completed. Arguments: the server's program, and a folder.
 */
public final class RestatePeer {
  private static final String SERVICE = "Flow";
  private static final int[] STEPS = {1, 10};

  private RestatePeer() {}

  public static void main(String[] arguments) throws Exception {
    int port = RestateHttpServer.listen(Endpoint.bind(service()), 0);
    var program = Path.of(arguments[0]);
    try (var server = RestateServer.start(program, Path.of(arguments[1]))) {
      server.register(port);
      LoadProcess.serve((steps, callers, warm, seconds) -> {
        byte[] request = request(steps);
        return Load.run(
            callers,
            warm,
            seconds,
            number -> new HttpCaller(server.ingress(), turn -> request),
            server::bytesWritten);
      });
    }
    // Its HTTP server has threads that do not end.
    System.exit(0);
  }

  private static ServiceDefinition service() {
    return ServiceDefinition.of(
        SERVICE, ServiceType.SERVICE, List.of(handler(STEPS[0]), handler(STEPS[1])));
  }

  private static HandlerDefinition<?, ?> handler(int steps) {
    var runner =
        HandlerRunner.of(
            (Context context, byte[] input) -> run(context, steps),
            JacksonSerdeFactory.DEFAULT,
            HandlerRunner.Options.DEFAULT);
    return HandlerDefinition.of("run" + steps, HandlerType.SHARED, Serde.RAW, Serde.RAW, runner);
  }

  /** Bytes, so that nothing is spent on JSON. */
  private static byte[] run(Context context, int steps) {
    byte[] last = {};
    for (int step = 1; step <= steps; step++) {
      last = context.run("s" + step, Serde.RAW, () -> Workload.OUTPUT.getBytes(UTF_8));
    }
    return last;
  }

  private static byte[] request(String steps) {
    var head =
        """
        POST /%s/run%s HTTP/1.1
        Host: 127.0.0.1
        Content-Type: application/octet-stream
        Content-Length: %d

        """
            .formatted(SERVICE, steps, Workload.INPUT.length());
    return (head.replace("\n", "\r\n") + Workload.INPUT).getBytes(UTF_8);
  }
}
