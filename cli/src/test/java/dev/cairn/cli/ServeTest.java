package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server as a program of its own. */
class ServeTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  private Process serve(Map<String, String> env, String... args) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dorg.sqlite.tmpdir=" + folder);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.cairn.cli.Main", "serve", "--data", "data"));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(env);
    return builder.redirectError(folder.resolve("log").toFile()).start();
  }

  private static URI listening(BufferedReader out) throws IOException {
    var line = out.readLine();
    assertThat(line).startsWith("listening on http://127.0.0.1:");
    return URI.create(line.substring("listening on ".length()));
  }

  private HttpResponse<String> get(URI address, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
  }

  @Test
  void a_server_says_where_it_listens_and_ends_with_0_when_it_is_told_to() throws Exception {
    var server = serve(Map.of(), "--port", "0", "--log", "json");
    try (var out = server.inputReader()) {
      var address = listening(out);
      var file = folder.resolve("data/server.json");
      var json = Json.parse(Files.readString(file)).asObject();
      assertThat(json.require("url").asString()).isEqualTo(address.toString());
      assertThat(json.require("pid").asLong()).isEqualTo(server.pid());
      assertThat(json.has("startedAt")).isTrue();
      assertThat(get(address, "/health").body()).isEqualTo("{\"status\":\"ok\"}");
      assertThat(get(address, "/ready").statusCode()).isEqualTo(200);
      assertThat(get(address, "/openapi.json").body()).contains("\"openapi\":\"3.1.0\"");
      assertThat(get(address, "/metrics").body()).contains("cairn_http_requests_seconds_count");
      register(address);
      assertThat(get(address, "/api/v1/definitions").statusCode()).isEqualTo(401);
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isZero();
      assertThat(file).doesNotExist();
    } finally {
      server.destroyForcibly();
    }
    var lines = Files.readAllLines(folder.resolve("log"));
    assertThat(lines.removeFirst()).startsWith("cairn: admin key written to ");
    assertThat(lines.removeIf(it -> it.startsWith("cairn: console (once): http://"))).isTrue();
    assertThat(String.join("", lines)).doesNotContain(adminKey());
    for (var line : lines) {
      assertThat(Json.parse(line).asObject().keys()).contains("time", "level", "message");
    }
    Cli.in(folder)
        .withEnv(Map.of("CAIRN_STORE", "sqlite:data/cairn.db"))
        .run("definitions", "show", "orders")
        .ends(0);
  }

  @Test
  void a_server_that_listens_wide_is_found_by_programs_on_its_machine() throws Exception {
    var server =
        serve(
            Map.of(),
            "--port",
            "0",
            "--host",
            "0.0.0.0",
            "--names",
            "cairn.example",
            "--behind-proxy");
    try (var out = server.inputReader()) {
      assertThat(out.readLine()).startsWith("listening on http://0.0.0.0:");
      var json = Json.parse(Files.readString(folder.resolve("data/server.json"))).asObject();
      var url = json.require("url").asString();
      assertThat(url).startsWith("http://127.0.0.1:");
      assertThat(get(URI.create(url), "/health").statusCode()).isEqualTo(200);
    } finally {
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void spans_go_to_the_collector_that_is_set() throws Exception {
    var bodies = new LinkedBlockingQueue<String>();
    var collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    collector.start();
    var url = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
    var server = serve(Map.of("CAIRN_SERVER_TRACES", url), "--port", "0");
    try (var out = server.inputReader()) {
      register(listening(out));
      var told = new StringBuilder();
      while (!told.toString().contains("POST /api/v1/definitions")) {
        var body = bodies.poll(30, TimeUnit.SECONDS);
        assertThat(body).as("what the collector is told").isNotNull();
        told.append(body);
      }
    } finally {
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
      collector.stop(0);
    }
  }

  private String adminKey() throws IOException {
    return Files.readString(folder.resolve("data/admin.key")).strip();
  }

  private void register(URI address) throws Exception {
    var request =
        HttpRequest.newBuilder(address.resolve("/api/v1/definitions"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + adminKey())
            .POST(BodyPublishers.ofString("{\"id\":\"orders\"}", UTF_8))
            .build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"colour":"red"}|unknown_setting|colour
          {"port":"many"}|invalid_setting|port
          {"port":70000}|invalid_setting|port
          {"bodyPatience":"30"}|invalid_setting|bodyPatience
          {"drain":"PT0S"}|invalid_setting|drain
          {"log":"xml"}|invalid_setting|log
          {"host":"0.0.0.0"}|unsafe_listening|0.0.0.0
          []|invalid_setting|cairn.json
          """)
  void a_wrong_setting_is_refused_and_named(String file, String code, String named)
      throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/cairn.json"), file);
    var refused = Cli.in(folder).run("serve", "--data", "data", "--json").ends(1).problem();
    assertThat(refused.require("code").asString()).isEqualTo(code);
    assertThat(refused.require("detail").asString()).contains(named);
  }

  @Test
  void an_unknown_variable_is_refused_and_named() {
    var refused =
        Cli.in(folder)
            .withEnv(Map.of("CAIRN_SERVER_COLOUR", "red"))
            .run("serve", "--data", "data", "--json")
            .ends(1)
            .problem();
    assertThat(refused.require("detail").asString()).contains("CAIRN_SERVER_COLOUR");
  }

  @Test
  void flags_win_over_the_environment_and_the_environment_over_the_file() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("data/cairn.json"), "{\"port\":1,\"bodyBytesMax\":10,\"depthMax\":1}");
    var env = Map.of("CAIRN_SERVER_PORT", "2", "CAIRN_SERVER_BODY_BYTES_MAX", "1000");
    var server = serve(env, "--port", "0");
    try (var out = server.inputReader()) {
      var address = listening(out);
      register(address);
    } finally {
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
