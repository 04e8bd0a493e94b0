package dev.cairn.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.Archive;
import dev.cairn.CairnException;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Verification;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** Proving, moving and thinning out, by the server. An import is held in memory. */
final class RemoteArchive implements Archive {
  private static final String BYTES = "application/octet-stream";
  private static final String LINES = "application/x-ndjson";

  private final Exchange exchange;

  RemoteArchive(Exchange exchange) {
    this.exchange = exchange;
  }

  private Json body(Call call) {
    return Problems.body(exchange.send(call));
  }

  private byte[] bytes(Call call) {
    var reply = exchange.send(call);
    if (reply.isSuccess()) {
      return reply.body();
    }
    throw Problems.of(reply);
  }

  @Override
  public Verification verify(InstanceId id) {
    return Verification.parse(body(Call.get(Call.of(id, "/verify"))));
  }

  /** A line for each instance, as it is done, and the sum of all in the last. */
  @Override
  public Verification.Summary verifyAll(Consumer<Verification> each) {
    var call = Call.get("/verify").header("Accept", LINES);
    try (var lines = new BufferedReader(new InputStreamReader(exchange.open(call), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var json = Json.parse(line).asObject();
        if (!json.has("instanceId")) {
          return summary(json);
        }
        each.accept(Verification.parse(json));
      }
      throw new IOException("the answer ended too early");
    } catch (IOException lost) {
      throw new CairnException.Unavailable("the server stopped in the middle", lost);
    }
  }

  private static Verification.Summary summary(JsonObject json) {
    return new Verification.Summary(
        json.require("instances").asLong(),
        json.require("versions").asLong(),
        json.require("broken").asLong());
  }

  @Override
  public byte[] snapshot(InstanceId id) {
    return bytes(Call.get(Call.of(id, "/snapshot")));
  }

  @Override
  public Instance restoreSnapshot(InstanceId id, byte[] snapshot) {
    return Instance.parse(body(Call.post(Call.of(id, "/snapshot"), BYTES, snapshot)));
  }

  @Override
  public void exportTo(OutputStream out, List<InstanceId> ids) {
    var asked = JsonObject.of("ids", ids.stream().map(InstanceId::toString).toList());
    try (var lines = exchange.open(Call.post("/export", asked).safe())) {
      lines.transferTo(out);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public List<InstanceId> importFrom(InputStream in) {
    try {
      var imported = body(Call.post("/import", LINES, in.readAllBytes())).asObject();
      return imported.require("imported").asArray().items().stream()
          .map(it -> InstanceId.of(it.asString()))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public long prune(InstanceId id, long beforeVersion) {
    var asked = JsonObject.of("beforeVersion", beforeVersion);
    return forgotten(Call.post(Call.of(id, "/prune"), asked).safe());
  }

  @Override
  public long applyRetention() {
    return forgotten(Call.post("/retention", JsonObject.empty()).safe());
  }

  private long forgotten(Call call) {
    return body(call).asObject().require("forgotten").asLong();
  }

  @Override
  public void purge(InstanceId id) {
    body(Call.post(Call.of(id, "/purge"), JsonObject.empty()).safe());
  }
}
