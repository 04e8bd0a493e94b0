package dev.cairn.client;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.server.api.Api;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Gate;
import dev.cairn.server.http.HttpServer;
import dev.cairn.server.http.HttpSettings;
import dev.cairn.server.http.Monitor;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import dev.cairn.server.http.Service;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A server in this process, at a port of its own. Whoever names somebody is that person. */
final class Served implements AutoCloseable {
  private final Cairn store;
  private final HttpServer server;

  private Served(Cairn store, HttpServer server) {
    this.store = store;
    this.server = server;
  }

  static Served over(Cairn store) {
    return at(store, 0);
  }

  static Served at(Cairn store, int port) {
    return at(store, port, Api.routes());
  }

  static Served at(Cairn store, int port, List<Route> routes) {
    var service = new Service(routes, new ByName(store), Monitor.NONE);
    var settings = HttpSettings.defaults().address("127.0.0.1", port);
    return new Served(
        store, HttpServer.start(service, settings, RandomGenerator.of("L64X128MixRandom")));
  }

  /** Whoever says so is that person, and may do everything; all but mia are lawyers. */
  private record ByName(Cairn store) implements Gate {
    @Override
    public void pass(Request request) {}

    @Override
    public Caller admit(Request request) {
      var name = request.header("Authorization").orElseThrow().replaceFirst("^Bearer ", "");
      var roles = new TreeSet<>(List.of(Role.ADMIN.toString()));
      if (!name.equals("mia")) {
        roles.add("Legal");
      }
      var user = store.identities().seen(name, roles).id();
      return new Caller(name, user, roles, store.as(name), Caller.Places.UNLIMITED);
    }
  }

  /** The store behind the server. */
  Cairn store() {
    return store;
  }

  int port() {
    return server.address().getPort();
  }

  /** A client that acts by the name that the options say. */
  Cairn client(Options options) {
    var settings =
        ClientSettings.defaults().credential(options.actor()).actors(name -> Optional.of(name));
    return RemoteCairn.connect(server.address().toString(), settings, options);
  }

  /** Stops the server, and leaves the store. */
  void stop() {
    server.close();
  }

  @Override
  public void close() {
    server.close();
    store.close();
  }
}
