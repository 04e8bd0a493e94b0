package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Definition;
import dev.cairn.NewInstance;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.api.Api;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Gate;
import dev.cairn.server.http.HttpServer;
import dev.cairn.server.http.HttpSettings;
import dev.cairn.server.http.Monitor;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that find the server of the data folder, and follow what it commits. */
class WatchTest {
  private final Path folder;
  private final Cairn store;
  private final HttpServer server;
  private final Cli cli;

  WatchTest(@TempDir Path folder) {
    this.folder = folder;
    this.cli = new Cli(folder, Map.of(), World.Terminal.NONE);
    this.store = Cairn.open("sqlite:" + folder.resolve("cairn.db"));
    this.server =
        HttpServer.start(
            new Service(Api.routes(), new WithSecret(store), Monitor.NONE),
            HttpSettings.defaults().address("127.0.0.1", 0),
            RandomGenerator.of("L64X128MixRandom"));
  }

  /** Knows one key. */
  private record WithSecret(Cairn store) implements Gate {
    @Override
    public void pass(Request request) {}

    @Override
    public Caller admit(Request request) {
      assertThat(request.header("Authorization")).contains("Bearer secret");
      var roles = new TreeSet<>(List.of(Role.ADMIN.toString()));
      var user = store.identities().seen("mia", roles).id();
      return new Caller("mia", user, roles, store.as("mia"), Caller.Places.UNLIMITED);
    }
  }

  @BeforeEach
  void announce() throws Exception {
    store.definitions().register(Definition.named("order"));
    var data = Files.createDirectory(folder.resolve(DataFolder.NAME));
    var said =
        JsonObject.of("url", server.address().toString(), "pid", ProcessHandle.current().pid());
    Files.writeString(data.resolve(LocalServer.FILE), said.canonical());
    Files.writeString(data.resolve(LocalServer.KEY), "secret\n");
  }

  @AfterEach
  void close() {
    server.close();
    store.close();
  }

  @Test
  void commits_are_shown_from_a_position_on() {
    var begin = store.feed().end().text();
    var made = store.workflows().create(NewInstance.of("order"));
    store.workflows().start(made.id()).orThrow();
    var lines = cli.run("watch", "--after", begin, "--count", "2", "--json").ends(0).out();
    var told = lines.lines().map(line -> Json.parse(line).asObject()).toList();
    assertThat(told).hasSize(2);
    assertThat(told.get(1).require("statusAfter").asString()).isEqualTo("Running");
    var position = told.getFirst().require("position").asString();
    var rest = cli.run("watch", made.id().toString(), "--after", position, "--count", "1");
    assertThat(rest.ends(0).out()).contains("Created → Running").contains("/startedAt");
  }

  @Test
  void every_command_finds_the_server_of_the_data_folder() {
    var made = cli.run("create", "order", "--json").text("/id");
    assertThat(store.workflows().query(dev.cairn.Query.of(dev.cairn.Filter.everything())).items())
        .singleElement()
        .satisfies(it -> assertThat(it.id()).hasToString(made));
    assertThat(cli.run("show", made, "--json").text("/lastModifiedBy")).isEqualTo("mia");
  }
}
