package dev.cairn.client;

import dev.cairn.CairnException;
import dev.cairn.Definition;
import dev.cairn.Definitions;
import dev.cairn.Page;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The registry of definitions, by the server. */
final class RemoteDefinitions implements Definitions {
  private final Exchange exchange;

  RemoteDefinitions(Exchange exchange) {
    this.exchange = exchange;
  }

  private static String of(String id) {
    return "/definitions/" + Call.segment(id);
  }

  /** The same definition again is no change, so that it can be sent again. */
  @Override
  public Definition register(Definition definition) {
    var reply = exchange.send(Call.post("/definitions", definition.json()).safe());
    return Definition.parse(Problems.body(reply));
  }

  @Override
  public Optional<Definition> find(String id) {
    return Problems.found(exchange.send(Call.get(of(id)))).map(Definition::parse);
  }

  @Override
  public Optional<Definition> find(String id, int version) {
    return Problems.found(exchange.send(Call.get(of(id)).with("version", version)))
        .map(Definition::parse);
  }

  @Override
  public List<Definition> list() {
    var body = Problems.body(exchange.send(Call.get("/definitions")));
    return Page.parse(body, Definition::parse).items();
  }

  @Override
  public void deprecate(String id, int version) {
    var call = Call.post(of(id) + "/deprecate", JsonObject.of("version", version)).safe();
    Problems.body(exchange.send(call));
  }

  /** Code is kept where it runs, and migrations run at the server. */
  @Override
  public void migration(String id, int fromSchemaVersion, UnaryOperator<Json> context) {
    throw new CairnException.Invalid(
        "not_over_http",
        "a migration is code, which is not sent to a server",
        "register it in the program that opens the store");
  }

  @Override
  public MigrationReport dryRun(String id) {
    return report(Call.post(of(id) + "/check", JsonObject.empty()).safe());
  }

  @Override
  public FitReport check(Definition candidate) {
    var call = Call.post(of(candidate.id()) + "/check", candidate.json()).safe();
    return FitReport.parse(Problems.body(exchange.send(call)));
  }

  @Override
  public MigrationReport migrate(String id) {
    return report(Call.post(of(id) + "/migrate", JsonObject.empty()).safe());
  }

  private MigrationReport report(Call call) {
    return MigrationReport.parse(Problems.body(exchange.send(call)));
  }
}
