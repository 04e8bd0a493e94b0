package dev.cairn.server.api;

import dev.cairn.CairnException;
import dev.cairn.Event;
import dev.cairn.InstanceId;
import dev.cairn.Kind;
import dev.cairn.Page;
import dev.cairn.Receipt;
import dev.cairn.Role;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import dev.cairn.json.JsonPointer;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Parameters;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.List;
import java.util.Optional;

/** What was: versions, differences, events, receipts. */
final class HistoryRoutes {
  private HistoryRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get(Requests.ONE + "/versions")
            .with("order", "actor", "kind", "committedAfter", "committedBefore", "limit", "cursor")
            .from(Role.VIEWER, HistoryRoutes::versions),
        Route.get(Requests.ONE + "/versions/{version}").from(Role.VIEWER, HistoryRoutes::version),
        Route.get(Requests.ONE + "/diff").with("from", "to").from(Role.VIEWER, HistoryRoutes::diff),
        Route.get(Requests.ONE + "/blame").with("path").from(Role.VIEWER, HistoryRoutes::blame),
        Route.get(Requests.ONE + "/events")
            .with("limit", "cursor")
            .from(Role.VIEWER, HistoryRoutes::events),
        Route.get(Requests.ONE + "/receipts")
            .with("limit", "cursor")
            .from(Role.VIEWER, HistoryRoutes::receipts),
        Route.get(Requests.ONE + "/receipts/{version}").from(Role.VIEWER, HistoryRoutes::receipt));
  }

  private static Answer versions(Request request, Caller caller) {
    var page = caller.cairn().history().versions(Requests.id(request), query(request.parameters()));
    return Answer.ok(page.toJson(VersionEntry::toJson));
  }

  private static VersionQuery query(Parameters parameters) {
    return new VersionQuery(
        parameters.text("order").map(HistoryRoutes::order).orElse(VersionQuery.Order.ASCENDING),
        parameters.text("actor"),
        parameters.text("kind").map(HistoryRoutes::kind),
        parameters.time("committedAfter"),
        parameters.time("committedBefore"),
        parameters.text("cursor").map(Requests::cursor),
        Requests.limit(parameters));
  }

  private static VersionQuery.Order order(String name) {
    return switch (name) {
      case "asc" -> VersionQuery.Order.ASCENDING;
      case "desc" -> VersionQuery.Order.DESCENDING;
      default -> throw Parameters.invalid("order", "is not an order", "write asc or desc");
    };
  }

  private static Kind kind(String name) {
    return Kind.named(name)
        .orElseThrow(() ->
            Parameters.invalid(
                "kind",
                "is not a kind of commit",
                "write create, commit, restore, fork, migrate or delete"));
  }

  private static Answer version(Request request, Caller caller) {
    var instance =
        caller.cairn().history().at(Requests.id(request), Requests.number(request, "version"));
    return Answer.ok(instance.toJson()).etag(instance.version());
  }

  private static Answer diff(Request request, Caller caller) {
    var parameters = request.parameters();
    var diff =
        caller
            .cairn()
            .history()
            .diff(Requests.id(request), parameters.require("from"), parameters.require("to"));
    return Answer.ok(diff.toJson());
  }

  private static Answer blame(Request request, Caller caller) {
    var path = request.parameters().text("path").orElse("");
    var entry =
        caller
            .cairn()
            .history()
            .lastChange(Requests.id(request), JsonPointer.parse(path))
            .orElseThrow(() ->
                new CairnException.NotFound(
                    "path_not_found",
                    "no version changed this path",
                    "paths begin with a member of the state, such as /context"));
    return Answer.ok(entry.toJson());
  }

  private static Answer events(Request request, Caller caller) {
    long from = Requests.from(request.parameters());
    int limit = Requests.limit(request.parameters());
    // Each version has an event or more: one version too many tells whether there is a rest.
    long end = from + limit;
    var found = caller.cairn().history().events(Requests.id(request), from, limit + 1);
    var items = found.stream().filter(it -> it.version() < end).toList();
    return Answer.ok(
        new Page<>(items, next(items.size() < found.size(), end)).toJson(Event::toJson));
  }

  private static Answer receipts(Request request, Caller caller) {
    InstanceId id = Requests.id(request);
    long from = Requests.from(request.parameters());
    int limit = Requests.limit(request.parameters());
    var found = caller.cairn().history().receipts(id, from, limit + 1);
    var items = found.stream().limit(limit).toList();
    return Answer.ok(
        new Page<>(items, next(items.size() < found.size(), from + limit)).toJson(Receipt::toJson));
  }

  private static Optional<String> next(boolean more, long version) {
    return more ? Optional.of(Long.toString(version)) : Optional.empty();
  }

  private static Answer receipt(Request request, Caller caller) {
    var receipt =
        caller.cairn().history().receipt(Requests.id(request), Requests.number(request, "version"));
    return Answer.ok(receipt.toJson());
  }
}
