package dev.cairn.client;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Move;
import dev.cairn.NewInstance;
import dev.cairn.Page;
import dev.cairn.Query;
import dev.cairn.Receipt;
import dev.cairn.Statistics;
import dev.cairn.Workflows;
import dev.cairn.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Creating, reading and changing instances, by the server. */
final class RemoteWorkflows implements Workflows {
  /** How many instances one request asks for: URLs have limits. */
  private static final int IDS = 50;

  private final Exchange exchange;
  private final Keys keys;
  private final Committing committing;

  RemoteWorkflows(Exchange exchange, Keys keys) {
    this.exchange = exchange;
    this.keys = keys;
    this.committing = new Committing(exchange, keys);
  }

  @Override
  public InstanceId newId() {
    return keys.nextId();
  }

  @Override
  public Instance create(NewInstance request) {
    var body = Bodies.of(keyed(request));
    var reply = exchange.send(Call.post("/workflows", body).safe());
    return Instance.parse(Problems.body(reply));
  }

  /** With an id and a key, so that it can be sent twice and is made once. */
  private NewInstance keyed(NewInstance request) {
    var named = request.id().isPresent() ? request : request.id(keys.nextId());
    return request.key().isPresent() ? request : named.key(keys.next());
  }

  @Override
  public Optional<Instance> find(InstanceId id) {
    return Problems.found(exchange.send(Call.get(Call.of(id, "")))).map(Instance::parse);
  }

  @Override
  public String owner(InstanceId id) {
    var reply = exchange.send(Call.get(Call.of(id, "/owner")));
    return Problems.body(reply).asObject().require("subject").asString();
  }

  @Override
  public CommitResult commit(Commit commit) {
    return committing.commit(commit);
  }

  @Override
  public CommitResult move(Move move) {
    return committing.move(move);
  }

  @Override
  public BatchResult batch(List<BatchItem> items) {
    return new Batching(exchange, keys).batch(items);
  }

  @Override
  public List<Instance> findAll(List<InstanceId> ids) {
    var wanted = new ArrayList<>(new HashSet<>(ids));
    var found = new HashMap<InstanceId, Instance>();
    for (int from = 0; from < wanted.size(); from += IDS) {
      var call = Call.get("/workflows").with("limit", IDS).with("showCancelled", true);
      for (var id : wanted.subList(from, Math.min(from + IDS, wanted.size()))) {
        call = call.with("id", id);
      }
      Page.parse(Problems.body(exchange.send(call)), Instance::parse)
          .items()
          .forEach(it -> found.put(it.id(), it));
    }
    return ids.stream().flatMap(id -> Optional.ofNullable(found.get(id)).stream()).toList();
  }

  @Override
  public Receipt delete(InstanceId id) {
    var reply = exchange.send(Call.delete(Call.of(id, "")).preferringRepresentation());
    return Receipt.parse(Problems.body(reply).asObject().require("receipt"));
  }

  @Override
  public Page<Instance> query(Query query) {
    var call =
        Call.get("/workflows")
            .with("where", FilterText.of(query.filter()))
            .with("showCancelled", true)
            .with("sort", query.sort());
    return query.page().isPresent()
        ? page(call.with("page", query.page().getAsInt()).with("pageSize", query.limit()))
        : Page.parse(
            body(call.with("limit", query.limit()).with("cursor", query.cursor())),
            Instance::parse);
  }

  /** A page by its number has no cursor; what follows has the next number. */
  private Page<Instance> page(Call call) {
    var items = body(call).asObject().require("items").asArray().items();
    return new Page<>(items.stream().map(Instance::parse).toList(), Optional.empty());
  }

  @Override
  public long count(Filter filter) {
    var call =
        Call.get("/workflows")
            .with("where", FilterText.of(filter))
            .with("showCancelled", true)
            .with("page", 1)
            .with("pageSize", 1);
    return body(call).asObject().require("totalItems").asLong();
  }

  @Override
  public Statistics statistics(Filter filter) {
    return Statistics.parse(body(Call.get("/statistics").with("where", FilterText.of(filter))));
  }

  private Json body(Call call) {
    return Problems.body(exchange.send(call));
  }
}
