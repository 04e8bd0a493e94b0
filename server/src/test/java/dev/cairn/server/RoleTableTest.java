package dev.cairn.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Commit;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation.SetParticipants;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Kernel;
import dev.cairn.server.api.OpenApi;
import dev.cairn.server.http.Route;
import dev.cairn.testkit.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route, asked by every role about its own, its part, and another's instance. */
class RoleTableTest {
  private static final String EVE = "eve";
  private static Gated gated;
  private static final Map<Role, Call> CALLS = new EnumMap<>(Role.class);

  /** What eve has to do with an instance. */
  enum Sight {
    OWN,
    PART,
    OTHER
  }

  @BeforeAll
  static void serve() {
    gated = new Gated(Map.of());
    gated.cairn.definitions().register(Served.definition("spare"));
    for (var role : Role.values()) {
      CALLS.put(role, gated.as(EVE, role));
    }
  }

  @AfterAll
  static void stop() {
    gated.close();
  }

  private static Instance instance(Case of, Sight sight) {
    var owner = sight == Sight.OWN ? EVE : "mia";
    var workflows = gated.cairn.workflows();
    var wanted = NewInstance.of(of.definition()).owner(owner).context(JsonObject.of("a", 1));
    var id = workflows.create(wanted).id();
    var names = new TreeSet<>(sight == Sight.PART ? List.of(EVE, "leo") : List.of("leo"));
    workflows.commit(Commit.to(id).with(new SetParticipants(names))).orThrow();
    return workflows.get(id);
  }

  private static Case prepared(Case it, InstanceId id) {
    it.prepare().accept(gated.cairn, id);
    var key = gated.key("zoe", Role.VIEWER, none()).key().id().toString();
    var body =
        switch (it.body()) {
          case "{snapshot}" -> new String(gated.cairn.archive().snapshot(id), ISO_8859_1);
          case "{export}" -> export();
          default ->
              it.body().replace("{checksum}", gated.cairn.workflows().get(id).checksum().hex());
        };
    return it.at(it.path().replace("{key}", key)).saying(it.type(), body);
  }

  /** An instance that this store does not have. */
  private static String export() {
    try (var other = Kernel.over(new MemoryStore(), Options.defaults())) {
      other.definitions().register(Served.definition());
      var made = other.workflows().create(NewInstance.of(Served.DEFINITION));
      var out = new ByteArrayOutputStream();
      other.archive().exportTo(out, List.of(made.id()));
      return out.toString(ISO_8859_1);
    }
  }

  private static Optional<java.time.Instant> none() {
    return Optional.empty();
  }

  static Stream<Arguments> cells() {
    return RoleTable.ALL.stream()
        .flatMap(it ->
            Arrays.stream(Role.values())
                .flatMap(role ->
                    Arrays.stream(Sight.values())
                        .map(sight -> Arguments.of(it.route(), role, sight))));
  }

  private static Case of(String route) {
    return RoleTable.ALL.stream().filter(it -> it.route().equals(route)).findFirst().orElseThrow();
  }

  private static char promised(Case it, Role role, Sight sight) {
    var cell = it.promised().split(" ", -1)[List.of(Role.values()).indexOf(role)];
    return cell.charAt(List.of(Sight.values()).indexOf(sight));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cells")
  void a_route_answers_as_promised(String route, Role role, Sight sight) {
    var id = instance(of(route), sight).id();
    var it = prepared(of(route), id);
    var before = everything(id);
    var call = java.util.Objects.requireNonNull(CALLS.get(role));
    var reply = it.ask(call, id);
    switch (promised(it, role, sight)) {
      case 'y' -> assertThat(reply.status()).as(reply.text()).isBetween(200, 204);
      case 'F' -> reply.isProblem(403, "forbidden");
      default -> {
        reply.isProblem(404, "not_found");
        var absent = gated.cairn.workflows().newId();
        assertThat(told(reply, id)).isEqualTo(told(it.ask(call, absent), absent));
      }
    }
    if (reply.status() >= 400) {
      assertThat(everything(id)).isEqualTo(before);
    }
  }

  /** All that an answer says, but for what is another each time. */
  private static String told(Reply reply, InstanceId id) {
    var headers = new ArrayList<String>();
    reply
        .response()
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!List.of("date", "x-request-id").contains(name.toLowerCase(Locale.ROOT))) {
            headers.add(name + values);
          }
        });
    var body = reply.json().without("requestId").canonical().replace(id.toString(), "ID");
    return reply.status() + " " + headers + " " + body;
  }

  private static List<Object> everything(InstanceId id) {
    return List.of(
        gated.cairn.workflows().get(id).toJson(),
        gated.cairn.history().checkpoints(id),
        gated.cairn.workflows().count(dev.cairn.Filter.everything()),
        gated.cairn.definitions().list(),
        gated.cairn.identities().keys());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("routes")
  void without_credentials_nothing_but_the_open_routes_answers(String route) {
    var id = instance(of(route), Sight.OTHER).id();
    var it = prepared(of(route), id);
    var before = everything(id);
    var open = Routes.all().stream().anyMatch(other -> it.is(other) && other.least().isEmpty());
    var reply = it.ask(gated.anonymous(), id);
    if (open) {
      reply.is(200);
    } else {
      reply.isProblem(401, "unauthorized");
      assertThat(reply.header("WWW-Authenticate")).contains("Bearer");
      var expired = gated.key(EVE, Role.ADMIN, Optional.of(gated.clock.instant()));
      it.ask(gated.bearer(expired.text()), id).isProblem(401, "key_expired");
      var revoked = gated.key(EVE, Role.ADMIN, none());
      gated.cairn.identities().revokeKey(revoked.key().id());
      it.ask(gated.bearer(revoked.text()), id).isProblem(401, "key_revoked");
      assertThat(everything(id)).hasSameSizeAs(before).startsWith(before.getFirst());
    }
  }

  static Stream<String> routes() {
    return RoleTable.ALL.stream().map(Case::route);
  }

  @Test
  void every_route_has_its_line_and_openapi_has_no_other() {
    var described = new ArrayList<String>();
    OpenApi.document()
        .require("paths")
        .asObject()
        .forEach((path, item) ->
            item.asObject()
                .keys()
                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    var written = routes().toList();
    assertThat(written).containsExactlyInAnyOrderElementsOf(described);
    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(Routes.all().stream().map(Route::toString).toList());
  }

  @Test
  void a_key_that_is_revoked_over_http_opens_nothing_from_then_on() {
    var key = gated.key("tom", Role.OPERATOR, none());
    var tom = gated.bearer(key.text());
    tom.get("/api/v1/me").is(200);
    gated.as("boss", Role.ADMIN).delete("/api/v1/keys/" + key.key().id()).is(204);
    tom.get("/api/v1/me").isProblem(401, "key_revoked");
  }

  @Test
  void a_key_that_was_revoked_elsewhere_opens_nothing_a_second_later() {
    var key = gated.key("tom", Role.OPERATOR, none());
    var tom = gated.bearer(key.text());
    tom.get("/api/v1/me").is(200);
    gated.cairn.identities().revokeKey(key.key().id());
    gated.clock.advance(Duration.ofSeconds(1));
    tom.get("/api/v1/me").isProblem(401, "key_revoked");
  }
}
