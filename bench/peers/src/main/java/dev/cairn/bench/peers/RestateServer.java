package dev.cairn.bench.peers;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server's process, with its own defaults: what it acknowledges is on disk. */
final class RestateServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path OWN_IO = Path.of("/proc/self/io");

  private final Process process;
  private final URI ingress;
  private final URI admin;
  private final HttpClient http = HttpClient.newHttpClient();

  private RestateServer(Process process, URI ingress, URI admin) {
    this.process = process;
    this.ingress = ingress;
    this.admin = admin;
  }

  /** Starts it, and waits until it answers. */
  static RestateServer start(Path program, Path folder) throws Exception {
    Files.createDirectories(folder);
    var node = freeAddress();
    var ingress = freeAddress();
    var admin = freeAddress();
    var builder =
        new ProcessBuilder(
                program.toAbsolutePath().toString(),
                "--node-name",
                "bench",
                "--base-dir",
                folder.resolve("data").toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "RESTATE_DISABLE_TELEMETRY", "true",
                "RESTATE_LOG_FILTER", "warn",
                "RESTATE_BIND_ADDRESS", node.getAuthority(),
                "RESTATE_ADVERTISED_ADDRESS", node.toString(),
                "RESTATE_INGRESS__BIND_ADDRESS", ingress.getAuthority(),
                "RESTATE_ADMIN__BIND_ADDRESS", admin.getAuthority()));
    var server = new RestateServer(builder.start(), ingress, admin);
    try {
      server.awaitHealth();
      return server;
    } catch (IOException failure) {
      server.close();
      throw failure;
    }
  }

  private static URI freeAddress() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private void awaitHealth() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isHealthy()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("the Restate server does not answer");
      }
      Thread.sleep(100);
    }
  }

  private boolean isHealthy() throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(admin.resolve("/health")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Tells it of the services that listen at a port. */
  void register(int port) throws IOException, InterruptedException {
    var body = "{\"uri\":\"http://127.0.0.1:%d\"}".formatted(port);
    var request =
        HttpRequest.newBuilder(admin.resolve("/deployments"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("not registered: " + answer.body());
    }
  }

  /** Where workflows are called. */
  URI ingress() {
    return ingress;
  }

  /** What it has had written to disk; 0 where the system does not tell. */
  long bytesWritten() throws IOException {
    if (!Files.exists(OWN_IO)) {
      return 0;
    }
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "io"))) {
      return lines
          .filter(line -> line.startsWith("write_bytes: "))
          .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
          .findFirst()
          .orElse(0);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
