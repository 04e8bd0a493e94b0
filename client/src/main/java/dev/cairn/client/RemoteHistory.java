package dev.cairn.client;

import dev.cairn.CairnException;
import dev.cairn.Checkpoint;
import dev.cairn.Diff;
import dev.cairn.Event;
import dev.cairn.History;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Page;
import dev.cairn.Receipt;
import dev.cairn.RestorePreview;
import dev.cairn.Times;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What was, and going back to it, by the server. */
final class RemoteHistory implements History {
  /** How many items a page of the server has. */
  private static final int PAGE = 100;

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final Exchange exchange;
  private final Keys keys;

  RemoteHistory(Exchange exchange, Keys keys) {
    this.exchange = exchange;
    this.keys = keys;
  }

  private Json body(Call call) {
    return Problems.body(exchange.send(call));
  }

  @Override
  public Instance at(InstanceId id, long version) {
    return Instance.parse(body(Call.get(Call.of(id, "/versions/" + version))));
  }

  @Override
  public Optional<Instance> asOf(InstanceId id, Instant time) {
    var reply = exchange.send(Call.get(Call.of(id, "")).with("asOf", text(time)));
    if (reply.status() == 404 && Problems.of(reply).code().equals("version_not_found")) {
      return Optional.empty();
    }
    return Optional.of(Instance.parse(Problems.body(reply)));
  }

  @Override
  public Page<VersionEntry> versions(InstanceId id, VersionQuery query) {
    var items = new ArrayList<VersionEntry>();
    var page = versionPage(id, query, query.limit());
    items.addAll(page.items());
    while (page.next().isPresent() && items.size() < query.limit()) {
      var rest = query.after(items.getLast().version());
      page = versionPage(id, rest, query.limit() - items.size());
      items.addAll(page.items());
    }
    return new Page<>(items, page.next());
  }

  /** Times before the first and after the last that are written with four digits of a year. */
  private static String text(Instant time) {
    return Times.format(time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time);
  }

  private Page<VersionEntry> versionPage(InstanceId id, VersionQuery query, int limit) {
    var call =
        Call.get(Call.of(id, "/versions"))
            .with("order", query.order() == VersionQuery.Order.ASCENDING ? "asc" : "desc")
            .with("actor", query.actor())
            .with("kind", query.kind())
            .with("committedAfter", query.from().map(RemoteHistory::text))
            .with("committedBefore", query.until().map(RemoteHistory::text))
            .with("limit", Math.min(limit, PAGE))
            .with("cursor", query.after());
    return Page.parse(body(call), VersionEntry::parse);
  }

  @Override
  public long count(InstanceId id) {
    return Instance.parse(body(Call.get(Call.of(id, "")))).version();
  }

  @Override
  public Diff diff(InstanceId id, long from, long to) {
    return Diff.parse(body(Call.get(Call.of(id, "/diff")).with("from", from).with("to", to)));
  }

  @Override
  public Optional<VersionEntry> lastChange(InstanceId id, JsonPointer path) {
    var reply = exchange.send(Call.get(Call.of(id, "/blame")).with("path", path));
    if (reply.status() == 404 && Problems.of(reply).code().equals("path_not_found")) {
      return Optional.empty();
    }
    return Optional.of(VersionEntry.parse(Problems.body(reply)));
  }

  @Override
  public Receipt receipt(InstanceId id, long version) {
    return Receipt.parse(body(Call.get(Call.of(id, "/receipts/" + version))));
  }

  @Override
  public List<Receipt> receipts(InstanceId id, long from, int limit) {
    return all(Call.of(id, "/receipts"), from, limit, Receipt::parse).stream()
        .limit(Math.clamp(limit, 1, VersionQuery.LIMIT_MAX))
        .toList();
  }

  @Override
  public List<Event> events(InstanceId id, long from, int limit) {
    // The limit counts versions, and a version may have several events.
    long end = from + Math.clamp(limit, 1, VersionQuery.LIMIT_MAX);
    return all(Call.of(id, "/events"), from, limit, Event::parse).stream()
        .filter(it -> it.version() < end)
        .toList();
  }

  /** Items of versions from one on: at least so many, where there are. */
  private <T> List<T> all(String path, long from, int limit, Function<Json, T> item) {
    var items = new ArrayList<T>();
    var next = Optional.of(Long.toString(from));
    int most = Math.clamp(limit, 1, VersionQuery.LIMIT_MAX);
    for (int asked = 0; next.isPresent() && asked < most; asked += PAGE) {
      int size = Math.min(PAGE, most - asked);
      var page = Page.parse(body(Call.get(path).with("limit", size).with("cursor", next)), item);
      items.addAll(page.items());
      next = page.next();
    }
    return items;
  }

  @Override
  public Checkpoint checkpoint(InstanceId id, String name) {
    var call = Call.post(Call.of(id, "/checkpoints"), JsonObject.of("name", name));
    return Checkpoint.parse(body(call));
  }

  @Override
  public List<Checkpoint> checkpoints(InstanceId id) {
    return Page.parse(body(Call.get(Call.of(id, "/checkpoints"))), Checkpoint::parse).items();
  }

  private static JsonObject json(Target target) {
    return switch (target) {
      case Target.ToVersion it -> JsonObject.of("version", it.version());
      case Target.ToCheckpoint it -> JsonObject.of("checkpoint", it.name());
    };
  }

  @Override
  public RestorePreview preview(InstanceId id, Target target) {
    var asked = json(target).with("dryRun", Json.of(true));
    return RestorePreview.parse(body(Call.post(Call.of(id, "/restore"), asked).safe()));
  }

  @Override
  public Restored restore(InstanceId id, Target target, Optional<Long> expectedVersion) {
    var asked = json(target);
    var expecting =
        expectedVersion.map(it -> asked.with("expectedVersion", Json.of(it))).orElse(asked);
    var body = body(Call.post(Call.of(id, "/restore"), expecting)).asObject();
    return new Restored(
        Instance.parse(body.require("instance")),
        Checkpoint.parse(body.require("safetyCheckpoint")));
  }

  @Override
  public Instance fork(InstanceId id, long version, Optional<InstanceId> newId) {
    var made = newId.orElseGet(keys::nextId);
    var body = JsonObject.of("version", version, "id", made.toString());
    var reply = exchange.send(Call.post(Call.of(id, "/fork"), body).safe());
    boolean madeBefore =
        reply.status() == 409
            && newId.isEmpty()
            && Problems.of(reply) instanceof CairnException.AlreadyExists;
    // The id was made here: who has it already is the same fork, whose answer got lost.
    return madeBefore ? at(made, 1) : Instance.parse(Problems.body(reply));
  }
}
