package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.server.Server;
import dev.cairn.server.ServerConfig;
import dev.cairn.server.ServerFile;
import dev.cairn.server.access.FirstStart;
import dev.cairn.server.log.Journal;
import dev.cairn.server.log.LogFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A link to the console, from a terminal. */
class ConsoleCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;
  private Path data;
  private Cairn cairn;
  private Server server;
  private ServerFile file;

  @BeforeEach
  void serve() throws Exception {
    data = Files.createDirectories(folder.resolve("cairn-data"));
    var options = Options.defaults();
    cairn = Cairn.open("sqlite:" + data.resolve("cairn.db"), options);
    FirstStart.run(data, cairn.identities());
    var settings = new ServerConfig.Source("the test", Map.of("port", "0", "engine", "off"));
    var config = ServerConfig.of(data, List.of(settings));
    var journal = new Journal(LogFormat.TEXT, options.clock(), line -> {});
    server = Server.start(cairn, config, journal, options.clock(), options.random());
    var now = options.clock().instant();
    file = ServerFile.write(data, server.local(), ProcessHandle.current().pid(), now);
  }

  @AfterEach
  void stop() {
    file.close();
    server.close();
    cairn.close();
    client.shutdownNow();
  }

  private Cli cli(Map<String, String> env) {
    return Cli.in(folder).withEnv(env);
  }

  /** What a browser does with a link: it shows its token to the server. */
  private HttpResponse<String> enter(String link) throws Exception {
    assertThat(link).startsWith(server.local() + "/#/enter/");
    var token = link.substring(link.lastIndexOf('/') + 1);
    var request =
        HttpRequest.newBuilder(URI.create(server.local() + "/api/v1/session"))
            .header("Authorization", "CairnLink " + token)
            .POST(BodyPublishers.noBody())
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void a_link_lets_in_once_as_whose_key_lies_there() throws Exception {
    var link = cli(Map.of()).run("console").ends(0).out().strip();
    assertThat(enter(link).body()).contains("\"subject\":\"admin\"");
    assertThat(enter(link).statusCode()).isEqualTo(401);
    assertThat(Files.exists(data.resolve("console.html"))).isFalse();
  }

  @Test
  void another_key_lets_in_as_somebody_else() throws Exception {
    var roles = new TreeSet<>(Set.of(Role.VIEWER.toString()));
    var key =
        cairn.identities().createKey(new dev.cairn.ApiKey.Wanted("mia", roles, Optional.empty()));
    var told = cli(Map.of("CAIRN_KEY", key.text())).run("console", "--json").json();
    assertThat(enter(told.require("url").asString()).body()).contains("\"subject\":\"mia\"");
    assertThat(told.require("expiresAt").asString()).endsWith("Z");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_browser_is_led_there_by_a_file_that_nobody_else_can_read() throws Exception {
    var browser = folder.resolve("browser.sh");
    var seen = folder.resolve("seen");
    Files.writeString(
        browser,
        "#!/bin/sh\necho \"$2\" > '" + seen + ".new'\nmv '" + seen + ".new' '" + seen + "'\n");
    Files.setPosixFilePermissions(browser, PosixFilePermissions.fromString("rwx------"));
    var env = Map.of("BROWSER", browser + " --new-window");
    var link = cli(env).run("console", "--open").ends(0).out().strip();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(seen)) {
      assertThat(System.nanoTime()).as("no browser was opened").isLessThan(end);
      Thread.onSpinWait();
    }
    var opened = Path.of(URI.create(Files.readString(seen).strip()));
    assertThat(Files.getPosixFilePermissions(opened))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(opened, UTF_8)).contains("url=" + link + "'");
    assertThat(enter(link).statusCode()).isEqualTo(201);
  }

  @Test
  void without_a_browser_the_link_is_there_all_the_same() throws Exception {
    var run = cli(Map.of("BROWSER", "/no/such/browser")).run("console", "--open").ends(69);
    assertThat(enter(run.out().strip()).statusCode()).isEqualTo(201);
  }

  @Test
  void without_a_server_or_a_key_it_says_what_is_missing() throws Exception {
    Files.delete(data.resolve(FirstStart.FILE));
    assertThat(cli(Map.of()).run("console").ends(5).err()).contains("admin.key", "CAIRN_KEY");
    assertThat(cli(Map.of("CAIRN_KEY", "cairn_" + "x".repeat(43))).run("console").ends(5).err())
        .contains("nobody has this key");
    file.close();
    var none = cli(Map.of()).run("console", "--json").ends(3).problem();
    assertThat(none.require("code")).isEqualTo(Json.of("server_not_found"));
  }
}
