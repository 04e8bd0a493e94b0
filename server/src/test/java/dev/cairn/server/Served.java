package dev.cairn.server;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Definition;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.access.Denials;
import dev.cairn.server.access.Streams;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Gate;
import dev.cairn.server.http.HttpServer;
import dev.cairn.server.http.HttpSettings;
import dev.cairn.server.http.Problem;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import dev.cairn.server.http.Service;
import dev.cairn.server.metrics.Meters;
import dev.cairn.testkit.FakeClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** A server in this process over a store of its own, for as long as a test lasts. */
public final class Served implements AutoCloseable {
  public static final String DEFINITION = "create-prd";
  public static final String WORKFLOWS = "/api/v1/workflows";

  /** A definition that runs: input, then an approval by anybody. */
  public static final String FORM = "form";

  /** A definition that runs: one task for the workers of a queue called billing. */
  public static final String QUEUED = "queued";

  private final FakeClock clock = new FakeClock();
  private final Meters meters = new Meters();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Cairn cairn;
  private final HttpServer server;
  private final Call.Witness witness;

  private Served(
      Path folder,
      HttpSettings settings,
      BiFunction<Cairn, Meters, List<Route>> routes,
      Call.Witness witness) {
    this.cairn =
        Cairn.open(
            "sqlite:" + folder.resolve("cairn.db"),
            Options.defaults().clock(clock).observer(meters.kernel()));
    meters.observe(new Denials(), new Streams(cairn.identities(), 1, clock));
    this.server =
        HttpServer.start(
            new Service(routes.apply(cairn, meters), new ByName(cairn), meters),
            settings.address("127.0.0.1", 0),
            RandomGenerator.of("L64X128MixRandom"));
    this.witness = witness;
    registerAll(cairn);
  }

  /** What tests make instances of. */
  static void registerAll(Cairn cairn) {
    cairn.definitions().register(definition());
    register(
        cairn, FORM, "[{'id':'form','kind':'input','canSkip':true},{'id':'ok','kind':'approval'}]");
    register(
        cairn,
        QUEUED,
        "[{'id':'bill','kind':'task','queue':'billing',"
            + "'retry':{'maxRetries':3,'initial':'PT1H'}}]");
  }

  private static void register(Cairn cairn, String id, String steps) {
    var parsed = Json.parse(steps.replace('\'', '"'));
    cairn.definitions().register(Definition.parse(JsonObject.of("id", id, "steps", parsed)));
  }

  /** The whole API over SQLite; every exchange is compared with openapi.json. */
  public static Served in(Path folder) {
    return in(folder, HttpSettings.defaults());
  }

  public static Served in(Path folder, HttpSettings settings) {
    return new Served(folder, settings, Server::routes, new Contract());
  }

  /** Routes of a test's own, compared with openapi.json. */
  static Served compared(Path folder, HttpSettings settings, List<Route> routes) {
    return new Served(folder, settings, (cairn, meters) -> routes, new Contract());
  }

  /** Routes of a test's own. */
  public static Served with(Path folder, HttpSettings settings, List<Route> routes) {
    return new Served(folder, settings, (cairn, meters) -> routes, (request, body, reply) -> {});
  }

  static Definition definition() {
    return definition(DEFINITION);
  }

  static Definition definition(String id) {
    return Definition.parse(
        JsonObject.of(
            "id",
            id,
            "indexes",
            List.of("context.total"),
            "steps",
            Json.parse("[{\"id\":\"draft\"},{\"id\":\"review\"},{\"id\":\"publish\"}]")));
  }

  /** Whoever says so is that person: {@code Bearer leo} may do everything, a role less. */
  private record ByName(Cairn cairn) implements Gate {
    @Override
    public void pass(Request request) {}

    @Override
    public Caller admit(Request request) {
      var said = request.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
      if (said.isEmpty()) {
        throw new Refusal(Problem.of(401, "unauthorized", "who are you?", "say Bearer NAME"));
      }
      var roles = new TreeSet<>(Set.of(Role.named(said).orElse(Role.ADMIN).toString()));
      var user = cairn.identities().seen(said, roles).id();
      var caller = new Caller(said, user, roles, cairn.as(said), Caller.Places.UNLIMITED);
      if (!caller.may(request.route().least().orElseThrow())) {
        throw new CairnException.Forbidden("too little a role", "be another");
      }
      return caller;
    }
  }

  public FakeClock clock() {
    return clock;
  }

  /** The store, for what the server cannot be asked. */
  public Cairn cairn() {
    return cairn;
  }

  public URI address() {
    return server.address();
  }

  public void stop() {
    server.close();
  }

  public Call as(String name) {
    return anonymous().with("Authorization", "Bearer " + name);
  }

  public Call anonymous() {
    return new Call(client, server.address(), witness, List.of());
  }

  /** A new instance with this context. */
  public Reply create(Object... context) {
    var body = JsonObject.of("workflowId", DEFINITION, "context", JsonObject.of(context));
    return as("mia").post(WORKFLOWS, body).is(201);
  }

  /** The path of a new instance. */
  public String created(Object... context) {
    return create(context).header("Location").orElseThrow();
  }

  @Override
  public void close() {
    server.close();
    client.shutdownNow();
    cairn.close();
  }
}
